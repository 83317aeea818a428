// One painter per built-in target, and the few tools they share. For builtin_targets.cpp only.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/tasks/image.h"

namespace fscope::painters {

/// The pictures are composed on a square of this side; other sizes are the same picture scaled.
inline constexpr double kComposedSize = 512;

struct Rgb {
  double r = 0;  // sRGB-encoded, 0..1
  double g = 0;
  double b = 0;
};
inline Rgb operator+(Rgb a, Rgb b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
inline Rgb operator*(double s, Rgb a) { return {s * a.r, s * a.g, s * a.b}; }
inline Rgb mixed(Rgb a, Rgb b, double t) { return (1 - t) * a + t * b; }

inline std::uint8_t to_byte(double value) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
}

/// Share of a pixel inside an edge whose signed distance from the pixel's centre, positive inside,
/// is given in px.
inline double coverage(double distance) { return std::clamp(0.5 + distance, 0.0, 1.0); }

inline double smooth_step(double from, double to, double x) {
  const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// A gray picture; value(column, row) in 0..1 for every pixel.
template <class Value>
Image paint_gray(int size, Value value) {
  Image image{size, size, 1, {}};
  image.pixels.reserve(image.n_pixels());
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      image.pixels.push_back(to_byte(value(column, row)));
    }
  }
  return image;
}

/// Every painter: size x size pixels, the same bytes every time.
Image dead_leaves(int size);   // RGB
Image zone_plate(int size);    // gray
Image siemens_star(int size);  // gray
Image test_chart(int size);    // gray
Image printed_page(int size);  // gray
Image julia_set(int size);     // RGB

}  // namespace fscope::painters
