#include "core/tasks/resample.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "tests/golden/resample.h"

namespace fscope {
namespace {

Image gradient(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  image.pixels.resize(image.n_pixels() * static_cast<std::size_t>(channels));
  std::iota(image.pixels.begin(), image.pixels.end(), std::uint8_t{0});
  return image;
}

TEST(TrainingSize, CentreCropIsSquare) {
  EXPECT_EQ(training_size(640, 480, CropMode::centre_crop, 256), (Size{256, 256}));
  EXPECT_EQ(training_size(640, 480, CropMode::centre_crop, 0), (Size{480, 480}));
}

TEST(TrainingSize, FitKeepsTheAspectRatio) {
  EXPECT_EQ(training_size(640, 480, CropMode::fit, 256), (Size{256, 192}));
  EXPECT_EQ(training_size(480, 640, CropMode::fit, 256), (Size{192, 256}));
  EXPECT_EQ(training_size(640, 480, CropMode::fit, 0), (Size{640, 480}));
  EXPECT_EQ(training_size(10, 5, CropMode::fit, 100), (Size{100, 50}));
}

TEST(TrainingSize, TheShorterSideIsAtLeastOnePixel) {
  EXPECT_EQ(training_size(10000, 1, CropMode::fit, 64), (Size{64, 1}));
}

TEST(TrainingSize, RefusesNoPixelsAndNegativeResolution) {
  EXPECT_THROW(training_size(0, 5, CropMode::fit, 64), std::invalid_argument);
  EXPECT_THROW(training_size(5, 5, CropMode::fit, -1), std::invalid_argument);
}

TEST(Resize, SameBitsAsPillow) {
  for (const golden::Conversion& conversion : golden::resized()) {
    SCOPED_TRACE(conversion.name);
    EXPECT_EQ(resize(conversion.from, conversion.to.width, conversion.to.height), conversion.to);
  }
}

TEST(Resize, TwoPixelsToOneIsTheirMean) {
  EXPECT_EQ(resize({2, 1, 1, {10, 20}}, 1, 1).pixels, std::vector<std::uint8_t>{15});
}

TEST(Resize, AConstantPictureStaysConstant) {
  Image image{70, 45, 3, {}};
  image.pixels.assign(image.n_pixels() * 3, 201);
  for (const Size size : {Size{1, 1}, Size{13, 200}, Size{70, 44}, Size{300, 3}}) {
    const Image out = resize(image, size.width, size.height);
    EXPECT_EQ(out.pixels, std::vector<std::uint8_t>(out.n_pixels() * 3, 201));
  }
}

TEST(Resize, TheSameSizeIsTheSamePicture) {
  const Image image = gradient(9, 7, 4);
  EXPECT_EQ(resize(image, 9, 7), image);
}

TEST(Resize, RefusesEmptyPicturesAndSizes) {
  EXPECT_THROW(resize(Image{}, 4, 4), std::invalid_argument);
  EXPECT_THROW(resize(gradient(4, 4, 1), 0, 4), std::invalid_argument);
  EXPECT_THROW(resize(gradient(4, 4, 1), 4, -1), std::invalid_argument);
}

/// The same picture with 16 bits a value, the low ones being `low`.
Image deepened(Image image, int low) {
  for (const std::uint8_t value : image.pixels) {
    image.deep.push_back(static_cast<std::uint16_t>(256 * value + low));
  }
  return image;
}

TEST(Resize, SixteenBitsAreFinerThanEight) {
  // The mean of 0x0A40 and 0x0AC0 is seen in 16 bits only.
  const Image out = resize({2, 1, 1, {0x0A, 0x0A}, {0x0A40, 0x0AC0}}, 1, 1);
  EXPECT_EQ(out, (Image{1, 1, 1, {0x0A}, {0x0A80}}));
}

TEST(Resize, SixteenBitsAreFilteredAsEight) {
  const Image image = gradient(61, 47, 3);
  for (const Size size : {Size{20, 47}, Size{61, 90}, Size{33, 21}}) {
    const Image coarse = resize(image, size.width, size.height);
    const Image fine = resize(deepened(image, 0), size.width, size.height);
    ASSERT_EQ(fine.deep.size(), coarse.pixels.size());
    for (std::size_t i = 0; i < coarse.pixels.size(); ++i) {
      // Both steps are rounded, and clamped at 255 or at 65535.
      ASSERT_NEAR(fine.deep[i] / 256.0, coarse.pixels[i], 1.5) << i;
    }
  }
}

TEST(Resize, WhiteStaysWhiteInSixteenBits) {
  Image white{70, 45, 1, std::vector<std::uint8_t>(70 * 45, 0xFF)};
  white = deepened(white, 0xFF);
  EXPECT_EQ(resize(white, 13, 200).deep, std::vector<std::uint16_t>(13 * 200, 0xFFFF));
}

TEST(CropCentreSquare, TakesTheMiddle) {
  EXPECT_EQ(crop_centre_square({5, 2, 1, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}),
            (Image{2, 2, 1, {1, 2, 6, 7}}));
  EXPECT_EQ(crop_centre_square({1, 3, 2, {0, 1, 2, 3, 4, 5}}), (Image{1, 1, 2, {2, 3}}));
}

TEST(Flatten, MixesWithTheBackgroundByAlpha) {
  const Image image{3, 1, 4, {200, 100, 0, 255, 200, 100, 0, 0, 200, 100, 0, 51}};
  // The last pixel: 0.2 of the colour and 0.8 of the background.
  EXPECT_EQ(flatten(image, {10, 20, 30}), (Image{3, 1, 3, {200, 100, 0, 10, 20, 30, 48, 36, 24}}));
}

TEST(Flatten, GrayStaysGrayOverGrayOnly) {
  const Image image{2, 1, 2, {90, 255, 90, 0}};
  EXPECT_EQ(flatten(image, {7, 7, 7}), (Image{2, 1, 1, {90, 7}}));
  EXPECT_EQ(flatten(image, {7, 8, 9}), (Image{2, 1, 3, {90, 90, 90, 7, 8, 9}}));
}

TEST(Flatten, LeavesOpaquePicturesAlone) {
  for (const int channels : {1, 3}) {
    const Image image = gradient(4, 3, channels);
    EXPECT_EQ(flatten(image, {1, 2, 3}), image);
  }
}

TEST(ToGray, SameBitsAsPillow) {
  const golden::Conversion conversion = golden::gray();
  EXPECT_EQ(to_gray(conversion.from), conversion.to);
}

TEST(ToRgb, RepeatsTheGrayValue) {
  EXPECT_EQ(to_rgb({2, 1, 1, {3, 250}}), (Image{2, 1, 3, {3, 3, 3, 250, 250, 250}}));
}

TEST(ToGray, UndoesToRgb) {
  const Image image = gradient(16, 16, 1);
  EXPECT_EQ(to_gray(to_rgb(image)), image);
}

TEST(ToGrayAndRgb, RefuseAlpha) {
  EXPECT_THROW(to_gray(gradient(2, 2, 4)), std::invalid_argument);
  EXPECT_THROW(to_rgb(gradient(2, 2, 2)), std::invalid_argument);
}

TEST(SixteenBits, AreCroppedMixedAndConverted) {
  const Image row{3, 1, 1, {0, 1, 2}, {0x0011, 0x0122, 0x0233}};
  EXPECT_EQ(crop_centre_square(row), (Image{1, 1, 1, {1}, {0x0122}}));
  EXPECT_EQ(to_rgb(crop_centre_square(row)), (Image{1, 1, 3, {1, 1, 1}, {0x0122, 0x0122, 0x0122}}));
  // 0.299 * 0x8000 + 0.587 * 0x4000 + 0.114 * 0xFFFF = 26886.1
  EXPECT_EQ(to_gray({1, 1, 3, {0x80, 0x40, 0xFF}, {0x8000, 0x4000, 0xFFFF}}).deep,
            std::vector<std::uint16_t>{26886});
  // A fifth of 0x8000, four fifths of 100 / 255.
  EXPECT_EQ(flatten({1, 1, 2, {0x80, 0x33}, {0x8000, 0x3333}}, {100, 100, 100}),
            (Image{1, 1, 1, {0x69}, {27114}}));
}

}  // namespace
}  // namespace fscope
