#include "core/quality/flip.h"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/quality/planes.h"
#include "core/support/check.h"

namespace fscope {
namespace {

using Eigen::Index;
using Colour = Eigen::Array3d;
/// Three channels of a colour space.
using Planes = std::array<Plane, 3>;

constexpr double kColourExponent = 0.7;   // q_c
constexpr double kFeatureExponent = 0.5;  // q_f
constexpr double kKnee = 0.4;             // p_c: of the largest difference,
constexpr double kKneeError = 0.95;       // p_t: which is this error
constexpr double kFeatureWidth = 0.082;   // w, degrees

/// One term a sqrt(pi / b) exp(-pi^2 r^2 / b) of a contrast sensitivity; r in degrees. Table 1
struct Sensitivity {
  double a = 0;
  double b = 0;
};
constexpr Sensitivity kAchromatic{1, 0.0047};
constexpr Sensitivity kRedGreen{1, 0.0053};
constexpr std::array<Sensitivity, 2> kBlueYellow = {{{34.1, 0.04}, {13.5, 0.025}}};
constexpr double kWidest = 0.04;  // the largest b: all filters reach three of its deviations

// Of linear sRGB under D65, in the fractions that the authors use.
const Eigen::Matrix3d kXyzOfRgb =
    (Eigen::Matrix3d() << 10135552 / 24577794.0, 8788810 / 24577794.0, 4435075 / 24577794.0,
     2613072 / 12288897.0, 8788810 / 12288897.0, 887015 / 12288897.0,  //
     1425312 / 73733382.0, 8788810 / 73733382.0, 70074185 / 73733382.0)
        .finished();
const Eigen::Matrix3d kRgbOfXyz = kXyzOfRgb.inverse();
const Colour kWhite = kXyzOfRgb.rowwise().sum().array();

double linear(double srgb) {
  return srgb > 0.04045 ? std::pow((srgb + 0.055) / 1.055, 2.4) : srgb / 12.92;
}

Colour relative_xyz(const Colour& rgb) { return (kXyzOfRgb * rgb.matrix()).array() / kWhite; }

Colour opponent(const Colour& xyz) {
  return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

/// Linear RGB of YCxCz, clamped to what a screen shows.
Colour shown_rgb(const Colour& ycc) {
  const double y = (ycc[0] + 16) / 116;
  const Colour xyz = Colour(y + ycc[1] / 500, y, y - ycc[2] / 200) * kWhite;
  return (kRgbOfXyz * xyz.matrix()).array().max(0).min(1);
}

double lab_curve(double x) {
  constexpr double kDelta = 6.0 / 29;
  return x > kDelta * kDelta * kDelta ? std::cbrt(x) : x / (3 * kDelta * kDelta) + 4.0 / 29;
}

/// L*a*b* of linear RGB with the Hunt effect: colours are weaker in the dark.
Colour hunt_lab(const Colour& rgb) {
  const Colour lab = opponent(relative_xyz(rgb).unaryExpr(&lab_curve));
  return {lab[0], 0.01 * lab[0] * lab[1], 0.01 * lab[0] * lab[2]};
}

double hyab(const Colour& a, const Colour& b) {
  const Colour difference = a - b;
  return std::abs(difference[0]) + std::hypot(difference[1], difference[2]);
}

/// YCxCz of an sRGB picture.
Planes opponent_planes(const Image& image) {
  Planes planes;
  for (int c = 0; c < 3; ++c) {
    planes[static_cast<std::size_t>(c)] =
        plane_of(image, image.channels == 3 ? c : 0).unaryExpr(&linear);
  }
  for (Index i = 0; i < planes[0].size(); ++i) {
    const Colour rgb(planes[0].data()[i], planes[1].data()[i], planes[2].data()[i]);
    const Colour ycc = opponent(relative_xyz(rgb));
    for (std::size_t c = 0; c < 3; ++c) planes[c].data()[i] = ycc[static_cast<Index>(c)];
  }
  return planes;
}

/// The eye's filters of each channel, at so many pixels a degree.
class Eye {
 public:
  explicit Eye(double pixels_per_degree) : pixels_per_degree_(pixels_per_degree) {
    const double deviation = std::sqrt(kWidest / 2) / std::numbers::pi;
    radius_ = static_cast<int>(std::ceil(3 * deviation * pixels_per_degree));
  }

  Plane one(const Plane& plane, const Sensitivity& term) const {
    const Taps taps = gaussian_taps(radius_, sigma(term));
    return filter_columns(filter_rows(plane, taps), taps);
  }

  /// Two Gaussians, together of weight 1 as they stand on the pixels.
  Plane two(const Plane& plane, const std::array<Sensitivity, 2>& terms) const {
    const double first = weight(terms[0]);
    const double second = weight(terms[1]);
    return (first * one(plane, terms[0]) + second * one(plane, terms[1])) / (first + second);
  }

 private:
  double sigma(const Sensitivity& term) const {
    return std::sqrt(term.b / 2) / std::numbers::pi * pixels_per_degree_;
  }

  double weight(const Sensitivity& term) const {
    double sum = 0;
    for (int x = -radius_; x <= radius_; ++x) {
      sum += std::exp(-x * x / (2 * sigma(term) * sigma(term)));
    }
    return term.a * std::sqrt(std::numbers::pi / term.b) * sum * sum;
  }

  double pixels_per_degree_;
  int radius_;
};

Planes seen(const Planes& planes, const Eye& eye) {
  return {eye.one(planes[0], kAchromatic), eye.one(planes[1], kRedGreen),
          eye.two(planes[2], kBlueYellow)};
}

Colour colour_at(const Planes& planes, Index i) {
  return {planes[0].data()[i], planes[1].data()[i], planes[2].data()[i]};
}

/// Differences of colour in [0, 1]. Eq. 5 and 6 and the lines around them
Plane colour_errors(const Planes& reference, const Planes& test) {
  const double largest = std::pow(hyab(hunt_lab({0, 1, 0}), hunt_lab({0, 0, 1})), kColourExponent);
  const double knee = kKnee * largest;
  Plane errors(reference[0].rows(), reference[0].cols());
  for (Index i = 0; i < errors.size(); ++i) {
    const double distance =
        hyab(hunt_lab(shown_rgb(colour_at(reference, i))), hunt_lab(shown_rgb(colour_at(test, i))));
    const double x = std::pow(distance, kColourExponent);
    errors.data()[i] = x < knee ? kKneeError / knee * x
                                : kKneeError + (x - knee) / (largest - knee) * (1 - kKneeError);
  }
  return errors;
}

/// Positive weights add up to 1, negative ones to -1.
Taps balanced(Taps taps) {
  double positive = 0;
  double negative = 0;
  for (const double tap : taps) (tap < 0 ? negative : positive) += std::abs(tap);
  for (double& tap : taps) tap /= tap < 0 ? negative : positive;
  return taps;
}

/// How much of an edge and of a point there is at each pixel.
struct Features {
  Plane edges;
  Plane points;
};

Features features_of(const Plane& luminance, double pixels_per_degree) {
  const double sigma = 0.5 * kFeatureWidth * pixels_per_degree;
  const auto radius = static_cast<int>(std::ceil(3 * sigma));
  const auto gaussian = [=](int x) { return std::exp(-x * x / (2 * sigma * sigma)); };
  const Taps smooth = gaussian_taps(radius, sigma);
  const Taps edge = balanced(make_taps(radius, [=](int x) { return -x * gaussian(x); }));
  const Taps point = balanced(
      make_taps(radius, [=](int x) { return (x * x / (sigma * sigma) - 1) * gaussian(x); }));
  const Plane across = filter_columns(luminance, smooth);
  const Plane along = filter_rows(luminance, smooth);
  const auto length = [&](const Taps& taps) -> Plane {
    return (filter_rows(across, taps).square() + filter_columns(along, taps).square()).sqrt();
  };
  return {length(edge), length(point)};
}

Plane feature_errors(const Planes& reference, const Planes& test, double pixels_per_degree) {
  const Features a = features_of((reference[0] + 16) / 116, pixels_per_degree);
  const Features b = features_of((test[0] + 16) / 116, pixels_per_degree);
  const Plane largest = (a.edges - b.edges).abs().max((a.points - b.points).abs());
  return (largest / std::numbers::sqrt2).pow(kFeatureExponent);
}

Raster to_raster(const Plane& plane) {
  Raster raster{static_cast<int>(plane.cols()), static_cast<int>(plane.rows()), 1, {}, {}};
  raster.covers = {0, 0, static_cast<double>(plane.cols()), static_cast<double>(plane.rows())};
  for (const double value : plane.reshaped<Eigen::RowMajor>()) {
    raster.values.push_back(static_cast<float>(value));
  }
  return raster;
}

Plane errors_of(const Image& reference, const Image& test, double pixels_per_degree) {
  constexpr double kMost = 1000;
  check_comparable("FLIP", reference, test);
  require(pixels_per_degree >= 1 && pixels_per_degree <= kMost,
          "FLIP: the pixels per degree must be from 1 to ", kMost, ", got ", pixels_per_degree);
  const Planes a = opponent_planes(reference);
  const Planes b = opponent_planes(test);
  const Eye eye(pixels_per_degree);
  const Plane colours = colour_errors(seen(a, eye), seen(b, eye));
  const Plane features = feature_errors(a, b, pixels_per_degree);
  return colours.binaryExpr(features, [](double c, double f) { return std::pow(c, 1 - f); });
}

}  // namespace

Raster flip_map(const Image& reference, const Image& test, double pixels_per_degree) {
  return to_raster(errors_of(reference, test, pixels_per_degree));
}

double flip(const Image& reference, const Image& test, double pixels_per_degree) {
  return errors_of(reference, test, pixels_per_degree).mean();
}

}  // namespace fscope
