// A rectangle of float pixels: what a network was evaluated to.
#pragma once

#include <cstddef>
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

/// The values (`channels` of them) at the centre of a pixel of the training image; null where the
/// raster has none: outside, and when it is coarser than the pixels or an even number of its cells
/// share one.
inline const float* value_at_pixel(const Raster& raster, int column, int row) {
  const double cells = raster.width / raster.covers.width();
  const int n = static_cast<int>(cells);
  const double x = column - raster.covers.x0;
  const double y = row - raster.covers.y0;
  if (cells != n || n % 2 == 0 || raster.height / raster.covers.height() != cells) return nullptr;
  if (x < 0 || y < 0 || x >= raster.covers.width() || y >= raster.covers.height()) return nullptr;
  const auto cell_x = static_cast<std::size_t>(x * n) + static_cast<std::size_t>(n / 2);
  const auto cell_y = static_cast<std::size_t>(y * n) + static_cast<std::size_t>(n / 2);
  return raster.values.data() + (cell_y * static_cast<std::size_t>(raster.width) + cell_x) *
                                    static_cast<std::size_t>(raster.channels);
}

}  // namespace fscope
