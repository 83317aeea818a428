// A rectangle of float pixels: what a network was evaluated to.
#pragma once

#include <vector>

namespace fscope {

/// A rectangle in pixels of the training image: pixel (i, j) covers [i, i + 1) x [j, j + 1).
struct Region {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;

  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  bool operator==(const Region&) const = default;
};

/// Rows top to bottom, channels interleaved, values 0..1 (a linear output may leave that range).
struct Raster {
  int width = 0;
  int height = 0;
  int channels = 0;
  std::vector<float> values;  // height * width * channels
  Region covers;              // what the raster spans, in pixels of the training image
};

}  // namespace fscope
