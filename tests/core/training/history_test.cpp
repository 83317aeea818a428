#include "core/training/history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/support/random.h"

namespace fscope {
namespace {

TEST(Curve, KeepsEverySampleWhileThereIsRoom) {
  Curve curve;
  for (int i = 0; i < 100; ++i) curve.add(i, 0.5 * i, 2.0 * i);
  ASSERT_EQ(curve.points().size(), 100U);
  const CurvePoint& point = curve.points()[7];
  EXPECT_EQ(point.step, 7);
  EXPECT_EQ(point.seconds, 3.5);
  EXPECT_EQ(point.min, 14);
  EXPECT_EQ(point.max, 14);
  EXPECT_EQ(point.last, 14);
}

TEST(Curve, NeighboursMergeWhenItIsFull) {
  Curve curve;
  for (std::size_t i = 0; i <= Curve::kCapacity; ++i) {
    curve.add(static_cast<std::int64_t>(i), 0, static_cast<double>(i));
  }
  ASSERT_EQ(curve.points().size(), Curve::kCapacity / 2 + 1);
  EXPECT_EQ(curve.points()[0].min, 0);
  EXPECT_EQ(curve.points()[0].max, 1);
  EXPECT_EQ(curve.points()[0].last, 1);
  EXPECT_EQ(curve.points()[0].step, 1);
}

TEST(Curve, AMillionSamplesStaySmallAndLoseNoExtreme) {
  Curve curve;
  Rng rng(5);
  float low = INFINITY;
  float high = -INFINITY;
  constexpr int kSamples = 1'000'000;
  for (int i = 0; i < kSamples; ++i) {
    const auto value = static_cast<float>(i == 123'456 ? 1e6 : i == 654'321 ? -1e6 : rng.normal());
    low = std::min(low, value);
    high = std::max(high, value);
    curve.add(i, i * 1e-3, value);
    ASSERT_LE(curve.points().size(), Curve::kCapacity);
  }
  const auto& points = curve.points();
  EXPECT_GE(points.size(), Curve::kCapacity / 2 - 1);  // not coarser than need be
  EXPECT_LE(points.size(), Curve::kCapacity);
  EXPECT_EQ(std::ranges::min(points, {}, &CurvePoint::min).min, low);
  EXPECT_EQ(std::ranges::max(points, {}, &CurvePoint::max).max, high);
  EXPECT_EQ(points.back().step, kSamples - 1);
  std::int64_t before = -1;
  for (const CurvePoint& point : points) {
    EXPECT_GT(point.step, before);
    before = point.step;
    EXPECT_LE(point.min, point.last);
    EXPECT_LE(point.last, point.max);
  }
  // the spike is in the point that covers its step
  const auto spike = std::ranges::find_if(points, [](const auto& p) { return p.step >= 123'456; });
  EXPECT_EQ(spike->max, 1e6F);
}

TEST(Curve, LeavesOutWhatIsNotFinite) {
  Curve curve;
  for (const float value : {NAN, INFINITY, -INFINITY}) curve.add(1, 0, value);
  EXPECT_TRUE(curve.points().empty());
}

}  // namespace
}  // namespace fscope
