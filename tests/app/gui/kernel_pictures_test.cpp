#include "app/gui/kernel_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/gl/colormap.h"

namespace fscope {
namespace {

Image checks(int side) {
  Image image{.width = side, .height = side, .channels = 1, .pixels = {}};
  for (int i = 0; i < side * side; ++i) {
    image.pixels.push_back((i % side / 4 + i / side / 4) % 2 == 0 ? 30 : 220);
  }
  return image;
}

TEST(KernelPictures, BothKernelsAreLargestWithoutADifference) {
  const KernelPictures pictures =
      make_kernel_pictures(with_settings({}, "--sigma 5 --features 64"), checks(32));
  ASSERT_EQ(pictures.message, "");
  for (const auto& map : {pictures.mapping_kernel, pictures.composed_kernel}) {
    ASSERT_TRUE(map);
    ASSERT_EQ(map->width, 33);
    const auto middle = static_cast<std::size_t>(3 * (16 * 33 + 16));
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_NEAR(map->values[middle + c], kAbsoluteError.back()[c], 1e-5);
    }
  }
  EXPECT_GT(pictures.effective_width, 0);
}

TEST(KernelPictures, ALargerSigmaIsNarrowerAndReachesHigherFrequencies) {
  const auto at = [](const char* settings) {
    return make_kernel_pictures(with_settings({}, settings), checks(64));
  };
  const KernelPictures smooth = at("--sigma 2 --features 128");
  const KernelPictures sharp = at("--sigma 10 --features 128");
  EXPECT_LT(sharp.effective_width, smooth.effective_width / 3);
  const auto high = [](const KernelPictures& p) {
    double sum = 0;
    for (const PlotPoint& point : p.kernel_spectrum) sum += point.x > 8 ? point.y : 0;
    return sum;
  };
  EXPECT_GT(high(sharp), 2 * high(smooth));
}

TEST(KernelPictures, SpectraAreRelativeAndLeaveOutFrequencyZero) {
  const KernelPictures pictures =
      make_kernel_pictures(with_settings({}, "--sigma 3 --features 16"), checks(32));
  for (const auto& spectrum : {pictures.kernel_spectrum, pictures.target_spectrum}) {
    ASSERT_FALSE(spectrum.empty());
    EXPECT_EQ(spectrum.front().x, 1);
    const auto largest = std::ranges::max_element(spectrum, {}, &PlotPoint::y);
    EXPECT_DOUBLE_EQ(largest->y, 1);
  }
}

TEST(KernelPictures, WhatHasNoneSaysWhy) {
  EXPECT_NE(make_kernel_pictures(with_settings({}, "--mapping none"), checks(16)).message, "");
  EXPECT_NE(make_kernel_pictures(with_settings({}, "--activation tanh"), checks(16)).message, "");
}

TEST(KernelPictures, SigmaZeroAndAFlatPictureAreFinite) {
  Image flat = checks(16);
  std::ranges::fill(flat.pixels, std::uint8_t{7});
  const KernelPictures pictures = make_kernel_pictures(with_settings({}, "--sigma 0"), flat);
  ASSERT_TRUE(pictures.composed_kernel);
  for (const float v : pictures.composed_kernel->values) EXPECT_TRUE(std::isfinite(v));
  EXPECT_TRUE(std::isinf(pictures.effective_width));
  EXPECT_TRUE(pictures.target_spectrum.empty());
}

}  // namespace
}  // namespace fscope
