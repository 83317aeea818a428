#include "app/figures/progress.h"

#include <gtest/gtest.h>

#include <vector>

namespace fscope {
namespace {

TEST(FigureWork, TellsTheFractionDone) {
  std::vector<double> told;
  const FigureHooks hooks{.progress = [&](double f) { told.push_back(f); }, .interrupted = {}};
  FigureWork work(hooks, 8);
  work.add(2);
  work.add(6);
  EXPECT_EQ(told, (std::vector<double>{0.25, 1}));
}

TEST(FigureWork, StopsWhenAsked) {
  bool stop = false;
  const FigureHooks hooks{.progress = {}, .interrupted = [&] { return stop; }};
  FigureWork work(hooks, 2);
  EXPECT_NO_THROW(work.add(1));
  stop = true;
  EXPECT_TRUE(work.interrupted());
  EXPECT_THROW(work.add(1), FigureInterrupted);
}

TEST(SecondsLeft, FollowsTheSpeedSoFar) {
  EXPECT_EQ(seconds_left(0.25, 10), 30);
  EXPECT_EQ(seconds_left(1, 10), 0);
  EXPECT_EQ(seconds_left(0, 10), std::nullopt);
  EXPECT_EQ(seconds_left(0.001, 10), std::nullopt);  // too little to tell
}

}  // namespace
}  // namespace fscope
