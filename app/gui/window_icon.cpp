#include "app/gui/window_icon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/support/check.h"

namespace fscope {

Image make_icon(int size) {
  require(size >= 8 && size <= 1024, "icon of ", size, " px, wanted 8 to 1024");
  constexpr std::array<double, 3> kDark{24, 33, 58};
  constexpr std::array<double, 3> kLight{255, 190, 92};
  constexpr double kRings = 4;
  Image icon{size, size, 4, {}};
  icon.pixels.reserve(icon.n_pixels() * 4);
  const double half = 0.5 * size;
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const double r = std::hypot(x + 0.5 - half, y + 0.5 - half) / half;
      const double wave = 0.5 + 0.5 * std::cos(2 * std::numbers::pi * kRings * r * r);
      for (std::size_t c = 0; c < 3; ++c) {
        icon.pixels.push_back(static_cast<std::uint8_t>(std::lerp(kDark[c], kLight[c], wave)));
      }
      const double alpha = std::clamp((1 - r) * half, 0.0, 1.0);
      icon.pixels.push_back(static_cast<std::uint8_t>(255 * alpha));
    }
  }
  return icon;
}

}  // namespace fscope
