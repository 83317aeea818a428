#include "tests/app/gui/gui_test_context.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace fscope {

GuiTestContext::GuiTestContext(ImVec2 display_size) : context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  compat::start_headless(display_size);
  data_.item_log = &log_;
  set_context_data(&data_);
}

GuiTestContext::~GuiTestContext() { ImGui::DestroyContext(context_); }

void GuiTestContext::show(Draw draw) {
  draw_ = std::move(draw);
  frames(2);
}

void GuiTestContext::show_in_window(Draw draw) {
  show([draw = std::move(draw)] {
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("test", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    draw();
    ImGui::End();
  });
}

void GuiTestContext::frame(float seconds) {
  ImGui::GetIO().DeltaTime = seconds;
  compat::feed(input_);
  log_.items.clear();
  ImGui::NewFrame();
  if (draw_) draw_();
  ImGui::Render();
  compat::finish_headless_frame();
  input_.wheel = {0.0F, 0.0F};
  input_.text.clear();
}

void GuiTestContext::frames(int n) {
  for (int i = 0; i < n; ++i) frame();
}

void GuiTestContext::rest() { frame(1.0F); }

void GuiTestContext::move_mouse(ImVec2 position) {
  input_.mouse = position;
  frames(2);
}

void GuiTestContext::press(int button) {
  input_.buttons.at(static_cast<std::size_t>(button)) = true;
  frame();
}

void GuiTestContext::release(int button) {
  input_.buttons.at(static_cast<std::size_t>(button)) = false;
  frames(3);  // a text field opened by the click takes the focus in the third
}

void GuiTestContext::click(ImVec2 position, int button) {
  move_mouse(position);
  rest();
  press(button);
  release(button);
}

void GuiTestContext::double_click(ImVec2 position) {
  click(position);
  press();
  release();
}

void GuiTestContext::drag(ImVec2 from, ImVec2 to, int button) {
  move_mouse(from);
  rest();
  press(button);
  for (int step = 1; step <= 4; ++step) {
    const float t = static_cast<float>(step) / 4.0F;
    input_.mouse = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
    frame();
  }
  release(button);
}

void GuiTestContext::wheel(ImVec2 position, float notches) {
  move_mouse(position);
  input_.wheel.y = notches;
  frame();
  frame();
}

void GuiTestContext::type(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin + 1;
    while (end < text.size() && (text[end] & '\xC0') == '\x80') ++end;  // continuation bytes
    input_.text = text.substr(begin, end - begin);
    frame();
    begin = end;
  }
  frame();
}

void GuiTestContext::key(ImGuiKey key) {
  input_.keys.push_back(key);
  frame();
  input_.keys.pop_back();
  frame();
}

void GuiTestContext::hold_ctrl(bool down) {
  input_.ctrl = down;
  frame();
}

void GuiTestContext::hold_shift(bool down) {
  input_.shift = down;
  frame();
}

bool GuiTestContext::has(std::string_view label) const { return log_.find(label) != nullptr; }

LoggedItem GuiTestContext::item(std::string_view label) const {
  if (const LoggedItem* found = log_.find(label)) return *found;
  throw std::out_of_range("no control \"" + std::string(label) + "\", there are:" + log_.labels());
}

ImVec2 GuiTestContext::centre(std::string_view label) const { return item(label).middle(); }

void GuiTestContext::click(std::string_view label) { click(centre(label)); }
void GuiTestContext::double_click(std::string_view label) { double_click(centre(label)); }

void GuiTestContext::choose(std::string_view combo, std::string_view entry) {
  click(combo);
  click(entry);
}

int GuiTestContext::vertex_count() const { return ImGui::GetDrawData()->TotalVtxCount; }

}  // namespace fscope
