#include "core/tasks/builtin_targets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tasks/resample.h"

namespace fscope {
namespace {

/// The smallest size at which the pictures are still tested as pictures; keeps the tests quick.
constexpr int kSize = 128;

double mean(const Image& image) {
  double sum = 0;
  for (const std::uint8_t value : image.pixels) sum += value;
  return sum / static_cast<double>(image.pixels.size());
}

double root_mean_square_difference(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    const double difference = double{1} * a.pixels[i] - b.pixels[i];
    sum += difference * difference;
  }
  return std::sqrt(sum / static_cast<double>(a.pixels.size()));
}

TEST(BuiltinTargets, EachHasItsOwnIdTitleAndDescription) {
  std::set<std::string_view> ids;
  std::set<std::string_view> titles;
  for (const BuiltinTarget& target : builtin_targets()) {
    ids.insert(target.id);
    titles.insert(target.title);
    EXPECT_FALSE(target.description.empty()) << target.id;
  }
  EXPECT_EQ(ids.size(), builtin_targets().size());
  EXPECT_EQ(titles.size(), builtin_targets().size());
}

TEST(BuiltinTargets, DeadLeavesComeFirst) {
  EXPECT_EQ(builtin_targets().front().id, "dead-leaves");
}

TEST(BuiltinTargets, EachHasTheSizeAskedForAndIsGrayOrColour) {
  for (const BuiltinTarget& target : builtin_targets()) {
    for (const int size : {1, 2, 33}) {
      SCOPED_TRACE(testing::Message() << target.id << " at " << size);
      const Image image = make_builtin_target(target.id, size);
      EXPECT_EQ(image.width, size);
      EXPECT_EQ(image.height, size);
      EXPECT_TRUE(image.channels == 1 || image.channels == 3);
      EXPECT_EQ(image.pixels.size(), image.n_pixels() * static_cast<std::size_t>(image.channels));
    }
  }
}

TEST(BuiltinTargets, EachIsTheSameEveryTime) {
  for (const BuiltinTarget& target : builtin_targets()) {
    EXPECT_EQ(make_builtin_target(target.id, kSize), make_builtin_target(target.id, kSize))
        << target.id;
  }
}

TEST(BuiltinTargets, EachHasDarkAndLightParts) {
  for (const BuiltinTarget& target : builtin_targets()) {
    const Image image = to_gray(make_builtin_target(target.id, kSize));
    const auto [dark, light] = std::minmax_element(image.pixels.begin(), image.pixels.end());
    EXPECT_LT(*dark, 60) << target.id;
    EXPECT_GT(*light, 180) << target.id;
  }
}

/// The zone plate is left out: its rings are tied to the pixel grid by intention.
TEST(BuiltinTargets, AnotherSizeIsTheSamePictureScaled) {
  for (const BuiltinTarget& target : builtin_targets()) {
    if (target.id == "zone-plate") continue;
    const Image small = resize(make_builtin_target(target.id, kSize), kSize / 4, kSize / 4);
    const Image large = resize(make_builtin_target(target.id, 2 * kSize), kSize / 4, kSize / 4);
    // Two unrelated pictures of this contrast differ by 60 and more; anti-aliasing and the grain,
    // which is drawn per pixel, leave a few levels.
    EXPECT_LT(root_mean_square_difference(small, large), 12) << target.id;
  }
}

TEST(BuiltinTargets, AnUnknownIdIsRefusedNamingTheKnownOnes) {
  try {
    make_builtin_target("mona-lisa");
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("mona-lisa"), std::string::npos);
    for (const BuiltinTarget& target : builtin_targets()) {
      EXPECT_NE(message.find(target.id), std::string::npos) << message;
    }
  }
}

TEST(BuiltinTargets, SizesOutOfRangeAreRefused) {
  for (const int size : {0, -1, kMaxTargetSize + 1}) {
    EXPECT_THROW(make_builtin_target("chart", size), std::invalid_argument) << size;
  }
}

TEST(ZonePlate, IsLightAtTheCentreAndPlainGrayInTheCorner) {
  const Image image = make_builtin_target("zone-plate", kSize);
  // The phase pi r^2 / size of that pixel is 0.012: its cosine is 1 to four digits.
  EXPECT_GE(*image.at(kSize / 2, kSize / 2), 254);
  EXPECT_EQ(*image.at(0, 0), 128);
}

