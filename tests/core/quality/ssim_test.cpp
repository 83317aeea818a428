#include "core/quality/ssim.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "core/quality/planes.h"
#include "tests/core/golden.h"
#include "tests/core/pictures.h"
#include "tests/core/quality/formula_pictures.h"

namespace fscope {
namespace {

Image constant_image(std::uint8_t value, int channels = 1) {
  return {12, 11, channels,
          std::vector<std::uint8_t>(static_cast<std::size_t>(132 * channels), value)};
}

TEST(Ssim, AsScikitImageComputesIt) {
  for (const auto reference = golden::read("quality.json");
       const auto& pair : reference.at("cases")) {
    const auto picture = [&](const char* which) {
      return formula_picture(pair[which], pair["width"], pair["height"], pair["channels"]);
    };
    // Both in double; variances are differences of nearly equal numbers, divided by at least 1e-4.
    EXPECT_NEAR(ssim(picture("reference"), picture("test")), pair["ssim"].get<double>(), 1e-10)
        << pair["reference"] << " and " << pair["test"];
  }
}

TEST(Ssim, ConstantsByHand) {
  // No variance: (2 m n + C1) / (m^2 + n^2 + C1) of the values 0 and 1 is C1 / (1 + C1).
  EXPECT_NEAR(ssim(constant_image(0), constant_image(255)), 1e-4 / 1.0001, 1e-12);
  // Of 0.2 and 0.4: 0.1601 / 0.2001.
  EXPECT_NEAR(ssim(constant_image(51), constant_image(102)), 0.1601 / 0.2001, 1e-12);
}

TEST(Ssim, EqualPicturesAreOne) {
  for (const int channels : {1, 3}) {
    const Image noise = noise_image(20, 13, channels);
    EXPECT_EQ(ssim(noise, noise), 1);
    EXPECT_EQ(ssim(constant_image(7, channels), constant_image(7, channels)), 1);
  }
}

TEST(Ssim, SymmetricAndFromMinusOneToOne) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Image a = noise_image(16, 21, 3, seed);
    const Image b = wavy_image(16, 21, 3);
    const double value = ssim(a, b);
    EXPECT_EQ(value, ssim(b, a));
    EXPECT_GE(value, -1);
    EXPECT_LT(value, 0.5);  // noise and waves have little in common
  }
}

TEST(Ssim, ANegativeIsBelowZero) {
  const Image picture = wavy_image(30, 30, 1);
  Image negative = picture;
  for (auto& value : negative.pixels) value = static_cast<std::uint8_t>(255 - value);
  EXPECT_LT(ssim(picture, negative), -0.5);
}

TEST(Ssim, ColoursAreTheMeanOfTheirChannels) {
  const Image a = noise_image(14, 12, 3, 1);
  const Image b = noise_image(14, 12, 3, 2);
  const auto channel = [](const Image& image, int c) {
    Image one{image.width, image.height, 1, {}};
    for (std::size_t i = 0; i < image.n_pixels(); ++i) {
      one.pixels.push_back(image.pixels[3 * i + static_cast<std::size_t>(c)]);
    }
    return one;
  };
  double sum = 0;
  for (int c = 0; c < 3; ++c) sum += ssim(channel(a, c), channel(b, c));
  EXPECT_NEAR(ssim(a, b), sum / 3, 1e-15);
}

void expect_refused(const Image& a, const Image& b, const std::string& reason) {
  try {
    ssim(a, b);
    FAIL() << "accepted, instead of: " << reason;
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find(reason), std::string::npos) << error.what();
  }
}

TEST(Ssim, RefusesWhatCannotBeCompared) {
  const Image picture = noise_image(16, 12, 3);
  expect_refused(picture, {}, "no pixels");
  expect_refused({}, {}, "no pixels");
  expect_refused(picture, noise_image(12, 16, 3), "16 x 12 x 3 and 12 x 16 x 3");
  expect_refused(picture, noise_image(16, 12, 1), "16 x 12 x 3 and 16 x 12 x 1");
  expect_refused(noise_image(16, 12, 4), noise_image(16, 12, 4), "got 4");
  expect_refused(noise_image(10, 40, 1), noise_image(10, 40, 1), "smaller than the window");
  Image cut = picture;
  cut.pixels.pop_back();
  expect_refused(picture, cut, "575 values instead of 576");
}

TEST(Planes, FiltersByHand) {
  Plane plane(1, 4);
  plane << 1, 2, 4, 8;
  const Plane rows = filter_rows(plane, {1, 10, 100});
  EXPECT_TRUE((rows == (Plane(1, 4) << 211, 421, 842, 884).finished()).all()) << rows;
  const Plane columns = filter_columns(plane.transpose(), {1, 10, 100});
  EXPECT_TRUE((columns == rows.transpose()).all()) << columns;
}

TEST(Planes, FiltersMayBeWiderThanThePicture) {
  const Plane plane = Plane::Constant(2, 1, 3);
  const Taps taps = gaussian_taps(9, 2.5);
  EXPECT_NEAR(filter_columns(filter_rows(plane, taps), taps)(1, 0), 3, 1e-14);
}

}  // namespace
}  // namespace fscope
