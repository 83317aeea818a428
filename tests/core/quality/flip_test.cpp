#include "core/quality/flip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "tests/core/golden.h"
#include "tests/core/pictures.h"
#include "tests/core/quality/formula_pictures.h"

namespace fscope {
namespace {

// The authors compute in float. Pixels that look nearly alike have distances near 0 that are
// differences of values up to 100, so of an error about 1e-5; the exponent 0.7 makes that
// 0.95 / 0.4 * (1e-5 / 300)^0.7 = 1e-5 at most, and the features' exponent 0.5 more.
constexpr double kMapTolerance = 5e-5;
constexpr double kMeanTolerance = 5e-6;  // such errors partly cancel

TEST(Flip, AsItsAuthorsComputeIt) {
  for (const auto reference = golden::read("quality.json");
       const auto& pair : reference.at("cases")) {
    const auto picture = [&](const char* which) {
      return formula_picture(pair[which], pair["width"], pair["height"], pair["channels"]);
    };
    for (const auto& wanted : pair["flip"]) {
      const double pixels_per_degree = wanted["pixels_per_degree"];
      SCOPED_TRACE(text(pair["reference"], " and ", pair["test"], " at ", pixels_per_degree));
      const Raster map = flip_map(picture("reference"), picture("test"), pixels_per_degree);
      const auto every_seventh = wanted["every_seventh"].get<std::vector<double>>();
      for (std::size_t i = 0; i < every_seventh.size(); ++i) {
        ASSERT_NEAR(map.values.at(7 * i), every_seventh[i], kMapTolerance) << "pixel " << 7 * i;
      }
      EXPECT_NEAR(flip(picture("reference"), picture("test"), pixels_per_degree),
                  wanted["mean"].get<double>(), kMeanTolerance);
    }
  }
}

TEST(Flip, TheDefaultIsTheAuthorsScreen) {
  EXPECT_NEAR(kFlipPixelsPerDegree, 67.02064327658226, 1e-12);
}

TEST(Flip, EqualPicturesAreZero) {
  for (const int channels : {1, 3}) {
    const Image noise = noise_image(20, 13, channels);
    EXPECT_EQ(flip(noise, noise), 0);
    const Raster map = flip_map(noise, noise);
    EXPECT_EQ(std::ranges::count(map.values, 0.0F), 20 * 13);
  }
}

TEST(Flip, TheMapHasTheSizeOfThePicturesAndValuesFromZeroToOne) {
  for (const double pixels_per_degree : {1.0, 67.0, 200.0}) {
    Image black = noise_image(9, 6, 3);
    std::ranges::fill(black.pixels, std::uint8_t{0});
    const Raster map = flip_map(black, noise_image(9, 6, 3), pixels_per_degree);
    EXPECT_EQ(map.width, 9);
    EXPECT_EQ(map.height, 6);
    EXPECT_EQ(map.channels, 1);
    EXPECT_EQ(map.covers, (Region{0, 0, 9, 6}));
    ASSERT_EQ(map.values.size(), 54U);
    EXPECT_GE(*std::ranges::min_element(map.values), 0);
    EXPECT_LE(*std::ranges::max_element(map.values), 1);
  }
}

TEST(Flip, TheMeanIsThatOfTheMap) {
  const Image a = noise_image(17, 12, 3, 1);
  const Image b = noise_image(17, 12, 3, 2);
  double sum = 0;
  for (const float value : flip_map(a, b).values) sum += static_cast<double>(value);
  EXPECT_NEAR(flip(a, b), sum / (17 * 12), 1e-7);  // the map is of floats
}

TEST(Flip, GrayIsThreeEqualChannels) {
  const Image a = noise_image(12, 12, 1, 1);
  const Image b = noise_image(12, 12, 1, 2);
  const auto tripled = [](const Image& gray) {
    Image rgb{gray.width, gray.height, 3, {}};
    for (const std::uint8_t value : gray.pixels) rgb.pixels.insert(rgb.pixels.end(), 3, value);
    return rgb;
  };
  EXPECT_EQ(flip(a, b), flip(tripled(a), tripled(b)));
}

TEST(Flip, GreenForBlueIsTheLargestDifference) {
  const auto filled = [](std::uint8_t green, std::uint8_t blue) {
    Image image{4, 3, 3, {}};
    for (int i = 0; i < 12; ++i) image.pixels.insert(image.pixels.end(), {0, green, blue});
    return image;
  };
  // No features in a picture of one colour, so the error is that of the colours: by definition 1.
  EXPECT_NEAR(flip(filled(255, 0), filled(0, 255)), 1, 1e-9);
}

TEST(Flip, RefusesWhatCannotBeCompared) {
  const Image picture = noise_image(5, 4, 3);
  EXPECT_THROW(flip(picture, {}), std::invalid_argument);
  EXPECT_THROW(flip(picture, noise_image(4, 5, 3)), std::invalid_argument);
  EXPECT_THROW(flip(picture, noise_image(5, 4, 1)), std::invalid_argument);
  EXPECT_THROW(flip_map(noise_image(5, 4, 2), noise_image(5, 4, 2)), std::invalid_argument);
  for (const double wrong : {0.0, -67.0, 1001.0, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(flip(picture, picture, wrong), std::invalid_argument) << wrong;
  }
}

}  // namespace
}  // namespace fscope
