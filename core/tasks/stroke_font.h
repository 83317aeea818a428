// A small font of pen strokes, made for the printed page among the built-in targets.
#pragma once

#include <string_view>
#include <vector>

namespace fscope {

struct StrokePoint {
  double x = 0;  // to the right, from the left edge of the letter
  double y = 0;  // downwards, from the base line
};

/// The polylines of one letter and how far the pen moves on, in units of a sixth of the height of
/// a capital letter.
struct Glyph {
  std::vector<std::vector<StrokePoint>> strokes;
  double advance = 0;
};

/// Letters, digits and common punctuation of ASCII; any other character is a blank.
Glyph stroke_glyph(char character);

/// The sum of the advances.
double stroke_text_width(std::string_view line);

}  // namespace fscope
