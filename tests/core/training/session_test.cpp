#include "core/training/session.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

TEST(Session, BeginsPausedWithNothing) {
  const Session session({.n_threads = 1, .on_publish = {}});
  const auto s = await(session, [](const Snapshot& x) { return x.version > 0; });
  EXPECT_TRUE(s->runs.empty());
  EXPECT_FALSE(s->playing);
  EXPECT_TRUE(s->complete);
}

TEST(Session, RefusesANegativeNumberOfThreads) {
  EXPECT_THROW(Session({.n_threads = -1, .on_publish = {}}), std::invalid_argument);
}

TEST(Session, TakesEveryCommandWithoutARun) {
  Session session({.n_threads = 1, .on_publish = {}});
  for (const Command& command :
       {Command(Play{}), Command(Advance{3}), Command(RunTo{9}), Command(Reset{}), Command(Pause{}),
        Command(RemoveRun{4}), Command(Configure{.run = 2, .config = {}}), Command(SetView{}),
        Command(SetTarget{"nothing", nullptr}), Command(SetSamples{"nothing", nullptr})}) {
    EXPECT_TRUE(ask(session, command)->runs.empty());
  }
  session.post(Play{});
  const auto s = ask(session, SetTarget{"wavy", shared(wavy_image(8, 8, 1))});
  EXPECT_EQ(s->target_name, "wavy");
  session.post(AddRun{small_config()});
  await(session, [](const Snapshot& x) { return !x.runs.empty() && x.runs[0].step >= 2; });
}

TEST(Session, AdvanceMakesExactlySoManySteps) {
  Session session({.n_threads = 2, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  EXPECT_EQ(settled(session, Advance{1})->runs[0].step, 1);
  EXPECT_EQ(settled(session, Advance{7})->runs[0].step, 8);
  EXPECT_EQ(settled(session, RunTo{11})->runs[0].step, 11);
}

TEST(Session, AdvancesThatAreNotMadeYetAddUp) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  for (int i = 0; i < 19; ++i) session.post(Advance{1});
  EXPECT_EQ(settled(session, Advance{1})->runs[0].step, 20);
  // Not onto a goal of another kind.
  session.post(RunTo{1'000'000});
  const auto after = settled(session, Advance{1});
  EXPECT_LT(after->runs[0].step, 1'000'000);
}

TEST(Session, AGoalAlreadyReachedPausesAtOnce) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  settled(session, RunTo{5});
  for (const Command& command : {Command(RunTo{5}), Command(RunTo{2}), Command(Advance{0})}) {
    const auto s = ask(session, command);
    EXPECT_FALSE(s->playing);
    EXPECT_EQ(s->runs[0].step, 5);
  }
}

TEST(Session, ResetGivesTheSameStart) {
  Session session({.n_threads = 2, .on_publish = {}});
  const RunConfig config = small_config();
  add_run(session, config, wavy_image(20, 16, 3));
  const auto first = settled(session, RunTo{6});
  session.post(Reset{});
  const auto second = settled(session, RunTo{6});
  EXPECT_EQ(hash_of(second->runs[0]), hash_of(first->runs[0]));
  EXPECT_EQ(hash_of(second->runs[0]), trained_hash(config, wavy_image(20, 16, 3), 6));
}

TEST(Session, SeveralRunsStepInTurn) {
  Session session({.n_threads = 2, .on_publish = {}});
  const Image image = wavy_image(20, 16, 3);
  add_run(session, small_config(), image);
  session.post(AddRun{small_config("--sigma 2")});
  session.post(AddRun{small_config("--mapping none --seed 4")});
  const auto s = settled(session, RunTo{9});
  ASSERT_EQ(s->runs.size(), 3U);
  for (const RunSnapshot& run : s->runs) {
    EXPECT_EQ(run.step, 9);
    EXPECT_EQ(hash_of(run), trained_hash(run.config, image, 9));
  }
}

