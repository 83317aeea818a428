#include "app/gl/heat_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace fscope {
namespace {

TEST(HeatMap, EndsOfTheRangeAreEndsOfTheMapAndBeyondStaysThere) {
  const std::vector<float> values = {-7, 1, 3, 9};
  const Raster map = heat_map(values, 2, 2, {1, 3}, kAbsoluteError);
  ASSERT_EQ(map.values.size(), 12U);
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_EQ(map.values[c], kAbsoluteError.front()[c]);
    EXPECT_EQ(map.values[3 + c], kAbsoluteError.front()[c]);
    EXPECT_EQ(map.values[6 + c], kAbsoluteError.back()[c]);
    EXPECT_EQ(map.values[9 + c], kAbsoluteError.back()[c]);
  }
  EXPECT_EQ(map.covers.width(), 2);
}

TEST(HeatMap, WhatIsNotFiniteIsGrayAndLeftOutOfTheRange) {
  const std::vector<float> values = {NAN, 2, INFINITY, 4};
  const HeatRange range = range_of(values);
  EXPECT_EQ(range.low, 2);
  EXPECT_EQ(range.high, 4);
  const Raster map = heat_map(values, 4, 1, range, kSignedError);
  EXPECT_EQ(map.values[0], 0.5F);
  EXPECT_EQ(map.values[6], 0.5F);
}

TEST(HeatMap, ConstantValuesAndNoneAtAllHaveARange) {
  const std::vector<float> same(3, -40.0F);
  const HeatRange range = range_of(same);
  EXPECT_LT(range.low, -40);
  EXPECT_GT(range.high, -40);
  const HeatRange nothing = range_of({});
  EXPECT_LT(nothing.low, nothing.high);
}

TEST(HeatMap, SizesThatDoNotFitAreRefused) {
  const std::vector<float> values(4);
  EXPECT_THROW(heat_map(values, 3, 1, {0, 1}, kSignedError), std::invalid_argument);
  EXPECT_THROW(heat_map(values, 0, 4, {0, 1}, kSignedError), std::invalid_argument);
  EXPECT_THROW(heat_map(values, 2, 2, {1, 1}, kSignedError), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
