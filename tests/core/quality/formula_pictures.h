// The pictures of tests/golden/quality_pictures.py.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/tasks/image.h"

namespace fscope {

inline int formula_value(const std::string& formula, int x, int y, int c) {
  if (formula == "ramp") return std::min(255, x * 5 + y * 3 + c * 40);
  if (formula == "blocks") return (x / 6 + y / 4 + c) % 2 == 0 ? 230 : 25;
  if (formula == "grain") return (x * x * 7 + y * 13 + x * y * 3 + c * 41) % 256;
  if (formula == "veiled") {
    return (3 * formula_value("ramp", x, y, c) + formula_value("grain", x, y, c)) / 4;
  }
  if (formula == "colours") {
    // The script keeps the low byte of each value.
    return (c == 0 ? x * 255 / 47 : c == 1 ? y * 255 / 31 : (x + y) % 32 * 8) % 256;
  }
  if (formula == "flat") return 128;
  throw std::invalid_argument("no such formula: " + formula);
}

inline Image formula_picture(const std::string& formula, int width, int height, int channels) {
  Image image{width, height, channels, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) {
        image.pixels.push_back(static_cast<std::uint8_t>(formula_value(formula, x, y, c)));
      }
    }
  }
  return image;
}

}  // namespace fscope
