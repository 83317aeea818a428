// What a session does when there is no memory: allocations above a limit fail on demand. A program
// of its own, as it replaces operator new.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <new>
#include <thread>

#include "tests/core/training/sessions.h"

namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
std::atomic<std::size_t> limit = kNoLimit;
std::atomic<int> n_refused = 0;

}  // namespace

// Not inlined, or the compiler would see free() take what it believes its own operator new made.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (size > limit) {
    ++n_refused;
    throw std::bad_alloc();
  }
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace fscope {
namespace {

const Image kPicture = wavy_image(300, 200, 3);  // 720 kB as floats

/// Allocations of more than so many bytes fail while this lives.
class MemoryLimit {
 public:
  explicit MemoryLimit(std::size_t bytes) {
    n_refused = 0;
    limit = bytes;
  }
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;
  ~MemoryLimit() { limit = kNoLimit; }
};

bool wait_for_refusals(int n) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (n_refused < n && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  return n_refused >= n;
}

void expect_recovery(Session& session) {
  const RunConfig config = small_config("--seed 5");
  session.post(Pause{});  // or it could train past the goal before the goal is known
  session.post(Configure{.run = 0, .config = config});
  const auto s = settled(session, RunTo{3});
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].step, 3);
  EXPECT_EQ(s->runs[0].whole->width, 300);
}

TEST(NoMemory, ForAPictureHaltsTheRun) {
  Session session({.n_threads = 2, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{2});
  {
    const MemoryLimit half_a_megabyte(512 << 10);
    const auto s = settled(
        session, SetView{{.visible = {0, 0, 300, 200}, .cells_per_pixel = 3, .detail = true}});
    ASSERT_TRUE(s->runs[0].failure);
    EXPECT_TRUE(s->runs[0].failure->halted);
    EXPECT_EQ(s->runs[0].failure->step, 2);
    EXPECT_NE(s->runs[0].failure->what.find("picture"), std::string::npos);
  }
  expect_recovery(session);
}

TEST(NoMemory, ForANewTargetKeepsTheThread) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{2});
  {
    const auto large = shared(wavy_image(900, 700, 4));  // made opaque, it is another picture
    const MemoryLimit one_megabyte(1 << 20);
    const auto s = ask(session, SetTarget{"large", large});
    ASSERT_TRUE(s->runs[0].failure);
    EXPECT_TRUE(s->runs[0].failure->halted);
  }
  session.post(SetTarget{"small", shared(kPicture)});
  expect_recovery(session);
}

TEST(NoMemory, NotEvenForASnapshotKeepsTheThread) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{200});  // a history of 6 kB
  std::uint64_t ticket = 0;
  {
    const MemoryLimit four_kilobytes(4 << 10);
    ticket = session.post(SetView{{.visible = {0, 0, 3, 3}}});
    ASSERT_TRUE(wait_for_refusals(2));  // the snapshot, and the one that tells
    EXPECT_LT(session.latest()->handled, ticket);
  }
  const auto s = ask(session, Pause{});
  ASSERT_TRUE(s->runs[0].failure);
  EXPECT_TRUE(s->runs[0].failure->halted);
  expect_recovery(session);
}

}  // namespace
}  // namespace fscope
