// Small pictures to learn.
#pragma once

#include <cmath>
#include <memory>

#include "core/support/random.h"
#include "core/tasks/image.h"

namespace fscope {

/// Waves of different lengths in each channel: quickly learned.
inline Image wavy_image(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      for (int c = 0; c < channels; ++c) {
        const double wave = std::sin(0.4 * column + 0.3 * c) * std::cos(0.25 * row - 0.2 * c);
        image.pixels.push_back(static_cast<std::uint8_t>(127.5 + 120 * wave));
      }
    }
  }
  return image;
}

/// Every byte random.
inline Image noise_image(int width, int height, int channels, std::uint64_t seed = 1) {
  Image image{width, height, channels, {}};
  Rng rng(seed);
  image.pixels.resize(image.n_pixels() * static_cast<std::size_t>(channels));
  for (auto& value : image.pixels) value = static_cast<std::uint8_t>(rng.next() & 255);
  return image;
}

inline std::shared_ptr<const Image> shared(Image image) {
  return std::make_shared<const Image>(std::move(image));
}

}  // namespace fscope
