#include "app/gui/widgets/text.h"

#include <cmath>

namespace fscope {

ImVec2 text_size(std::string_view text) {
  if (text.empty()) return {0.0F, ImGui::GetFontSize()};
  return ImGui::CalcTextSize(text.data(), text.data() + text.size());
}

void draw_text(ImDrawList& list, ImVec2 position, ImU32 colour, std::string_view text) {
  if (text.empty()) return;
  list.AddText({std::round(position.x), std::round(position.y)}, colour, text.data(),
               text.data() + text.size());
}

void text_item(std::string_view text) {
  if (text.empty()) text = "";
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

}  // namespace fscope
