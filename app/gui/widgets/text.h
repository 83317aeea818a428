// Text as std::string_view, which ImGui's functions do not take (an empty one may point nowhere).
#pragma once

#include <imgui.h>

#include <string_view>

namespace fscope {

/// Width and height in pixels with the current font.
ImVec2 text_size(std::string_view text);
/// Draws at a position rounded to whole pixels, so that glyphs stay crisp.
void draw_text(ImDrawList& list, ImVec2 position, ImU32 colour, std::string_view text);
/// Like ImGui::TextUnformatted.
void text_item(std::string_view text);

}  // namespace fscope
