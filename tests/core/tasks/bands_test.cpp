#include "core/tasks/bands.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/support/random.h"

namespace fscope {
namespace {

std::vector<std::string> names(const std::vector<Band>& bands) {
  std::vector<std::string> out;
  for (const Band& band : bands) out.push_back(band.name);
  return out;
}

using Names = std::vector<std::string>;

TEST(SignalBands, ThoseOfThePaperThenOctaves) {
  EXPECT_EQ(names(signal_bands(32)),
            (Names{"low (1)", "mid (5)", "high (15)", "2 to 3", "4 to 7", "8 to 16"}));
  EXPECT_EQ(names(signal_bands(8)), (Names{"low (1)", "high (4)", "2 to 4"}));
  EXPECT_EQ(names(signal_bands(2)), Names{"low (1)"});
  EXPECT_EQ(names(signal_bands(1)), Names{"mean (0)"});
  EXPECT_THROW(signal_bands(0), std::invalid_argument);
}

TEST(SignalBands, EveryFrequencyIsInABandAndInOneOctaveAtMost) {
  for (Index n = 4; n <= 1024; n = n * 3 / 2) {
    const auto n_frequencies = static_cast<std::size_t>(n / 2 + 1);
    std::vector<int> in_any(n_frequencies, 0);
    std::vector<int> in_octaves(n_frequencies, 0);
    for (const Band& band : signal_bands(n)) {
      const bool single = band.name.find('(') != std::string::npos;
      for (double k = band.first; k < band.last; ++k) {
        ++in_any.at(static_cast<std::size_t>(k));
        in_octaves.at(static_cast<std::size_t>(k)) += single ? 0 : 1;
      }
    }
    for (std::size_t k = 1; k < n_frequencies; ++k) {
      EXPECT_GE(in_any[k], 1) << n << ' ' << k;
      EXPECT_LE(in_octaves[k], 1) << n << ' ' << k;
    }
  }
}

TEST(SignalBands, ErrorsByHand) {
  std::vector<double> residual;
  for (int j = 0; j < 32; ++j) {
    residual.push_back(0.25 + 3 * std::cos(2 * std::numbers::pi * 5 * j / 32) +
                       0.5 * std::sin(2 * std::numbers::pi * 2 * j / 32));
  }
  const auto errors = signal_band_errors(signal_bands(32), residual);
  const std::vector<double> expected = {0, 48, 0, 8 / std::numbers::sqrt2, 24, 0};  // n / 2 each
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(errors[i], expected[i], 1e-12);
  const std::vector<double> one = {-2};
  EXPECT_EQ(signal_band_errors(signal_bands(1), one), std::vector<double>{2});
}

TEST(PictureBands, HalveTowardsZero) {
  EXPECT_EQ(names(picture_bands(128, 50)),
            (Names{"0 to 4", "4 to 8", "8 to 16", "16 to 32", "above 32"}));
  EXPECT_THROW(picture_bands(0, 3), std::invalid_argument);
}

TEST(PictureBands, SquaresAddUpToTheMeanSquare) {
  Rng rng(1);
  for (const auto& [width, height, channels] :
       {std::array{1, 1, 1}, std::array{12, 7, 3}, std::array{5, 16, 1}}) {
    std::vector<float> values(static_cast<std::size_t>(width * height * channels));
    double mean_square = 0;
    for (float& value : values) {
      value = static_cast<float>(rng.normal());
      mean_square += std::pow(static_cast<double>(value), 2) / static_cast<double>(values.size());
    }
    const auto errors = picture_band_errors(
        picture_bands(width, height),
        {.values = values, .width = width, .height = height, .channels = channels});
    double sum = 0;
    for (const double error : errors) sum += error * error;
    EXPECT_NEAR(sum, mean_square, 1e-12);  // rounding of some hundred terms of size 1
  }
}

TEST(PictureBands, AConstantIsInTheLowest) {
  const std::vector<float> values(64, -0.5F);
  const auto errors = picture_band_errors(
      picture_bands(8, 8), {.values = values, .width = 8, .height = 8, .channels = 1});
  EXPECT_EQ(errors, (std::vector<double>{0.5, 0, 0, 0, 0}));
}

}  // namespace
}  // namespace fscope
