// The promise about commands: seen within one tile, and posting waits for nobody.
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <thread>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

/// One step of this is about 10^12 operations: many seconds, hundreds of tiles.
RunConfig large_config() {
  return small_config("--features 512 --width 512 --layers 4 --batch full --split all");
}

/// A session whose worker stands still in its first publication until let_go().
class HeldSession {
 public:
  HeldSession() { standing_.get_future().wait(); }
  void let_go() { release_.set_value(); }

 private:
  std::promise<void> standing_;
  std::promise<void> release_;
  std::shared_future<void> released_ = release_.get_future().share();
  std::once_flag once_;

 public:
  Session session{{.n_threads = 1, .on_publish = [this] {
                     std::call_once(once_, [this] { standing_.set_value(); });
                     released_.wait();
                   }}};
};

TEST(Promise, bounded_pickup) {
  Session session({.n_threads = 2, .on_publish = {}});
  add_run(session, large_config(), noise_image(512, 512, 3));
  ask(session, Play{});
  // A step has begun when training has taken time; it is interrupted for every one of these.
  std::shared_ptr<const Snapshot> s;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (int k = 0; !s || s->runs[0].seconds == 0; ++k) {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "no training between two commands";
    std::this_thread::yield();  // or the next command would come before the worker's next look
    s = ask(session, SetView{{.visible = {0, 0, 1.0 + k % 500, 9}}});
    ASSERT_EQ(s->runs[0].step, 0);
  }
  ASSERT_GT(s->runs[0].seconds, 0);
  const double worked = s->runs[0].seconds;
  // Changed settings, and a pause, are handled in the middle of the step too.
  s = ask(session, Configure{.run = 0, .config = with_settings(large_config(), "--sigma 3")});
  EXPECT_EQ(s->runs[0].config.mapping.sigma, 3);
  EXPECT_EQ(s->runs[0].step, 0);
  s = ask(session, Pause{});
  EXPECT_FALSE(s->playing);
  EXPECT_EQ(s->runs[0].step, 0);
  EXPECT_GE(s->runs[0].seconds, worked);
  EXPECT_TRUE(s->runs[0].whole) << "a picture, however coarse, comes with every answer";
}

TEST(Promise, posting_never_waits_for_the_worker) {
  HeldSession held;
  Session& session = held.session;
  // The worker stands still; were post() or latest() to wait for it, this would never end.
  add_run(session, small_config(), wavy_image(20, 16, 3));
  std::uint64_t last = 2;
  for (int k = 1; k <= 500; ++k) {
    const auto sigma = with_settings(small_config(), text("--sigma ", k));
    EXPECT_EQ(session.post(Configure{.run = 0, .config = sigma}), ++last);
    EXPECT_EQ(session.post(SetView{{.visible = {0, 0, 1.0 + k, 5}}}), ++last);
    EXPECT_EQ(session.latest()->handled, 0U);
  }
  held.let_go();
  const auto s = await(session, [last](const Snapshot& x) { return x.handled == last; });
  EXPECT_EQ(s->runs[0].config.mapping.sigma, 500);
}

TEST(Promise, newer_settings_replace_queued_ones) {
  HeldSession held;
  Session& session = held.session;
  add_run(session, small_config(), wavy_image(20, 16, 3));
  const auto configure = [&](const char* settings, bool restart) {
    return session.post(Configure{.run = 0, .config = small_config(settings), .restart = restart});
  };
  session.post(Advance{5});
  configure("--sigma 2", true);
  session.post(SetView{{.visible = {0, 0, 5, 5}}});
  // The restart that was asked for is not lost, and a bad value that was corrected is not seen.
  configure("--mapping positional --features 1", false);
  session.post(SetView{{.visible = {0, 0, 7, 7}}});
  const auto last = configure("--sigma 7", false);
  held.let_go();
  const auto s = await(session, [last](const Snapshot& x) { return x.handled >= last; });
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].config, small_config("--sigma 7"));
  EXPECT_TRUE(s->runs[0].replay.changes.empty());
}

}  // namespace
}  // namespace fscope
