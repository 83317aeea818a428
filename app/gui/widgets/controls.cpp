#include "app/gui/widgets/controls.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr float kTooltipDelay = 0.45F;  // seconds
constexpr float kLabelShare = 0.42F;    // of the panel's width
constexpr float kNarrow = 15.0F;        // em; below it the label stands above its control

void push_id(const Phrase& label) {
  const std::string_view id = label.english();
  ImGui::PushID(id.data(), id.data() + id.size());
}

// The label; then the cursor is where the control begins and its width is set.
void begin_row(const Phrase& label, const Phrase& help) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = ImGui::GetCursorPosX();
  push_id(label);
  ImGui::BeginGroup();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  text_item(label);
  ImGui::PopStyleColor();
  tooltip(help);
  const float label_width = ImGui::GetItemRectSize().x;
  const float column = std::round(kLabelShare * width);
  const bool fits = width >= kNarrow * ImGui::GetFontSize() && label_width < column;
  if (fits) {
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + column);
  }
  ImGui::SetNextItemWidth(fits ? width - column : width);
}

void end_row() {
  ImGui::EndGroup();
  ImGui::PopID();
}

// After the control itself, before end_row.
void finish_control(const Phrase& label, const Phrase& help) {
  note_item(label.english());
  tooltip(help);
}

bool plain_button(const Phrase& label, const Phrase& help, ImVec2 size) {
  const bool pressed = ImGui::Button(label.label().c_str(), size);
  finish_control(label, help);
  return pressed;
}

// A field whose number counts only when typing ends: the number so far waits in the window's
// storage.
int type_int(int value) {
  const ImGuiID pending = ImGui::GetID("pending");
  int typed = value;
  const bool differs = ImGui::InputInt("##input", &typed, 0, 0);
  if (compat::key_pressed(ImGuiKey_Escape)) return value;
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  if (ImGui::IsItemDeactivatedAfterEdit()) return differs ? typed : storage.GetInt(pending, value);
  if (ImGui::IsItemActive()) storage.SetInt(pending, differs ? typed : value);
  return value;
}

// Sliders as bars filled up to `unit` of their length: ImGui's knob would stand on the number. The
// bar is drawn here, and ImGui's next slider draws only its text; end_bar() must follow it.
void begin_bar(double unit) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 size{ImGui::CalcItemWidth(), ImGui::GetFrameHeight()};
  const ImVec2 max{min.x + size.x, min.y + size.y};
  const float end = min.x + size.x * static_cast<float>(std::clamp(unit, 0.0, 1.0));
  const bool hovered = ImGui::IsMouseHoveringRect(min, max) && ImGui::IsWindowHovered();
  const ImGuiStyle& style = ImGui::GetStyle();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(min, max,
                     ImGui::GetColorU32(hovered ? ImGuiCol_FrameBgHovered : ImGuiCol_FrameBg),
                     style.FrameRounding);
  list.PushClipRect(min, {end, max.y}, true);
  list.AddRectFilled(min, max, ImGui::GetColorU32(ImGuiCol_Header), style.FrameRounding);
  list.AddRectFilled({end - 0.14F * ImGui::GetFontSize(), min.y}, {end, max.y},
                     ImGui::GetColorU32(ImGuiCol_SliderGrab));
  list.PopClipRect();
  for (const ImGuiCol index : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
                               ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive}) {
    ImGui::PushStyleColor(index, ImVec4(0.0F, 0.0F, 0.0F, 0.0F));
  }
}

void end_bar() { ImGui::PopStyleColor(5); }

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A slider that shows `value` at `place` of its track, 0 to 1; the new place when it was moved.
std::optional<double> place_slider(const Phrase& label, double place, double value,
                                   const Phrase& help) {
  auto unit = static_cast<float>(place);
  const float before = unit;
  const std::string shown = std::isinf(value) ? "\u221E" : value <= 0 ? "0" : three_digits(value);
  begin_row(label, help);
  begin_bar(place);
  ImGui::SliderFloat("##slider", &unit, 0, 1, shown.c_str(), ImGuiSliderFlags_NoInput);
  end_bar();
  finish_control(label, help);
  end_row();
  if (unit == before) return std::nullopt;
  return static_cast<double>(unit);
}

float with_three_digits(float value) {
  if (value == 0.0F || !std::isfinite(value)) return value;
  const double power = std::pow(10.0, 2.0 - std::floor(std::log10(std::abs(value))));
  return static_cast<float>(std::round(static_cast<double>(value) * power) / power);
}

int append_on_resize(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
  auto* text = static_cast<std::string*>(data->UserData);
  text->resize(static_cast<std::size_t>(data->BufTextLen));
  data->Buf = text->data();
  return 0;
}

}  // namespace

void tooltip(const Phrase& help) {
  if (help.empty() || ImGui::IsMouseDown(0)) return;
  if (!compat::item_hovered_for(kTooltipDelay)) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                      {0.7F * ImGui::GetFontSize(), 0.55F * ImGui::GetFontSize()});
  ImGui::BeginTooltip();
  text_item(wrapped(help.shown(), 35.0F * ImGui::GetFontSize()));
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

