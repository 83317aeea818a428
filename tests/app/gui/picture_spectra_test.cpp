#include "app/gui/picture_spectra.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "app/gl/colormap.h"

namespace fscope {
namespace {

constexpr int kSide = 16;

/// 0.5 + 0.4 cos(2 pi 3 x): frequencies 0 and 3 along the rows only.
Image stripes() {
  Image image{.width = kSide, .height = kSide, .channels = 1, .pixels = {}};
  for (int i = 0; i < kSide * kSide; ++i) {
    const double value = 0.5 + 0.4 * std::cos(2 * std::numbers::pi * 3 * (i % kSide) / kSide);
    image.pixels.push_back(static_cast<std::uint8_t>(std::lround(255 * value)));
  }
  return image;
}

Raster raster_of(const Image& image) {
  Raster out{.width = kSide, .height = kSide, .channels = 1, .values = {}, .covers = {}};
  for (const auto v : image.pixels) out.values.push_back(static_cast<float>(v) / 255.0F);
  return out;
}

float brightness(const Raster& map, int column, int row) {
  const auto at = static_cast<std::size_t>(3 * (row * kSide + column));
  return map.values[at] + map.values[at + 1] + map.values[at + 2];
}

TEST(PictureSpectra, ACosineIsBrightAtItsFrequencyAndItsMirror) {
  const PictureSpectra spectra = make_spectra(stripes(), nullptr, nullptr);
  ASSERT_TRUE(spectra.target);
  const Raster& map = *spectra.target;
  const int middle = kSide / 2;
  const float lit = brightness(map, middle + 3, middle);
  EXPECT_FLOAT_EQ(brightness(map, middle - 3, middle), lit);
  EXPECT_GT(lit, 1.5F * brightness(map, middle + 5, middle));
  EXPECT_GT(lit, 1.5F * brightness(map, middle, middle + 3));
  EXPECT_EQ(spectra.reconstruction, nullptr);
  EXPECT_EQ(spectra.theory, nullptr);
  EXPECT_EQ(spectra.error, nullptr);
}

TEST(PictureSpectra, APerfectReconstructionHasTheTargetsSpectrumAndNoError) {
  const Image target = stripes();
  const Raster same = raster_of(target);
  const PictureSpectra spectra = make_spectra(target, &same, &same);
  ASSERT_TRUE(spectra.reconstruction && spectra.theory && spectra.error);
  EXPECT_EQ(spectra.reconstruction->values, spectra.target->values);
  EXPECT_EQ(spectra.theory->values, spectra.target->values);
  for (std::size_t i = 0; i < spectra.error->values.size(); ++i) {
    EXPECT_EQ(spectra.error->values[i], kAbsoluteError.front()[i % 3]);
  }
}

TEST(PictureSpectra, CoarsePicturesHaveNone) {
  const Raster coarse{.width = 1, .height = 1, .channels = 1, .values = {0.5F}, .covers = {}};
  const PictureSpectra spectra = make_spectra(stripes(), &coarse, &coarse);
  EXPECT_TRUE(spectra.target);
  EXPECT_EQ(spectra.reconstruction, nullptr);
  EXPECT_EQ(spectra.theory, nullptr);
}

}  // namespace
}  // namespace fscope
