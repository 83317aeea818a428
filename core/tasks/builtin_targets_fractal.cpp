#include <array>
#include <numbers>

#include "core/tasks/builtin_targets_painters.h"

namespace fscope::painters {
namespace {

constexpr double kCx = -0.7881;
constexpr double kCy = 0.1565;
constexpr int kMaxSteps = 128;
constexpr double kEscape2 = 256;    // squared radius; large, so that the smooth count is accurate
constexpr std::size_t kPoints = 4;  // per pixel; they advance together, so that the loop vectorises

struct Points {
  std::array<double, kPoints> x{};
  std::array<double, kPoints> y{};
  std::array<double, kPoints> steps{};
};

/// z -> z^2 + c for the points that have not escaped; false when all have.
bool advance(Points& points) {
  double n_inside = 0;
  for (std::size_t k = 0; k < kPoints; ++k) {
    const double x2 = points.x[k] * points.x[k];
    const double y2 = points.y[k] * points.y[k];
    const bool inside = x2 + y2 <= kEscape2;
    const double y = 2 * points.x[k] * points.y[k] + kCy;
    points.x[k] = inside ? x2 - y2 + kCx : points.x[k];
    points.y[k] = inside ? y : points.y[k];
    points.steps[k] += inside ? 1.0 : 0.0;
    n_inside += inside ? 1.0 : 0.0;
  }
  return n_inside > 0;
}

/// The steps until |z| escapes with a fraction that makes the count continuous.
double smooth_count(const Points& points, std::size_t k) {
  const double r2 = points.x[k] * points.x[k] + points.y[k] * points.y[k];
  if (r2 <= kEscape2) return kMaxSteps;
  return points.steps[k] + 1 - std::log2(0.5 * std::log2(r2));
}

/// A ring of colours: dark blue, wine, orange, sand, light blue.
Rgb colour_of(double count) {
  const double turn = 2 * std::numbers::pi * (std::sqrt(count) * 0.23 + 0.02);
  return {0.50 - 0.46 * std::cos(turn), 0.46 - 0.40 * std::cos(turn - 0.55),
          0.48 - 0.34 * std::cos(turn - 1.35)};
}

/// The mean over the points of a pixel whose upper left corner is (x, y) and whose side is `side`.
Rgb pixel_colour(double x, double y, double side) {
  Points points;
  for (std::size_t k = 0; k < kPoints; ++k) {
    points.x[k] = x + side * (k % 2 == 0 ? 0.25 : 0.75);
    points.y[k] = y + side * (k / 2 == 0 ? 0.25 : 0.75);
  }
  for (int step = 0; step < kMaxSteps && advance(points); ++step) {
  }
  Rgb sum;
  for (std::size_t k = 0; k < kPoints; ++k) sum = sum + colour_of(smooth_count(points, k));
  return (1.0 / kPoints) * sum;
}

}  // namespace

Image julia_set(int size) {
  constexpr double kSpan = 2.25;
  const double side = kSpan / size;
  Image image{size, size, 3, {}};
  image.pixels.reserve(3 * image.n_pixels());
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      const Rgb mean = pixel_colour(column * side - 0.5 * kSpan, row * side - 0.5 * kSpan, side);
      for (const double value : {mean.r, mean.g, mean.b}) image.pixels.push_back(to_byte(value));
    }
  }
  return image;
}

}  // namespace fscope::painters
