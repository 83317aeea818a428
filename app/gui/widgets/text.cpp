#include "app/gui/widgets/text.h"

#include <algorithm>
#include <cmath>

namespace fscope {
namespace {

/// Bytes of the character that `text` (not empty) begins with; damaged ones count as one.
std::size_t character_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

/// Of Chinese, Japanese and Korean, with their punctuation.
bool is_wide(std::string_view character) { return character.size() == 3 && character >= "\u2E80"; }

bool closes(std::string_view character) {
  constexpr std::string_view kClosing = "，。、；：！？）】》”’,.;:!?)]%";
  return kClosing.find(character) != std::string_view::npos;
}

bool opens(std::string_view character) {
  constexpr std::string_view kOpening = "（【《“‘([";
  return kOpening.find(character) != std::string_view::npos;
}

/// Bytes up to the first place where a line may end: after blanks, or around a wide character.
std::size_t unit_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view here = text.substr(at, character_length(text.substr(at)));
    at += here.size();
    if (at == text.size()) break;
    const std::string_view next = text.substr(at, character_length(text.substr(at)));
    if (here == " " && next != " ") break;
    const bool wide = is_wide(here) || is_wide(next);
    if (wide && !opens(here) && !closes(next) && next != " ") break;
  }
  return at;
}

/// Bytes of the characters at the beginning that fit into `width`, at least of one.
std::size_t fitting_length(std::string_view text, float width) {
  std::size_t at = character_length(text);
  while (at < text.size()) {
    const std::size_t longer = at + character_length(text.substr(at));
    if (text_size(text.substr(0, longer)).x > width) break;
    at = longer;
  }
  return at;
}

std::string_view without_blanks_at_end(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// One line of the text, without line breaks, broken as wrapped() does.
std::string wrapped_line(std::string_view text, float width) {
  std::string out;
  std::string line;
  while (!text.empty()) {
    std::string_view unit = text.substr(0, unit_length(text));
    if (text_size(unit).x > width) unit = unit.substr(0, fitting_length(unit, width));
    const std::string longer = line + std::string(unit);
    if (!line.empty() && text_size(without_blanks_at_end(longer)).x > width) {
      out += std::string(without_blanks_at_end(line)) + "\n";
      line = unit;
    } else {
      line = longer;
    }
    text.remove_prefix(unit.size());
  }
  return out + line;
}

}  // namespace

std::string wrapped(std::string_view text, float width) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) out += "\n";
    out += wrapped_line(text.substr(begin, end - begin), width);
    begin = end + 1;
  }
  return out;
}

void wrapped_item(const Phrase& phrase, float width) {
  const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  text_item(wrapped(phrase.shown(), room));
}

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
