#include "app/gl/raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/support/check.h"

namespace fscope {

namespace {

/// Mean over columns [x0, x1) and rows [y0, y1) of one channel.
float box_mean(const Raster& raster, int x0, int x1, int y0, int y1, int channel) {
  const auto stride = static_cast<std::size_t>(raster.channels);
  double sum = 0;
  for (int y = y0; y < y1; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(raster.width);
    for (int x = x0; x < x1; ++x) {
      sum += static_cast<double>(raster.values[(row + static_cast<std::size_t>(x)) * stride +
                                               static_cast<std::size_t>(channel)]);
    }
  }
  return static_cast<float>(sum / (static_cast<double>(x1 - x0) * (y1 - y0)));
}

}  // namespace

void require_valid(const Raster& raster) {
  require(raster.width > 0 && raster.height > 0, "raster of ", raster.width, " x ", raster.height,
          " has no pixels");
  require(raster.channels == 1 || raster.channels == 3, "raster has ", raster.channels,
          " channels, wanted 1 or 3");
  const std::size_t wanted = static_cast<std::size_t>(raster.width) *
                             static_cast<std::size_t>(raster.height) *
                             static_cast<std::size_t>(raster.channels);
  require(raster.values.size() == wanted, "raster has ", raster.values.size(), " values, wanted ",
          wanted);
  const Region& r = raster.covers;
  const bool finite =
      std::isfinite(r.x0) && std::isfinite(r.y0) && std::isfinite(r.x1) && std::isfinite(r.y1);
  require(finite && r.width() > 0 && r.height() > 0, "raster covers an empty region: ", r.x0, " ",
          r.y0, " to ", r.x1, " ", r.y1);
}

Raster reduce_to(const Raster& raster, int max_side) {
  require_valid(raster);
  require(max_side >= 1, "longest side of ", max_side, " pixels");
  const int longest = std::max(raster.width, raster.height);
  const int k = 1 + (longest - 1) / max_side;
  Raster out{.width = 1 + (raster.width - 1) / k,
             .height = 1 + (raster.height - 1) / k,
             .channels = raster.channels,
             .values = {},
             .covers = raster.covers};
  out.values.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) *
                     static_cast<std::size_t>(raster.channels));
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      for (int c = 0; c < raster.channels; ++c) {
        out.values.push_back(box_mean(raster, x * k, std::min(x * k + k, raster.width), y * k,
                                      std::min(y * k + k, raster.height), c));
      }
    }
  }
  return out;
}

}  // namespace fscope
