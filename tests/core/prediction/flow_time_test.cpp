#include "core/prediction/flow_time.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fscope {
namespace {

RunConfig config(const char* settings) { return with_settings({}, settings); }

TEST(FlowTime, ByHand) {
  // 8 points, 5 steps of 0.5
  EXPECT_EQ(effective_eta_t(config("--lr 0.5 --loss sum --batch full"), 8, 5), 2.5);
  EXPECT_EQ(effective_eta_t(config("--lr 0.5 --loss mean --batch full"), 8, 5), 2.5 / 8);
  EXPECT_EQ(effective_eta_t(config("--lr 0.5 --loss sum --batch 2"), 8, 5), 2.5 / 4);
  EXPECT_EQ(effective_eta_t(config("--lr 0.5 --loss mean --batch 2"), 8, 5), 2.5 / 8);
  EXPECT_EQ(effective_eta_t(config("--lr 0.5 --loss sum --batch 99"), 8, 5), 2.5);
  EXPECT_EQ(effective_eta_t(config("--lr 0"), 8, 5), 0);
}

TEST(FlowTime, AddsUpOverTheChangesOfARun) {
  Replay replay{.start = config("--lr 0.5 --loss sum --batch full"), .changes = {}};
  replay.change(4, config("--lr 0.25 --loss sum --batch full"));
  replay.change(6, config("--lr 4 --loss sum --batch full"));
  EXPECT_EQ(effective_eta_t(replay, 8, 0), 0);
  EXPECT_EQ(effective_eta_t(replay, 8, 3), 1.5);
  EXPECT_EQ(effective_eta_t(replay, 8, 5), 2.25);
  EXPECT_EQ(effective_eta_t(replay, 8, 7), 6.5);
}

TEST(FlowTime, NeedsPoints) {
  EXPECT_THROW(effective_eta_t(RunConfig{}, 0, 1), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
