#include "app/gl/colormap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace fscope {

Rgb sample(const Colormap& map, float t) {
  const float x = std::clamp(t, 0.0F, 1.0F) * static_cast<float>(map.size() - 1);
  const std::size_t i = std::min(static_cast<std::size_t>(x), map.size() - 2);
  const float f = x - static_cast<float>(i);
  Rgb out{};
  for (std::size_t c = 0; c < out.size(); ++c) out[c] = std::lerp(map[i][c], map[i + 1][c], f);
  return out;
}

float signed_position(float error, float gain) {
  return std::clamp(0.5F + 0.5F * error * gain, 0.0F, 1.0F);
}

float absolute_position(float error, float gain) {
  return std::clamp(std::abs(error) * gain, 0.0F, 1.0F);
}

}  // namespace fscope
