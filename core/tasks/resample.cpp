#include "core/tasks/resample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
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
void blend_lane(const std::uint8_t* in, std::size_t stride, std::span<const std::int32_t> weights,
                std::uint8_t* out) {
  std::array<std::int32_t, kLane> sum;
  sum.fill(1 << (kFractionBits - 1));
  for (const std::int32_t weight : weights) {
    for (std::size_t j = 0; j < kLane; ++j) sum[j] += weight * in[j];
    in += stride;
  }
  for (std::size_t j = 0; j < kLane; ++j) {
    out[j] = static_cast<std::uint8_t>(std::clamp(sum[j] >> kFractionBits, 0, 255));
  }
}

/// The same for a row of n >= 0 values; the last lane is padded.
void blend_rows(const std::uint8_t* in, std::size_t stride, std::span<const std::int32_t> weights,
                std::size_t n, std::uint8_t* out) {
  std::size_t j = 0;
  for (; j + kLane <= n; j += kLane) blend_lane(in + j, stride, weights, out + j);
  if (j == n) return;
  std::vector<std::uint8_t> padded(weights.size() * kLane);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    std::copy(in + k * stride + j, in + k * stride + n, padded.data() + k * kLane);
  }
  std::array<std::uint8_t, kLane> blended;
  blend_lane(padded.data(), kLane, weights, blended.data());
  std::copy_n(blended.data(), n - j, out + j);
}

/// out[i * kLane + r] = in[r * stride + i] for r < n_rows <= kLane and i < n; a few columns at a
/// time, since rows of 2^k bytes would otherwise evict each other from the cache.
void transpose_in(const std::uint8_t* in, std::size_t stride, std::size_t n_rows, std::size_t n,
                  std::uint8_t* out) {
  constexpr std::size_t kBlock = 64;
  for (std::size_t begin = 0; begin < n; begin += kBlock) {
    const std::size_t end = std::min(n, begin + kBlock);
    for (std::size_t r = 0; r < n_rows; ++r) {
      for (std::size_t i = begin; i < end; ++i) out[i * kLane + r] = in[r * stride + i];
    }
  }
}

std::size_t row_bytes(const Image& image) {
  return static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
}

Image blank(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  image.pixels.resize(image.n_pixels() * static_cast<std::size_t>(channels));
  return image;
}

/// kLane rows at a time, transposed, so that the sum over columns is a sum over whole lanes.
Image resize_width(const Image& image, int width) {
  Image out = blank(width, image.height, image.channels);
  const std::vector<Taps> taps = all_taps(image.width, width);
  const auto channels = static_cast<std::size_t>(image.channels);
  std::vector<std::uint8_t> columns(row_bytes(image) * kLane);
  std::array<std::uint8_t, kLane> lane;
  for (int top = 0; top < image.height; top += static_cast<int>(kLane)) {
    const std::size_t n_rows = std::min(kLane, static_cast<std::size_t>(image.height - top));
    transpose_in(image.at(0, top), row_bytes(image), n_rows, row_bytes(image), columns.data());
    std::uint8_t* const first = out.pixels.data() + static_cast<std::size_t>(top) * row_bytes(out);
    for (std::size_t i = 0; i < row_bytes(out); ++i) {
      const Taps& tap = taps[i / channels];
      const std::size_t from = static_cast<std::size_t>(tap.first) * channels + i % channels;
      blend_lane(columns.data() + from * kLane, channels * kLane, tap.weights, lane.data());
      for (std::size_t r = 0; r < n_rows; ++r) first[r * row_bytes(out) + i] = lane[r];
    }
  }
  return out;
}

Image resize_height(const Image& image, int height) {
  Image out = blank(image.width, height, image.channels);
  std::uint8_t* row = out.pixels.data();
  for (const Taps& tap : all_taps(image.height, height)) {
    blend_rows(image.at(0, tap.first), row_bytes(image), tap.weights, row_bytes(image), row);
    row += row_bytes(out);
  }
  return out;
}

void require_opaque(const Image& image) {
  require(image.channels == 1 || image.channels == 3,
          "a picture of 1 or 3 channels is needed, got ", image.channels);
}

int over(int value, int alpha, int background) {
  return (value * alpha + background * (255 - alpha) + 127) / 255;
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
  if (width == image.width) return height == image.height ? image : resize_height(image, height);
  Image narrow = resize_width(image, width);
  return height == image.height ? narrow : resize_height(narrow, height);
}

Image crop_centre_square(const Image& image) {
  const int side = std::min(image.width, image.height);
  if (image.width == image.height) return image;
  Image out = blank(side, side, image.channels);
  const int left = (image.width - side) / 2;
  const int top = (image.height - side) / 2;
  for (int row = 0; row < side; ++row) {
    std::copy_n(image.at(left, top + row), row_bytes(out),
                out.pixels.data() + static_cast<std::size_t>(row) * row_bytes(out));
  }
  return out;
}

Image flatten(const Image& image, std::array<std::uint8_t, 3> background) {
  if (image.channels != 2 && image.channels != 4) return image;
  const bool gray = background[0] == background[1] && background[1] == background[2];
  const auto n_in = static_cast<std::size_t>(image.channels);
  const std::size_t n_out = n_in == 2 && gray ? 1 : 3;
  Image out = blank(image.width, image.height, static_cast<int>(n_out));
  for (std::size_t i = 0; i < image.n_pixels(); ++i) {
    const std::uint8_t* pixel = image.pixels.data() + i * n_in;
    for (std::size_t c = 0; c < n_out; ++c) {
      const std::uint8_t value = pixel[n_in == 2 ? 0 : c];
      out.pixels[i * n_out + c] =
          static_cast<std::uint8_t>(over(value, pixel[n_in - 1], background[c]));
    }
  }
  return out;
}

Image to_gray(const Image& image) {
  require_opaque(image);
  if (image.channels == 1) return image;
  Image out = blank(image.width, image.height, 1);
  for (std::size_t i = 0; i < image.n_pixels(); ++i) {
    const std::uint8_t* pixel = image.pixels.data() + 3 * i;
    // 0.299, 0.587, 0.114 in units of 2^-16, rounded
    const unsigned luma = pixel[0] * 19595U + pixel[1] * 38470U + pixel[2] * 7471U + 0x8000U;
    out.pixels[i] = static_cast<std::uint8_t>(luma >> 16);
  }
  return out;
}

Image to_rgb(const Image& image) {
  require_opaque(image);
  if (image.channels == 3) return image;
  Image out = blank(image.width, image.height, 3);
  for (std::size_t i = 0; i < image.n_pixels(); ++i) {
    std::fill_n(out.pixels.data() + 3 * i, 3, image.pixels[i]);
  }
  return out;
}

}  // namespace fscope
