// A raster: what image files decode to, what the built-in targets are, what is learned.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace fscope {

/// Rows top to bottom, pixels left to right, channels interleaved; sRGB-encoded values 0..255.
/// channels: 1 gray, 2 gray + alpha, 3 RGB, 4 RGB + alpha (straight, not premultiplied).
struct Image {
  int width = 0;
  int height = 0;
  int channels = 0;
  std::vector<std::uint8_t> pixels;      // height * width * channels
  std::vector<std::uint16_t> deep = {};  // the same in 16 bits where they are known, or empty

  std::size_t n_pixels() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
  bool empty() const { return pixels.empty(); }
  const std::uint8_t* at(int column, int row) const {
    return pixels.data() + (static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                            static_cast<std::size_t>(column)) *
                               static_cast<std::size_t>(channels);
  }
  /// The i-th value, 0..1, as exactly as it is known.
  float value(std::size_t i) const {
    return deep.empty() ? static_cast<float>(pixels[i]) / 255.0F
                        : static_cast<float>(deep[i]) / 65535.0F;
  }
  bool operator==(const Image&) const = default;
};

/// The pixels of a picture whose values are known in 16 bits: as far as 8 bits go.
inline std::vector<std::uint8_t> high_bytes(const std::vector<std::uint16_t>& deep) {
  std::vector<std::uint8_t> pixels(deep.size());
  std::ranges::transform(deep, pixels.begin(),
                         [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); });
  return pixels;
}

/// What a network says, 0..1, as a value of a picture: clamped and rounded.
inline std::uint8_t to_byte(float value) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F)));
}

}  // namespace fscope
