#include "app/gl/heat_map.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"

namespace fscope {

HeatRange range_of(std::span<const float> values) {
  bool any = false;
  HeatRange range;
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    range = any ? HeatRange{std::min(range.low, v), std::max(range.high, v)} : HeatRange{v, v};
    any = true;
  }
  if (range.low < range.high) return range;
  const float half = std::max(0.5F, std::abs(range.low) / 2);
  return {range.low - half, range.low + half};
}

Raster heat_map(std::span<const float> values, int width, int height, HeatRange range,
                const Colormap& map) {
  require(width >= 1 && height >= 1, "a heat map needs at least one value, got ", width, " x ",
          height);
  const auto n = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  require(values.size() == n, "a heat map of ", width, " x ", height, " got ", values.size(),
          " values");
  require(range.low < range.high, "the range of a heat map is empty: ", range.low, " to ",
          range.high);
  constexpr Rgb kNotFinite = {0.5F, 0.5F, 0.5F};
  Raster out{.width = width,
             .height = height,
             .channels = 3,
             .values = std::vector<float>(3 * n),
             .covers = {0, 0, static_cast<double>(width), static_cast<double>(height)}};
  for (std::size_t i = 0; i < n; ++i) {
    const float v = values[i];
    const Rgb color =
        std::isfinite(v) ? sample(map, (v - range.low) / (range.high - range.low)) : kNotFinite;
    std::ranges::copy(color, out.values.begin() + static_cast<std::ptrdiff_t>(3 * i));
  }
  return out;
}

}  // namespace fscope
