#include "app/gui/text_field.h"

#include <algorithm>

namespace fscope {

void TextField::set(std::string_view text) {
  text = text.substr(0, buffer_.size() - 1);
  std::fill(buffer_.begin(), buffer_.end(), '\0');
  std::copy(text.begin(), text.end(), buffer_.begin());
  replacement_ = std::string(text);
}

TextField::Events TextField::draw(const char* label, const char* hint, Focus focus) {
  constexpr ImGuiInputTextFlags kFlags =
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackAlways |
      ImGuiInputTextFlags_CallbackCompletion | ImGuiInputTextFlags_CallbackHistory;
  if (focus != Focus::unchanged) {
    if (!ImGui::IsWindowFocused()) ImGui::SetWindowFocus();  // 1.90: else a child keeps the focus
    ImGui::SetKeyboardFocusHere();
    focus_ = focus;
  }
  tabbed_ = false;
  const std::string before(text());
  Events events;
  events.entered =
      ImGui::InputTextWithHint(label, hint, buffer_.data(), buffer_.size(), kFlags, on_edit, this);
  events.changed = before != text();
  events.tabbed = tabbed_;
  events.active = ImGui::IsItemActive();
  if (!events.active) replacement_.reset();
  return events;
}

int TextField::on_edit(ImGuiInputTextCallbackData* data) {
  TextField& field = *static_cast<TextField*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) field.tabbed_ = true;
  if (data->EventFlag != ImGuiInputTextFlags_CallbackAlways) return 0;
  if (field.replacement_) {
    data->DeleteChars(0, data->BufTextLen);
    data->InsertChars(0, field.replacement_->c_str());
    field.replacement_.reset();
    field.focus_ = Focus::at_end;
  }
  if (field.focus_ == Focus::at_end) {
    data->CursorPos = data->BufTextLen;
    data->ClearSelection();
  } else if (field.focus_ == Focus::select_all) {
    data->SelectAll();
  }
  field.focus_ = Focus::unchanged;
  return 0;
}

}  // namespace fscope
