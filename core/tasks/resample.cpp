#include "core/tasks/resample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kSupport = 3.0;  // Lanczos-3
// Weights are fixed-point numbers as in Pillow: 8 bits for the value and 2 for overshoot remain.
constexpr int kFractionBits = 22;
constexpr std::size_t kLane = 32;  // values summed side by side, so that the loops vectorise

double sinc(double x) {
  if (x == 0) return 1;
  const double t = std::numbers::pi * x;
  return std::sin(t) / t;
}

double lanczos(double x) { return std::abs(x) < kSupport ? sinc(x) * sinc(x / kSupport) : 0; }

/// The inputs first .. first + weights.size() - 1 and their weights for one output.
struct Taps {
  int first = 0;
  std::vector<std::int32_t> weights;
};

std::int32_t to_fixed(double weight) {
  return static_cast<std::int32_t>(
      std::copysign(std::abs(weight) * (1 << kFractionBits) + 0.5, weight));
}

Taps taps_at(double centre, double stretch, int n_in) {
  const double reach = kSupport * stretch;
  const int first = std::max(0, static_cast<int>(std::floor(centre - reach + 0.5)));
  const int last = std::min(n_in, static_cast<int>(std::floor(centre + reach + 0.5)));
  std::vector<double> raw;
  double sum = 0;
  for (int i = first; i < last; ++i) {
    raw.push_back(lanczos((i - centre + 0.5) * (1 / stretch)));
    sum += raw.back();
  }
  Taps taps{first, {}};
  taps.weights.reserve(raw.size());
  for (const double weight : raw) taps.weights.push_back(to_fixed(weight * (1 / sum)));
  return taps;
}

std::vector<Taps> all_taps(int n_in, int n_out) {
  const double scale = static_cast<double>(n_in) / n_out;
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(n_out));
  for (int i = 0; i < n_out; ++i) {
    taps.push_back(taps_at((i + 0.5) * scale, std::max(scale, 1.0), n_in));
  }
  return taps;
}

/// out[j] = sum over k of weights[k] * in[k * stride + j] for j < kLane, rounded and clamped.
/// Values T of 8 or 16 bits, here and below.
template <class T>
void blend_lane(const T* in, std::size_t stride, std::span<const std::int32_t> weights, T* out) {
  using Sum = std::conditional_t<sizeof(T) == 1, std::int32_t, std::int64_t>;
  constexpr Sum kMost = std::numeric_limits<T>::max();
  std::array<Sum, kLane> sum;
  sum.fill(1 << (kFractionBits - 1));
  for (const std::int32_t weight : weights) {
    for (std::size_t j = 0; j < kLane; ++j) sum[j] += Sum{weight} * in[j];
    in += stride;
  }
  for (std::size_t j = 0; j < kLane; ++j) {
    out[j] = static_cast<T>(std::clamp<Sum>(sum[j] >> kFractionBits, 0, kMost));
  }
}

/// The same for a row of n >= 0 values; the last lane is padded.
template <class T>
void blend_rows(const T* in, std::size_t stride, std::span<const std::int32_t> weights,
                std::size_t n, T* out) {
  std::size_t j = 0;
  for (; j + kLane <= n; j += kLane) blend_lane(in + j, stride, weights, out + j);
  if (j == n) return;
  std::vector<T> padded(weights.size() * kLane);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    std::copy(in + k * stride + j, in + k * stride + n, padded.data() + k * kLane);
  }
  std::array<T, kLane> blended;
  blend_lane<T>(padded.data(), kLane, weights, blended.data());
  std::copy_n(blended.data(), n - j, out + j);
}

/// out[i * kLane + r] = in[r * stride + i] for r < n_rows <= kLane and i < n; a few columns at a
/// time, since rows of 2^k bytes would otherwise evict each other from the cache.
template <class T>
void transpose_in(const T* in, std::size_t stride, std::size_t n_rows, std::size_t n, T* out) {
  constexpr std::size_t kBlock = 64;
  for (std::size_t begin = 0; begin < n; begin += kBlock) {
    const std::size_t end = std::min(n, begin + kBlock);
    for (std::size_t r = 0; r < n_rows; ++r) {
      for (std::size_t i = begin; i < end; ++i) out[i * kLane + r] = in[r * stride + i];
    }
  }
}

std::size_t row_values(const Image& image) {
  return static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
}

/// A picture of this shape. compute(in, out) is given the values of `image` in the most bits they
/// are known in, and makes as many of it.
template <class Compute>
Image make_from(const Image& image, int width, int height, int channels, Compute compute) {
  Image made{width, height, channels, {}};
  const std::size_t n = made.n_pixels() * static_cast<std::size_t>(channels);
  if (image.deep.empty()) {
    made.pixels.resize(n);
    compute(image.pixels.data(), made.pixels.data());
  } else {
    made.deep.resize(n);
    compute(image.deep.data(), made.deep.data());
    made.pixels = high_bytes(made.deep);
  }
  return made;
}