bool button(const Phrase& label, const Phrase& help, ImVec2 size) {
  return plain_button(label, help, size);
}

bool primary_button(const Phrase& label, const Phrase& help, ImVec2 size) {
  const ImVec4 accent = ImGui::GetStyleColorVec4(ImGuiCol_CheckMark);
  const ImVec4 hovered{accent.x * 0.9F, accent.y * 0.9F, accent.z * 0.9F, 1.0F};
  const float brightness = 0.3F * accent.x + 0.59F * accent.y + 0.11F * accent.z;
  ImGui::PushStyleColor(ImGuiCol_Button, accent);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, hovered);
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, hovered);
  ImGui::PushStyleColor(ImGuiCol_Text, brightness > 0.5F ? ImVec4(0.04F, 0.08F, 0.12F, 1.0F)
                                                         : ImVec4(1.0F, 1.0F, 1.0F, 1.0F));
  const bool pressed = ImGui::Button(label.label().c_str(), size);
  ImGui::PopStyleColor(4);
  finish_control(label, help);
  return pressed;
}

bool icon_button(Icon icon, const Phrase& label, const Phrase& help, float size_em) {
  const float side = std::round(size_em * ImGui::GetFontSize());
  const std::string id = "##" + std::string(label.english());
  const bool pressed = ImGui::Button(id.c_str(), {side, side});
  const ImVec2 min = ImGui::GetItemRectMin();
  draw_icon(*ImGui::GetWindowDrawList(), icon, {min.x + side / 2.0F, min.y + side / 2.0F},
            0.5F * side, ImGui::GetColorU32(ImGuiCol_Text));
  finish_control(label, help);
  return pressed;
}

bool checkbox(const Phrase& label, bool& value, const Phrase& help) {
  const bool changed = ImGui::Checkbox(label.label().c_str(), &value);
  finish_control(label, help);
  return changed;
}

bool combo(const Phrase& label, int& index, std::span<const Phrase> options, const Phrase& help) {
  const bool valid = index >= 0 && static_cast<std::size_t>(index) < options.size();
  const int before = index;
  begin_row(label, help);
  const char* shown = valid ? options[static_cast<std::size_t>(index)].shown() : "";
  // The open list becomes the last item, so the place of the closed one is kept before.
  const ImVec2 min = ImGui::GetCursorScreenPos();
  note_rect(label.english(), min,
            {min.x + ImGui::CalcItemWidth(), min.y + ImGui::GetFrameHeight()});
  const bool open = ImGui::BeginCombo("##combo", shown, ImGuiComboFlags_HeightLarge);
  if (!open) tooltip(help);
  if (open) {
    for (std::size_t i = 0; i < options.size(); ++i) {
      const bool selected = index == static_cast<int>(i);
      ImGui::PushID(static_cast<int>(i));
      if (ImGui::Selectable(options[i].label().c_str(), selected)) index = static_cast<int>(i);
      if (selected) ImGui::SetItemDefaultFocus();
      note_item(options[i].english());
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  end_row();
  return index != before;
}

bool segmented(const Phrase& label, int& index, std::span<const Phrase> options,
               const Phrase& help) {
  const int before = index;
  begin_row(label, help);
  const float width = ImGui::CalcItemWidth();
  const float gap = std::max(1.0F, std::round(ImGui::GetFontSize() / 8.0F));
  const auto n = static_cast<float>(std::max<std::size_t>(1, options.size()));
  const float each = std::floor((width - (n - 1.0F) * gap) / n);
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (i > 0) ImGui::SameLine(0.0F, gap);
    const bool selected = index == static_cast<int>(i);
    if (selected) {
      const ImVec4 colour = ImGui::GetStyleColorVec4(ImGuiCol_Header);
      ImGui::PushStyleColor(ImGuiCol_Button, colour);
      ImGui::PushStyleColor(ImGuiCol_ButtonHovered, colour);
    }
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::Button(options[i].label().c_str(), {each, 0.0F})) index = static_cast<int>(i);
    ImGui::PopID();
    if (selected) ImGui::PopStyleColor(2);
    finish_control(options[i], help);
  }
  end_row();
  return index != before;
}

bool int_slider(const Phrase& label, int& value, IntRange range, const Phrase& help) {
  const int before = value;
  begin_row(label, help);
  begin_bar(to_unit(AxisScale::linear, {1.0 * range.min, 1.0 * range.max}, value));
  ImGui::SliderInt("##slider", &value, range.min, range.max, "%d", ImGuiSliderFlags_AlwaysClamp);
  end_bar();
  finish_control(label, help);
  end_row();
  return value != before;
}

