#include "app/gui/steady_job.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace fscope {
namespace {

using Job = SteadyJob<int, int>;

/// The next result of a job that follows `wanted`, or nothing after 20 s.
std::optional<int> next(Job& job, int wanted, const Job::Compute& compute) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::optional<int> result = job.follow(wanted, compute);
  while (!result && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
    result = job.follow(wanted, compute);
  }
  return result;
}

int twice(int x, const StopFlag&) { return 2 * x; }

TEST(SteadyJob, ComputesEachInputOnce) {
  Job job;
  EXPECT_EQ(next(job, 4, twice), 8);
  EXPECT_EQ(job.follow(4, twice), std::nullopt);
  EXPECT_FALSE(job.running());
  EXPECT_EQ(next(job, 5, twice), 10);
}

TEST(SteadyJob, FinishesWhatIsUnderWayAndGoesOnWithTheNewest) {
  std::atomic<bool> open = false;
  const Job::Compute gated = [&open](int x, const StopFlag&) {
    while (!open.load()) std::this_thread::yield();
    return x;
  };
  Job job;
  EXPECT_EQ(job.follow(1, gated), std::nullopt);
  EXPECT_EQ(job.follow(2, gated), std::nullopt);
  EXPECT_EQ(job.follow(3, gated), std::nullopt);
  open = true;
  EXPECT_EQ(next(job, 3, gated), 1);  // dragged past, and still shown
  EXPECT_EQ(next(job, 3, gated), 3);  // 2 was never begun
}

TEST(SteadyJob, AFailureIsToldOnceAndTheSameInputIsNotTriedAgain) {
  Job job;
  std::atomic<int> tries = 0;
  const Job::Compute fail = [&tries](int, const StopFlag&) -> int {
    ++tries;
    throw std::runtime_error("no");
  };
  EXPECT_THROW(next(job, 1, fail), std::runtime_error);
  EXPECT_EQ(job.follow(1, fail), std::nullopt);
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(next(job, 2, twice), 4);
}

}  // namespace
}  // namespace fscope
