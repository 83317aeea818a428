#include <array>
#include <numbers>

#include "core/tasks/builtin_targets_painters.h"

namespace fscope::painters {
namespace {

constexpr double kPi = std::numbers::pi;

double sinc(double x) { return std::abs(x) < 1e-9 ? 1 : std::sin(kPi * x) / (kPi * x); }

/// Offset of a pixel's centre from the picture's centre, px.
double from_centre(int i, int size) { return i + 0.5 - 0.5 * size; }

bool odd(double x) { return std::fmod(std::floor(x), 2) != 0; }

/// A rectangle of the chart, in composed pixels, and what is in it: 0 black .. 1 white at (x, y)
/// measured from its corner.
struct Field {
  double x, y, width, height;
  double (*value)(double x, double y);
};

double checks_32(double x, double y) { return odd(x / 32) != odd(y / 32); }
double checks_16(double x, double y) { return odd(x / 16) != odd(y / 16); }
double checks_8(double x, double y) { return odd(x / 8) != odd(y / 8); }
double checks_4(double x, double y) { return odd(x / 4) != odd(y / 4); }

/// A square turned by 5 degrees, dark on light: the edge method's target.
double slanted_square(double x, double y) {
  const double c = std::cos(kPi / 36);
  const double s = std::sin(kPi / 36);
  const double u = c * (x - 104) + s * (y - 104);
  const double v = c * (y - 104) - s * (x - 104);
  return std::max(std::abs(u), std::abs(v)) < 66 ? 0.2 : 0.85;
}

/// Bars whose period falls from 48 to 4 px from one end of `length` to the other.
double rising_bars(double along, double length) {
  const double ratio = std::log(4.0 / 48.0);
  const double cycles = length / 48 * (std::exp(-ratio * along / length) - 1) / -ratio;
  return odd(2 * cycles);
}

double bars_across(double x, double) { return rising_bars(x, 464); }
double bars_down(double, double y) { return rising_bars(y, 208); }

/// Steps of gray, white at the right.
double wedge(double x, double) { return std::floor(x / 58) / 7; }

double wave(double x, double) { return 0.5 - 0.5 * std::cos(kPi * x * x / 464 / 4); }

constexpr std::array<Field, 9> kFields = {{
    {24, 24, 104, 104, checks_32},
    {128, 24, 104, 104, checks_16},
    {24, 128, 104, 104, checks_8},
    {128, 128, 104, 104, checks_4},
    {248, 24, 208, 208, slanted_square},
    {464, 24, 24, 208, bars_down},
    {24, 248, 464, 88, bars_across},
    {24, 344, 464, 88, wave},
    {24, 448, 464, 40, wedge},
}};

double chart_value(double x, double y) {
  for (const Field& field : kFields) {
    const double u = x - field.x;
    const double v = y - field.y;
    const bool inside = u >= 0 && v >= 0 && u < field.width && v < field.height;
    if (inside) return field.value(u, v);
  }
  return 0.72;
}

}  // namespace

/// cos(pi r^2 / size) has r / size cycles per px at radius r: the sampling limit is reached half
/// way down each side. sinc is the mean over a pixel; beyond the limit the rings fade out.
Image zone_plate(int size) {
  return paint_gray(size, [size](int column, int row) {
    const double x = from_centre(column, size);
    const double y = from_centre(row, size);
    const double frequency = std::hypot(x, y) / size;
    const double contrast =
        sinc(x / size) * sinc(y / size) * (1 - smooth_step(0.44, 0.5, frequency));
    return 0.5 + 0.5 * contrast * std::cos(kPi * (x * x + y * y) / size);
  });
}

Image siemens_star(int size) {
  constexpr double kSpokes = 40;
  return paint_gray(size, [size](int column, int row) {
    const double x = from_centre(column, size);
    const double y = from_centre(row, size);
    const double radius = std::hypot(x, y);
    const double phase = kSpokes * std::atan2(y, x);
    const double to_edge = std::asin(std::sin(phase)) / kSpokes * radius;  // along the circle
    const double star = coverage(0.46 * size - radius);
    return 1 - star * (1 - coverage(to_edge));
  });
}

/// The mean over 4 x 4 points of each pixel.
Image test_chart(int size) {
  constexpr int kPoints = 4;
  const double scale = kComposedSize / size;
  return paint_gray(size, [scale](int column, int row) {
    double sum = 0;
    for (int i = 0; i < kPoints; ++i) {
      for (int j = 0; j < kPoints; ++j) {
        sum += chart_value((column + (i + 0.5) / kPoints) * scale,
                           (row + (j + 0.5) / kPoints) * scale);
      }
    }
    return sum / (kPoints * kPoints);
  });
}

}  // namespace fscope::painters