bool int_input(const Phrase& label, int& value, IntRange range, const Phrase& help) {
  const int before = value;
  begin_row(label, help);
  const float side = ImGui::GetFrameHeight();
  const float gap = std::max(1.0F, std::round(ImGui::GetFontSize() / 8.0F));
  const float buttons = range.step > 0 ? 2.0F * (side + gap) : 0.0F;
  ImGui::SetNextItemWidth(ImGui::CalcItemWidth() - buttons);
  value = type_int(value);
  finish_control(label, help);
  compat::push_button_repeat();
  for (const int sign : {-1, 1}) {
    if (range.step <= 0) break;
    ImGui::SameLine(0.0F, gap);
    if (ImGui::Button(sign < 0 ? "-" : "+", {side, side})) value += sign * range.step;
    note_item(std::string(label.english()) + (sign < 0 ? " -" : " +"));
  }
  compat::pop_button_repeat();
  end_row();
  value = std::clamp(value, range.min, range.max);
  return value != before;
}

bool float_slider(const Phrase& label, float& value, FloatRange range, const Phrase& help) {
  const float before = value;
  const ImGuiSliderFlags flags =
      ImGuiSliderFlags_AlwaysClamp | (range.logarithmic ? ImGuiSliderFlags_Logarithmic : 0);
  begin_row(label, help);
  // On its logarithmic sliders ImGui takes what the format's precision cannot show for zero.
  const AxisScale scale = range.logarithmic ? AxisScale::logarithmic : AxisScale::linear;
  begin_bar(to_unit(scale, {range.min, range.max}, value));
  ImGui::SliderFloat("##slider", &value, range.min, range.max, "%.7g", flags);
  end_bar();
  if (ImGui::IsItemActive() && ImGui::IsMouseDown(0)) value = with_three_digits(value);
  finish_control(label, help);
  end_row();
  return value != before;
}

bool endless_slider(const Phrase& label, double& value, FloatRange range, const Phrase& help) {
  constexpr double kEnd = 0.04;  // of the track: 0 on the left, infinity on the right
  const double low = static_cast<double>(range.min);
  const double high = static_cast<double>(range.max);
  const Interval finite{low, high};
  double place =
      kEnd + (1 - 2 * kEnd) * to_unit(AxisScale::logarithmic, finite, std::clamp(value, low, high));
  if (value <= 0) place = 0;
  if (std::isinf(value)) place = 1;
  const auto moved = place_slider(label, place, value, help);
  if (!moved) return false;
  const double before = value;
  const double inner = (*moved - kEnd) / (1 - 2 * kEnd);
  value = inner < 0 ? 0 : inner > 1 ? kInfinity : from_unit(AxisScale::logarithmic, finite, inner);
  return value != before;
}

bool open_ended_slider(const Phrase& label, double& value, FloatRange range, const Phrase& help) {
  constexpr double kEnd = 0.92;  // of the track: beyond it lies infinity
  const Interval finite{static_cast<double>(range.min), static_cast<double>(range.max)};
  const double inner = to_unit(AxisScale::linear, finite, std::min(value, finite.max));
  const auto moved = place_slider(label, std::isinf(value) ? 1 : kEnd * inner, value, help);
  if (!moved) return false;
  constexpr double kSteps = 100;  // of 1: what the slider shows is what is meant
  const double before = value;
  const double at = from_unit(AxisScale::linear, finite, *moved / kEnd);
  value = *moved > kEnd ? kInfinity : std::round(kSteps * at) / kSteps;
  return value != before;
}

bool text_input(const Phrase& label, std::string& value, const Phrase& hint, const Phrase& help) {
  begin_row(label, help);
  const bool entered = ImGui::InputTextWithHint(
      "##text", hint.shown(), value.data(), value.capacity() + 1,
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue, append_on_resize,
      &value);
  finish_control(label, help);
  end_row();
  return entered;
}

void value_row(const Phrase& label, const Phrase& value, const Phrase& help) {
  begin_row(label, help);
  text_item(value);
  finish_control(label, help);
  end_row();
}

void flow(float width, float gap) {
  const float beside = gap < 0 ? ImGui::GetStyle().ItemSpacing.x : gap;
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + beside + width <= right) ImGui::SameLine(0.0F, beside);
}

float button_width(const Phrase& label) {
  return text_size(label.shown()).x + 2.0F * ImGui::GetStyle().FramePadding.x;
}

float checkbox_width(const Phrase& label) {
  return ImGui::GetFrameHeight() + ImGui::GetStyle().ItemInnerSpacing.x +
         text_size(label.shown()).x;
}

void section(const Phrase& title) {
  const float em = ImGui::GetFontSize();
  ImGui::Dummy({0.0F, 0.2F * em});
  text_item(title);
  const ImVec2 text = ImGui::GetItemRectMax();
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const float y = std::round(text.y - 0.5F * em) + 0.5F;
  if (right > text.x + em) {
    ImGui::GetWindowDrawList()->AddLine({text.x + 0.6F * em, y}, {right, y},
                                        ImGui::GetColorU32(ImGuiCol_Separator));
  }
}

}  // namespace fscope
