#include "core/quality/ssim.h"

#include <algorithm>

#include "core/quality/planes.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr int kRadius = kSsimWindow / 2;
constexpr double kSigma = 1.5;
constexpr double kC1 = 0.01 * 0.01;
constexpr double kC2 = 0.03 * 0.03;

/// Weighted means over the windows that lie inside.
Plane window_means(const Plane& plane) {
  const Taps taps = gaussian_taps(kRadius, kSigma);
  const Plane means = filter_columns(filter_rows(plane, taps), taps);
  const Eigen::Index lost = kSsimWindow - 1;
  return means.block(kRadius, kRadius, plane.rows() - lost, plane.cols() - lost);
}

double channel_ssim(const Plane& a, const Plane& b) {
  const Plane mean_a = window_means(a);
  const Plane mean_b = window_means(b);
  const Plane variance_a = window_means(a * a) - mean_a * mean_a;
  const Plane variance_b = window_means(b * b) - mean_b * mean_b;
  const Plane covariance = window_means(a * b) - mean_a * mean_b;
  const auto luminance = (2 * mean_a * mean_b + kC1) / (mean_a * mean_a + mean_b * mean_b + kC1);
  const auto structure = (2 * covariance + kC2) / (variance_a + variance_b + kC2);
  return (luminance * structure).mean();
}

}  // namespace

double ssim(const Image& a, const Image& b) {
  check_comparable("SSIM", a, b);
  require(std::min(a.width, a.height) >= kSsimWindow, "SSIM: a picture of ", a.width, " x ",
          a.height, " pixels is smaller than the window of ", kSsimWindow, " x ", kSsimWindow);
  double sum = 0;
  for (int c = 0; c < a.channels; ++c) sum += channel_ssim(plane_of(a, c), plane_of(b, c));
  return sum / a.channels;
}

}  // namespace fscope
