#include "app/gl/raster.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace fscope {
namespace {

Raster raster_of(int width, int height, int channels, const std::vector<float>& values) {
  return {width, height, channels, values, {0, 0, 1, 1}};
}

TEST(Raster, ReducingAveragesBoxesAndNarrowerOnesAtTheEdge) {
  const std::vector<float> values{0, 2, 4,  //
                                  2, 4, 8,  //
                                  1, 3, 16};
  const Raster half = reduce_to(raster_of(3, 3, 1, values), 2);
  EXPECT_EQ(half.width, 2);
  EXPECT_EQ(half.height, 2);
  EXPECT_EQ(half.values, (std::vector<float>{2, 6, 2, 16}));
}

TEST(Raster, ReducingKeepsChannelsApart) {
  const std::vector<float> values{1, 10, 100, 3, 30, 300};
  EXPECT_EQ(reduce_to(raster_of(2, 1, 3, values), 1).values, (std::vector<float>{2, 20, 200}));
}

TEST(Raster, ReducingFitsEveryLimitAndChangesNothingThatFits) {
  std::vector<float> values(7 * 5);
  std::iota(values.begin(), values.end(), 0.0F);
  for (int limit = 1; limit <= 8; ++limit) {
    const Raster small = reduce_to(raster_of(7, 5, 1, values), limit);
    EXPECT_LE(std::max(small.width, small.height), limit);
    EXPECT_EQ(small.values.size(), static_cast<std::size_t>(small.width * small.height));
  }
  EXPECT_EQ(reduce_to(raster_of(7, 5, 1, values), 7).values, values);
}

TEST(Raster, BadOnesThrow) {
  const std::vector<float> four(4);
  EXPECT_THROW(require_valid(raster_of(0, 4, 1, four)), std::invalid_argument);
  EXPECT_THROW(require_valid(raster_of(2, 1, 2, four)), std::invalid_argument);
  EXPECT_THROW(require_valid(raster_of(2, 3, 1, four)), std::invalid_argument);
  Raster empty = raster_of(2, 2, 1, four);
  empty.covers = {1, 0, 1, 1};
  EXPECT_THROW(require_valid(empty), std::invalid_argument);
  empty.covers = {0, 0, 1, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THROW(require_valid(empty), std::invalid_argument);
  EXPECT_THROW(reduce_to(raster_of(2, 2, 1, four), 0), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