/// kLane rows at a time, transposed, so that the sum over columns is a sum over whole lanes.
template <class T>
void resize_width(const Image& shape, const T* in, int width, T* out) {
  const std::vector<Taps> taps = all_taps(shape.width, width);
  const auto channels = static_cast<std::size_t>(shape.channels);
  const auto height = static_cast<std::size_t>(shape.height);
  const std::size_t n_in = row_values(shape);
  const std::size_t n_out = static_cast<std::size_t>(width) * channels;
  std::vector<T> columns(n_in * kLane);
  std::array<T, kLane> lane;
  for (std::size_t top = 0; top < height; top += kLane) {
    const std::size_t n_rows = std::min(kLane, height - top);
    transpose_in(in + top * n_in, n_in, n_rows, n_in, columns.data());
    T* const first = out + top * n_out;
    for (std::size_t i = 0; i < n_out; ++i) {
      const Taps& tap = taps[i / channels];
      const std::size_t from = static_cast<std::size_t>(tap.first) * channels + i % channels;
      blend_lane<T>(columns.data() + from * kLane, channels * kLane, tap.weights, lane.data());
      for (std::size_t r = 0; r < n_rows; ++r) first[r * n_out + i] = lane[r];
    }
  }
}

Image with_width(const Image& image, int width) {
  return make_from(image, width, image.height, image.channels,
                   [&](const auto* in, auto* out) { resize_width(image, in, width, out); });
}

Image with_height(const Image& image, int height) {
  const std::size_t n = row_values(image);
  return make_from(image, image.width, height, image.channels, [&](const auto* in, auto* out) {
    for (const Taps& tap : all_taps(image.height, height)) {
      blend_rows(in + static_cast<std::size_t>(tap.first) * n, n, tap.weights, n, out);
      out += n;
    }
  });
}

void require_opaque(const Image& image) {
  require(image.channels == 1 || image.channels == 3,
          "a picture of 1 or 3 channels is needed, got ", image.channels);
}

template <class T>
T over(T value, T alpha, std::uint8_t background) {
  constexpr std::uint64_t kMost = std::numeric_limits<T>::max();
  const std::uint64_t behind = background * (kMost / 255);
  return static_cast<T>((value * std::uint64_t{alpha} + behind * (kMost - alpha) + kMost / 2) /
                        kMost);
}

}  // namespace

Size training_size(int width, int height, CropMode crop, int resolution) {
  require(width >= 1 && height >= 1, "a picture needs pixels, got ", width, " x ", height);
  require(resolution >= 0, "the resolution must not be negative, got ", resolution);
  if (crop == CropMode::centre_crop) {
    const int side = resolution == 0 ? std::min(width, height) : resolution;
    return {side, side};
  }
  if (resolution == 0) return {width, height};
  const double scale = static_cast<double>(resolution) / std::max(width, height);
  const auto scaled = [scale](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale)));
  };
  return {scaled(width), scaled(height)};
}

Image resize(const Image& image, int width, int height) {
  require(!image.empty(), "a picture without pixels cannot be resized");
  require(width >= 1 && height >= 1, "cannot resize to ", width, " x ", height);
  if (width == image.width) return height == image.height ? image : with_height(image, height);
  Image narrow = with_width(image, width);
  return height == image.height ? narrow : with_height(narrow, height);
}

Image crop_centre_square(const Image& image) {
  const int side = std::min(image.width, image.height);
  if (image.width == image.height) return image;
  const std::ptrdiff_t stride = std::ptrdiff_t{image.width} * image.channels;
  const std::ptrdiff_t left = std::ptrdiff_t{(image.width - side) / 2} * image.channels;
  const std::ptrdiff_t top = (image.height - side) / 2;
  return make_from(image, side, side, image.channels, [&](const auto* in, auto* out) {
    for (std::ptrdiff_t row = top; row < top + side; ++row) {
      out = std::copy_n(in + row * stride + left, side * image.channels, out);
    }
  });
}

Image flatten(const Image& image, std::array<std::uint8_t, 3> background) {
  if (image.channels != 2 && image.channels != 4) return image;
  const bool gray = background[0] == background[1] && background[1] == background[2];
  const auto n_in = static_cast<std::size_t>(image.channels);
  const std::size_t n_out = n_in == 2 && gray ? 1 : 3;
  return make_from(image, image.width, image.height, static_cast<int>(n_out),
                   [&](const auto* pixel, auto* out) {
                     for (std::size_t i = 0; i < image.n_pixels(); ++i, pixel += n_in) {
                       for (std::size_t c = 0; c < n_out; ++c) {
                         *out++ = over(pixel[n_in == 2 ? 0 : c], pixel[n_in - 1], background[c]);
                       }
                     }
                   });
}

Image to_gray(const Image& image) {
  require_opaque(image);
  if (image.channels == 1) return image;
  return make_from(image, image.width, image.height, 1, [&](const auto* pixel, auto* out) {
    for (std::size_t i = 0; i < image.n_pixels(); ++i, pixel += 3) {
      // 0.299, 0.587, 0.114 in units of 2^-16, rounded; 65535 in all three does not overflow
      const unsigned luma = pixel[0] * 19595U + pixel[1] * 38470U + pixel[2] * 7471U + 0x8000U;
      out[i] = static_cast<std::remove_pointer_t<decltype(out)>>(luma >> 16);
    }
  });
}

Image to_rgb(const Image& image) {
  require_opaque(image);
  if (image.channels == 3) return image;
  return make_from(image, image.width, image.height, 3, [&](const auto* in, auto* out) {
    for (std::size_t i = 0; i < image.n_pixels(); ++i) std::fill_n(out + 3 * i, 3, in[i]);
  });
}

}  // namespace fscope
