#include "core/support/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/support/check.h"

namespace fscope {
namespace {

class ThreadPoolOfSize : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Sizes, ThreadPoolOfSize, testing::Values(1, 2, 8));

TEST_P(ThreadPoolOfSize, VisitsEveryItemOnce) {
  ThreadPool pool(GetParam());
  EXPECT_EQ(pool.size(), GetParam());
  for (const std::int64_t n : {0, 1, 2, 7, 1000}) {
    std::vector<std::atomic<int>> visits(static_cast<std::size_t>(n));
    std::atomic<bool> thread_in_range = true;
    pool.for_each(n, [&](std::int64_t i, int thread) {
      ++visits[static_cast<std::size_t>(i)];
      if (thread < 0 || thread >= pool.size()) thread_in_range = false;
    });
    for (const auto& count : visits) EXPECT_EQ(count, 1);
    EXPECT_TRUE(thread_in_range);
  }
}

TEST_P(ThreadPoolOfSize, NoTwoItemsOfOneThreadAtOnce) {
  ThreadPool pool(GetParam());
  std::vector<std::atomic<int>> inside(static_cast<std::size_t>(pool.size()));
  std::atomic<bool> alone = true;
  pool.for_each(2000, [&](std::int64_t, int thread) {
    auto& here = inside[static_cast<std::size_t>(thread)];
    if (++here != 1) alone = false;
    --here;
  });
  EXPECT_TRUE(alone);
}

TEST_P(ThreadPoolOfSize, RethrowsAndCanBeUsedAgain) {
  ThreadPool pool(GetParam());
  for (int round = 0; round < 20; ++round) {
    try {
      pool.for_each(100, [](std::int64_t i, int) {
        if (i == 31) throw std::runtime_error("item 31");
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "item 31");
    }
    std::atomic<int> n = 0;
    pool.for_each(100, [&](std::int64_t, int) { ++n; });
    EXPECT_EQ(n, 100);
  }
}

TEST_P(ThreadPoolOfSize, LeavesOutItemsAfterAnException) {
  ThreadPool pool(GetParam());
  std::atomic<int> n = 0;
  EXPECT_THROW(pool.for_each(1'000'000,
                             [&](std::int64_t, int) {
                               ++n;
                               throw std::runtime_error("stop");
                             }),
               std::runtime_error);
  EXPECT_LE(n, pool.size());
}

TEST(ThreadPool, ZeroMeansOnePerProcessor) { EXPECT_GE(ThreadPool(0).size(), 1); }

TEST(ThreadPool, RefusesANegativeSize) { EXPECT_THROW(ThreadPool(-1), std::invalid_argument); }

TEST(Background, GivesTheValueOnce) {
  Background<int> job([] { return 6 * 7; });
  EXPECT_TRUE(job.valid());
  EXPECT_EQ(job.take(), 42);
  EXPECT_FALSE(job.valid());
  EXPECT_FALSE(job.ready());
}

TEST(Background, IsReadyOnlyAfterTheFunctionReturned) {
  std::promise<void> go;
  Background<int> job([future = go.get_future().share()] {
    future.wait();
    return 1;
  });
  EXPECT_FALSE(job.ready());
  go.set_value();
  EXPECT_EQ(job.take(), 1);
}

TEST(Background, RethrowsWhatTheFunctionThrew) {
  Background<int> job([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(job.take(), std::runtime_error);
}

TEST(Background, EmptyHasNothingToTake) {
  const Background<int> none;
  EXPECT_FALSE(none.valid());
  EXPECT_FALSE(none.ready());
}

TEST(Background, CanBeReplacedByAnother) {
  Background<std::string> job([] { return std::string("first"); });
  job = Background<std::string>([] { return std::string("second"); });
  EXPECT_EQ(job.take(), "second");
}

TEST(Check, RequireThrowsTheParts) {
  EXPECT_NO_THROW(require(true, "fine"));
  try {
    require(false, "got ", 3, ", not ", 2.5);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "got 3, not 2.5");
  }
}

}  // namespace
}  // namespace fscope
