#include "core/support/spectrum.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/support/check.h"
#include "core/support/fft.h"

namespace fscope {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

void check_picture(const PictureView& p) {
  require(p.width >= 1 && p.height >= 1 && p.channels >= 1, "a spectrum needs a picture, got ",
          p.width, " x ", p.height, " x ", p.channels);
  require(p.values.size() == index(p.width) * index(p.height) * index(p.channels), "a picture of ",
          p.width, " x ", p.height, " x ", p.channels, " came with ", p.values.size(), " values");
}

/// The whole frequency plane of one real function of the pixels, without the conjugates:
/// height x (width / 2 + 1).
std::vector<Complex> plane_of(const PictureView& p, const std::function<double(const float*)>& of) {
  std::vector<double> values(index(p.width) * index(p.height));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = of(p.values.data() + i * index(p.channels));
  }
  const RealFft transform({.rows = p.height, .columns = p.width});
  std::vector<Complex> plane(transform.n_frequencies());
  transform.forward(values, plane);
  return plane;
}

/// Calls visit(|f|, power, weight) for the frequencies of a half plane; `weight` counts them with
/// their conjugates, |f| is in cycles over the longer side.
void for_each_frequency(const PictureView& p,
                        const std::function<void(double, double, double)>& visit) {
  const int half = p.width / 2 + 1;
  const double side = std::max(p.width, p.height);
  const double n = static_cast<double>(p.width) * p.height;
  for (int c = 0; c < p.channels; ++c) {
    const auto plane = plane_of(p, [c](const float* pixel) { return pixel[c]; });
    for (int row = 0; row < p.height; ++row) {
      const int ky = std::min(row, p.height - row);
      for (int kx = 0; kx < half; ++kx) {
        const double f = std::hypot(kx * side / p.width, ky * side / p.height);
        const Complex X = plane[index(row) * index(half) + index(kx)] / n;
        const bool alone = kx == 0 || 2 * kx == p.width;
        visit(f, std::norm(X) / p.channels, alone ? 1 : 2);
      }
    }
  }
}

}  // namespace

std::vector<double> amplitude_spectrum(std::span<const double> x) {
  const auto X = real_fft(x);
  std::vector<double> out(X.size());
  const auto n = static_cast<double>(x.size());
  for (std::size_t k = 0; k < X.size(); ++k) {
    const bool alone = k == 0 || 2 * k == x.size();
    out[k] = (alone ? 1 : 2) * std::abs(X[k]) / n;
  }
  return out;
}

std::vector<float> log_spectrum(const PictureView& p) {
  check_picture(p);
  const auto plane = plane_of(p, [&p](const float* pixel) {
    double sum = 0;
    for (int c = 0; c < p.channels; ++c) sum += pixel[c];
    return sum / p.channels;
  });
  const double n = static_cast<double>(p.width) * p.height;
  std::vector<float> out(index(p.width) * index(p.height));
  for (int y = 0; y < p.height; ++y) {
    for (int x = 0; x < p.width; ++x) {
      const int fx = x - p.width / 2;
      const int fy = (fx < 0 ? -1 : 1) * (y - p.height / 2);  // of the conjugate where fx < 0
      const int row = (fy + p.height) % p.height;
      const Complex X = plane[index(row) * index(p.width / 2 + 1) + index(std::abs(fx))];
      const auto level = static_cast<float>(std::log10(std::abs(X) / n));
      out[index(y) * index(p.width) + index(x)] = std::max(kSpectrumFloor, level);
    }
  }
  return out;
}

std::vector<double> band_energies(const PictureView& picture, std::span<const double> edges) {
  check_picture(picture);
  require(edges.size() >= 2 && std::ranges::is_sorted(edges, std::less_equal<>()),
          "bands of frequency need at least two edges that rise");
  std::vector<double> out(edges.size() - 1, 0);
  for_each_frequency(picture, [&](double f, double power, double weight) {
    const auto above = std::ranges::upper_bound(edges, f);
    if (above == edges.begin() || above == edges.end()) return;
    out[static_cast<std::size_t>(above - edges.begin()) - 1] += weight * power;
  });
  return out;
}

std::vector<double> radial_power(const PictureView& picture) {
  check_picture(picture);
  const std::size_t n = index(std::max(picture.width, picture.height) / 2) + 1;
  std::vector<double> sum(n, 0);
  std::vector<double> count(n, 0);
  for_each_frequency(picture, [&](double f, double power, double weight) {
    const auto r = static_cast<std::size_t>(std::lround(f));
    if (r >= n) return;
    sum[r] += weight * power;
    count[r] += weight / picture.channels;
  });
  for (std::size_t r = 0; r < n; ++r) sum[r] /= std::max(1.0, count[r]);
  return sum;
}

}  // namespace fscope
