#include "core/tasks/raster.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

Raster numbered(int width, int height, int channels, const Region& covers) {
  Raster raster{
      .width = width, .height = height, .channels = channels, .values = {}, .covers = covers};
  for (int i = 0; i < width * height * channels; ++i) {
    raster.values.push_back(static_cast<float>(i));
  }
  return raster;
}

TEST(Raster, EveryPixelOfAWholePictureHasAValue) {
  const Raster raster = numbered(3, 2, 2, {0, 0, 3, 2});
  EXPECT_EQ(*value_at_pixel(raster, 0, 0), 0);
  EXPECT_EQ(*value_at_pixel(raster, 2, 1), 10);
  EXPECT_EQ(value_at_pixel(raster, 3, 0), nullptr);
  EXPECT_EQ(value_at_pixel(raster, 0, -1), nullptr);
}

TEST(Raster, OfSeveralCellsTheMiddleOneIsThePixels) {
  const Raster raster = numbered(6, 3, 1, {5, 7, 7, 8});
  EXPECT_EQ(*value_at_pixel(raster, 5, 7), 7);
  EXPECT_EQ(*value_at_pixel(raster, 6, 7), 10);
  EXPECT_EQ(value_at_pixel(raster, 4, 7), nullptr);
  EXPECT_EQ(value_at_pixel(raster, 5, 8), nullptr);
}

TEST(Raster, CoarseOnesAndEvenNumbersOfCellsHaveNoneAtAPixel) {
  EXPECT_EQ(value_at_pixel(numbered(2, 2, 1, {0, 0, 6, 6}), 1, 1), nullptr);
  EXPECT_EQ(value_at_pixel(numbered(4, 4, 1, {0, 0, 2, 2}), 1, 1), nullptr);
  EXPECT_EQ(value_at_pixel(numbered(4, 4, 1, {0, 0, 3, 3}), 1, 1), nullptr);
}

}  // namespace
}  // namespace fscope
