#include "app/gui/lab_jobs.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

namespace fscope {
namespace {

/// A run on a signal, and the jobs that follow it.
class LabJobsTest : public testing::Test {
 protected:
  LabJobsTest() {
    ui_.wanted = with_settings(signal_defaults(), "--width 16 --train-points 8");
    RunSnapshot run;
    run.config = ui_.wanted;
    run.signal = std::make_shared<const Signal>(make_signal(ui_.wanted.signal));
    run.replay.start = run.config;
    snapshot_.runs.push_back(std::move(run));
  }
  /// Frames until nothing is under way; fails after a minute.
  void settle() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (jobs_.update(snapshot_, ui_)) {
      std::this_thread::yield();
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    }
  }

  Snapshot snapshot_;
  UiState ui_;
  LabJobs jobs_;
};

TEST_F(LabJobsTest, FollowsTheSettingsWanted) {
  settle();
  ASSERT_TRUE(ui_.lab.theory);
  EXPECT_FALSE(ui_.lab.busy);
  const auto first = ui_.lab.theory;
  EXPECT_EQ(first->predictions.size(), 1U);
  settle();
  EXPECT_EQ(ui_.lab.theory, first) << "computed again without a reason";
  ui_.wanted.mapping.power = 0;  // before the session has heard of it
  settle();
  EXPECT_NE(ui_.lab.theory, first);
  EXPECT_EQ(ui_.lab.theory->question.config.mapping.power, 0);
}

TEST_F(LabJobsTest, FollowsTheNetworksTime) {
  snapshot_.runs[0].step = 500;
  settle();
  EXPECT_NEAR(ui_.lab.theory->predictions.at(0).time, 500 * ui_.wanted.learning_rate, 1e-12);
}

TEST_F(LabJobsTest, RestsWhileAPictureIsShownOrThereIsNoTarget) {
  ui_.wanted.signal.kind = SignalKind::samples;  // and no samples
  EXPECT_FALSE(jobs_.update(snapshot_, ui_));
  EXPECT_FALSE(ui_.lab.theory);
  ui_.wanted = RunConfig{};
  EXPECT_FALSE(jobs_.update(snapshot_, ui_));
}

}  // namespace
}  // namespace fscope
