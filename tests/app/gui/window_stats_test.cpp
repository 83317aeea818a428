#include "app/gui/window_stats.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

TEST(FrameClock, NothingYetIsZero) {
  const FrameStats stats = FrameClock().stats();
  EXPECT_EQ(stats.n_frames, 0U);
  EXPECT_EQ(stats.work_p99_ms, 0);
  EXPECT_EQ(stats.frame_p99_ms, 0);
}

TEST(FrameClock, PercentilesOfOneToHundred) {
  FrameClock clock;
  for (int ms = 100; ms >= 1; --ms) {
    clock.add_work(ms);
    clock.add_frame(10 * ms);
  }
  clock.add_interval(7);
  const FrameStats stats = clock.stats();
  EXPECT_EQ(stats.work_p50_ms, 50);
  EXPECT_EQ(stats.work_p99_ms, 99);
  EXPECT_EQ(stats.frame_p50_ms, 500);
  EXPECT_EQ(stats.frame_p99_ms, 990);
  EXPECT_EQ(stats.interval_p50_ms, 7);
  EXPECT_EQ(stats.interval_p99_ms, 7);
  EXPECT_EQ(stats.n_intervals, 1U);
}

TEST(FrameClock, ForgetsTheOldest) {
  FrameClock clock;
  clock.add_work(1000);
  for (std::size_t i = 0; i < FrameClock::kLength; ++i) clock.add_work(2);
  const FrameStats stats = clock.stats();
  EXPECT_EQ(stats.n_frames, FrameClock::kLength);
  EXPECT_EQ(stats.work_p99_ms, 2);
}

}  // namespace
}  // namespace fscope
