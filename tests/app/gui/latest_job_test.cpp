#include "app/gui/latest_job.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace fscope {
namespace {

/// The result of a job, or nothing after 20 s.
std::optional<int> wait_for(LatestJob<int>& job) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::optional<int> result = job.poll();
  while (!result && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
    result = job.poll();
  }
  return result;
}

int until_stopped(const StopFlag& stop) {
  while (!stop.load()) std::this_thread::yield();
  return -1;
}

TEST(LatestJob, GivesItsResultOnce) {
  LatestJob<int> job;
  EXPECT_FALSE(job.running());
  EXPECT_EQ(job.poll(), std::nullopt);
  job.start([](const StopFlag&) { return 7; });
  EXPECT_TRUE(job.running());
  EXPECT_EQ(wait_for(job), 7);
  EXPECT_FALSE(job.running());
  EXPECT_EQ(job.poll(), std::nullopt);
}

TEST(LatestJob, OnlyTheNewestCounts) {
  LatestJob<int> job;
  job.start(until_stopped);
  job.start(until_stopped);
  job.start([](const StopFlag&) { return 3; });
  EXPECT_EQ(wait_for(job), 3);
  EXPECT_EQ(job.poll(), std::nullopt);
}

TEST(LatestJob, CancelDropsTheResult) {
  LatestJob<int> job;
  job.start(until_stopped);
  job.cancel();
  EXPECT_FALSE(job.running());
  EXPECT_EQ(job.poll(), std::nullopt);
}

TEST(LatestJob, PollRethrowsOnce) {
  LatestJob<int> job;
  job.start([](const StopFlag&) -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(wait_for(job), std::runtime_error);
  EXPECT_FALSE(job.running());
  EXPECT_EQ(job.poll(), std::nullopt);
}

TEST(LatestJob, EndsItsThreadWhenDestroyed) {
  bool ended = false;
  {
    LatestJob<int> job;
    job.start([&ended](const StopFlag& stop) {
      ended = until_stopped(stop) == -1;
      return 0;
    });
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace fscope
