// Text as std::string_view, which ImGui's functions do not take (an empty one may point nowhere).
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

#include "app/gui/text/text.h"

namespace fscope {

/// Width and height in pixels with the current font.
ImVec2 text_size(std::string_view text);
/// Draws at a position rounded to whole pixels, so that glyphs stay crisp.
void draw_text(ImDrawList& list, ImVec2 position, ImU32 colour, std::string_view text);
/// Like ImGui::TextUnformatted.
void text_item(std::string_view text);
inline void text_item(const Phrase& phrase) { text_item(std::string_view(phrase.shown())); }
/// Like ImGui::TextWrapped, `width` pixels wide (0: as far as there is room).
void wrapped_item(const Phrase& phrase, float width = 0.0F);
/// `text` with line breaks that keep it `width` pixels wide: at blanks, and around the characters
/// of languages that write without blanks, but never before closing punctuation.
std::string wrapped(std::string_view text, float width);

}  // namespace fscope