TEST(Session, ARunCanBeRemovedWhileItIsBeingStepped) {
  Session session({.n_threads = 2, .on_publish = {}});
  const Image image = wavy_image(64, 64, 3);
  add_run(session, small_config("--batch full"), image);
  session.post(AddRun{small_config("--sigma 2")});
  session.post(Play{});
  await(session, [](const Snapshot& s) {
    return s.runs.size() == 2 && s.runs[0].step > 0 && s.runs[1].step > 0;
  });
  const auto one = ask(session, RemoveRun{0});
  ASSERT_EQ(one->runs.size(), 1U);
  EXPECT_EQ(one->runs[0].id, 1);
  const auto step = one->runs[0].step;
  await(session, [step](const Snapshot& s) { return s.runs[0].step > step; });
  EXPECT_TRUE(ask(session, RemoveRun{1})->runs.empty());
  ask(session, AddRun{small_config()});
  const auto again =
      await(session, [](const Snapshot& s) { return s.runs.size() == 1 && s.runs[0].step > 1; });
  EXPECT_EQ(again->runs[0].id, 2);  // numbers are not used twice
}

TEST(Session, RunToWaitsForTheOtherRunsOfAHaltedOne) {
  Session session({.n_threads = 1, .on_publish = {}});
  const Image image = wavy_image(20, 16, 3);
  add_run(session, small_config("--output linear --optimizer sgd --lr 1000000"), image);
  session.post(AddRun{small_config()});
  const auto s = settled(session, RunTo{200});
  ASSERT_TRUE(s->runs[0].failure);
  EXPECT_LT(s->runs[0].step, 200);
  EXPECT_EQ(s->runs[1].step, 200);
  const auto further = settled(session, Advance{3});  // of those that can
  EXPECT_EQ(further->runs[1].step, 203);
  EXPECT_EQ(further->runs[0].step, s->runs[0].step);
}

TEST(Session, SettingsWithoutAPictureAreKeptForIt) {
  Session session({.n_threads = 1, .on_publish = {}});
  session.post(AddRun{small_config()});
  const auto before = ask(session, Configure{.run = 0, .config = small_config("--sigma 2")});
  EXPECT_EQ(before->runs[0].config, small_config("--sigma 2"));
  EXPECT_EQ(before->runs[0].parameters, nullptr);
  const auto after = ask(session, SetTarget{"wavy", shared(wavy_image(8, 8, 1))});
  EXPECT_EQ(after->runs[0].config, small_config("--sigma 2"));
  EXPECT_NE(after->runs[0].parameters, nullptr);
}

TEST(Session, ConfigureKeepsOrRestarts) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  const auto start = settled(session, RunTo{4});
  const auto kept = ask(session, Configure{.run = 0, .config = small_config("--sigma 3")});
  EXPECT_EQ(kept->runs[0].step, 4);
  EXPECT_EQ(hash_of(kept->runs[0]), hash_of(start->runs[0]));
  ASSERT_EQ(kept->runs[0].history.events.size(), 1U);
  EXPECT_EQ(kept->runs[0].history.events[0].label, "--sigma 3");
  const auto restarted =
      ask(session, Configure{.run = 0, .config = small_config("--sigma 4"), .restart = true});
  EXPECT_EQ(restarted->runs[0].step, 0);
  EXPECT_TRUE(restarted->runs[0].history.events.empty());
  const auto wider = ask(session, Configure{.run = 0, .config = small_config("--width 20")});
  EXPECT_EQ(wider->runs[0].step, 0);
  EXPECT_EQ(wider->runs[0].shape.width, 20);
}