TEST(SiemensStar, IsHalfDarkWithinItsCircle) {
  const Image image = make_builtin_target("siemens-star", 256);
  // The circle of radius 0.46 covers pi 0.46^2 of the picture, half of it dark. One level of 255 is
  // the rounding of the pixels.
  const double dark = 0.5 * std::numbers::pi * 0.46 * 0.46;
  EXPECT_NEAR(mean(image), 255 * (1 - dark), 1);
}

TEST(PrintedPage, IsMostlyPaper) {
  const double paper = mean(make_builtin_target("page", 512)) / 255;
  // A printed page is covered with ink by some 5 to 20 %; paper itself is 0.965.
  EXPECT_GT(paper, 0.75);
  EXPECT_LT(paper, 0.93);
}

using Row = std::vector<std::complex<double>>;

/// Cooley-Tukey for lengths of 2^k.
void fourier_transform(Row& values) {
  const std::size_t n = values.size();
  if (n == 1) return;
  Row even;
  Row odd;
  for (std::size_t i = 0; i < n; i += 2) {
    even.push_back(values[i]);
    odd.push_back(values[i + 1]);
  }
  fourier_transform(even);
  fourier_transform(odd);
  for (std::size_t k = 0; k < n / 2; ++k) {
    const double angle = -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
    const std::complex<double> turned = std::polar(1.0, angle) * odd[k];
    values[k] = even[k] + turned;
    values[k + n / 2] = even[k] - turned;
  }
}

/// |DFT|^2 of a Hann-windowed gray picture without its mean, summed over rings of one cycle.
std::vector<double> radial_power(const Image& gray) {
  const auto n = static_cast<std::size_t>(gray.width);
  const double level = mean(gray);
  const auto window = [n](std::size_t i) {
    return 0.5 -
           0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n));
  };
  std::vector<Row> columns(n, Row(n));
  for (std::size_t y = 0; y < n; ++y) {
    Row row(n);
    for (std::size_t x = 0; x < n; ++x) {
      row[x] = (gray.pixels[y * n + x] - level) * window(x) * window(y);
    }
    fourier_transform(row);
    for (std::size_t x = 0; x < n; ++x) columns[x][y] = row[x];
  }
  std::vector<double> power(n);
  std::vector<double> count(n);
  const auto cycles = [n](std::size_t i) { return static_cast<double>(std::min(i, n - i)); };
  for (std::size_t x = 0; x < n; ++x) {
    fourier_transform(columns[x]);
    for (std::size_t y = 0; y < n; ++y) {
      const auto ring = static_cast<std::size_t>(std::lround(std::hypot(cycles(x), cycles(y))));
      power[ring] += std::norm(columns[x][y]);
      count[ring] += 1;
    }
  }
  for (std::size_t i = 0; i < n; ++i) power[i] /= std::max(count[i], 1.0);
  return power;
}

/// Least squares of log power over log frequency, one point per half octave.
double fitted_slope(const std::vector<double>& power, double from, double to) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (double f = from; f <= to; f *= std::numbers::sqrt2) {
    const double x = std::log(std::round(f));
    const double y = std::log(power[static_cast<std::size_t>(std::round(f))]);
    n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

TEST(FittedSlope, FindsAPowerLaw) {
  std::vector<double> power(200);
  for (std::size_t f = 1; f < power.size(); ++f) power[f] = 7 * std::pow(f, -1.5);
  EXPECT_NEAR(fitted_slope(power, 4, 128), -1.5, 1e-9);  // rounding of logarithms only
}

/// Photographs have 1/f^2 within about 0.4 (Field 1987; Tolhurst, Tadmor and Chao 1992).
TEST(DeadLeaves, PowerSpectrumFallsAsInPhotographs) {
  const std::vector<double> power = radial_power(to_gray(make_builtin_target("dead-leaves", 512)));
  const double slope = fitted_slope(power, 4, 128);
  EXPECT_LT(slope, -1.6);
  EXPECT_GT(slope, -2.4);
}

}  // namespace
}  // namespace fscope
