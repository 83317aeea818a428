#include "app/gui/frame_pacing.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

// Powers of two: exact.
constexpr FramePacing kPacing{.interval_s = 0.5, .in_use_interval_s = 0.25};
constexpr double kLongAgo_s = -100;

TEST(FramePacing, WaitsForTheRestOfTheInterval) {
  EXPECT_EQ(kPacing.wait_s(10, 10, kLongAgo_s, true), 0.5);
  EXPECT_EQ(kPacing.wait_s(10.375, 10, kLongAgo_s, true), 0.125);
  EXPECT_EQ(kPacing.wait_s(10.5, 10, kLongAgo_s, true), 0);
  EXPECT_LT(kPacing.wait_s(11, 10, kLongAgo_s, true), 0);
}

TEST(FramePacing, IsFasterForAWhileAfterAnInput) {
  EXPECT_EQ(kPacing.wait_s(10, 10, 10, true), 0.25);
  EXPECT_EQ(kPacing.wait_s(10.25, 10, 10, true), 0);
  EXPECT_EQ(kPacing.wait_s(10.25, 10, 10.25 - FramePacing::kInUse_s, true), 0.25);
}

TEST(FramePacing, WithoutNewsKeepsTheUsualPaceInUseToo) {
  EXPECT_EQ(kPacing.wait_s(10, 10, 10, false), 0.5);
}

TEST(FramePacing, TheFirstFrameNeedNotWait) {
  EXPECT_LE(kPacing.wait_s(0.5, -1, kLongAgo_s, true), 0);
}

}  // namespace
}  // namespace fscope