TEST(Session, ChangedPictureSettingsKeepTheWeightsUnlessChannelsChange) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  settled(session, RunTo{4});
  const auto all = ask(session, Configure{.run = 0, .config = small_config("--split all")});
  EXPECT_EQ(all->runs[0].step, 4);
  const auto half =
      ask(session, Configure{.run = 0, .config = small_config("--split all --size 10")});
  EXPECT_EQ(half->runs[0].step, 4);
  EXPECT_EQ(half->runs[0].target->width, 10);
  const auto gray = ask(session, Configure{.run = 0, .config = small_config("--color gray")});
  EXPECT_EQ(gray->runs[0].step, 0);
  EXPECT_EQ(gray->runs[0].target->channels, 1);
}

View detailed(const Region& visible, double cells) {
  return {.visible = visible, .cells_per_pixel = cells, .detail = true};
}

TEST(Session, DetailCoversTheVisiblePixels) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  const auto s = settled(session, SetView{detailed({2.5, 3, 6, 5.2}, 5)});
  ASSERT_TRUE(s->runs[0].detail);
  const Raster& detail = *s->runs[0].detail;
  EXPECT_EQ(detail.covers, (Region{2, 3, 6, 6}));
  EXPECT_EQ(detail.width, 4 * 5);
  EXPECT_EQ(detail.height, 3 * 5);
  const auto without = settled(session, SetView{View{}});
  EXPECT_EQ(without->runs[0].detail, nullptr);
}

TEST(Session, AnyRegionCanBeInView) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  struct Case {
    Region visible;
    Region covered;
  };
  const Region all{0, 0, 20, 16};
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(20, 16, 3));
  for (const Case& c :
       {Case{{100, 100, 120, 110}, {19, 15, 20, 16}}, Case{{-50, -40, -30, -20}, {0, 0, 1, 1}},
        Case{{-50, -40, 130, 120}, all}, Case{{0, 0, 0, 0}, all}, Case{{9, 9, 3, 3}, all},
        Case{{kNan, 0, 5, 5}, all}, Case{{-kInfinity, -kInfinity, kInfinity, kInfinity}, all}}) {
    const auto s = settled(session, SetView{detailed(c.visible, 3)});
    ASSERT_TRUE(s->runs[0].detail);
    EXPECT_EQ(s->runs[0].detail->covers, c.covered) << c.visible.x0 << ' ' << c.visible.x1;
    EXPECT_FALSE(s->runs[0].failure);
  }
}

TEST(Session, CompletePicturesAreTheFinestWanted) {
  Session session({.n_threads = 2, .on_publish = {}});
  add_run(session, small_config(), wavy_image(200, 100, 1));
  const auto s = settled(session, SetView{detailed({0, 0, 200, 100}, 3)});
  EXPECT_EQ(s->runs[0].whole->width, 200);
  EXPECT_EQ(s->runs[0].whole->height, 100);
  EXPECT_EQ(s->runs[0].detail->width, 600);
  EXPECT_TRUE(s->runs[0].metrics);
}

TEST(Session, EndsWhileTraining) {
  for (int k = 0; k < 20; ++k) {
    Session session({.n_threads = 2, .on_publish = {}});
    add_run(session, small_config("--batch full"), wavy_image(128, 128, 3));
    session.post(Play{});
    if (k % 2 == 0) await(session, [](const Snapshot& s) { return s.version > 2; });
  }
}

TEST(Session, EverySnapshotWakesTheOwner) {
  std::atomic<int> n_calls = 0;
  std::uint64_t version = 0;
  {
    Session session({.n_threads = 1, .on_publish = [&] { ++n_calls; }});
    add_run(session, small_config(), wavy_image(20, 16, 3));
    version = settled(session, RunTo{20})->version;
  }
  EXPECT_GE(n_calls, static_cast<int>(version));
}

TEST(Session, AnotherViewAloneKeepsTheWholePicture) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), noise_image(40, 40, 3));
  const auto before = settled(session, RunTo{2});
  const auto after = ask(session, SetView{{.visible = {0, 0, 4, 4}, .detail = true}});
  EXPECT_EQ(after->runs[0].whole, before->runs[0].whole);
  EXPECT_TRUE(after->runs[0].detail);
}

}  // namespace
}  // namespace fscope
