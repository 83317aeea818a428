// The promise about failures: they are a state of a run, and the thread lives.
#include <gtest/gtest.h>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

const Image kPicture = wavy_image(24, 20, 3);

bool has_failed(const Snapshot& s) { return !s.runs.empty() && s.runs[0].failure; }

void expect_recovered(Session& session, const RunConfig& config) {
  session.post(Pause{});  // or it could train past the goal before the goal is known
  session.post(Configure{.run = 0, .config = config});
  const auto s = settled(session, RunTo{30});
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].step, 30);
  EXPECT_TRUE(s->runs[0].parameters->allFinite());
  EXPECT_EQ(hash_of(s->runs[0]), trained_hash(config, kPicture, 30));  // started again
}

TEST(Promise, failure_is_a_state) {
  for (const char* optimizer : {"--optimizer adam", "--optimizer sgd"}) {
    for (const int channels : {1, 3}) {
      Session session({.n_threads = 2, .on_publish = {}});
      const RunConfig healthy = with_settings(small_config("--output linear"), optimizer);
      add_run(session, healthy, wavy_image(24, 20, channels));
      settled(session, RunTo{10});
      session.post(Configure{.run = 0, .config = with_settings(healthy, "--lr 1000000")});
      session.post(Play{});
      const auto failed = await(session, has_failed);
      const Failure& failure = *failed->runs[0].failure;
      EXPECT_TRUE(failure.halted);
      EXPECT_GE(failure.step, 10);
      EXPECT_EQ(failure.step, failed->runs[0].step);
      EXPECT_EQ(failure.setting, "--lr 1e+06");
      EXPECT_NE(failure.what.find("loss"), std::string::npos) << failure.what;
      // The thread lives: it answers, and the run stands still.
      const auto later = ask(session, SetView{{.visible = {0, 0, 3, 3}, .detail = true}});
      EXPECT_EQ(later->runs[0].step, failure.step);
      ASSERT_TRUE(later->runs[0].failure);
      // A setting that is refused does not set it going again ...
      const auto refused =
          ask(session, Configure{.run = 0, .config = small_config("--width 16 --mapping power")});
      ASSERT_TRUE(refused->runs[0].failure);
      EXPECT_TRUE(refused->runs[0].failure->halted);
      // ... and one that is accepted does.
      session.post(Pause{});
      session.post(Configure{.run = 0, .config = healthy});
      const auto s = settled(session, RunTo{30});
      EXPECT_FALSE(s->runs[0].failure);
      EXPECT_EQ(s->runs[0].step, 30);
    }
  }
}

TEST(Failure, ANewSettingStartsAgainEvenWhenTheWeightsAreFinite) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config("--output linear --optimizer sgd --lr 1000000"), kPicture);
  session.post(Play{});
  const auto failed = await(session, has_failed);
  EXPECT_NE(failed->runs[0].failure->setting.find("--lr 1e+06"), std::string::npos);
  expect_recovered(session, small_config("--output linear --optimizer sgd"));
}

TEST(Failure, ResetAndANewTargetRecover) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config("--output linear --lr 1000000"), kPicture);
  session.post(Play{});
  await(session, has_failed);
  session.post(Pause{});
  auto s = settled(session, Reset{});
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].step, 0);
  session.post(Play{});
  await(session, has_failed);
  session.post(Pause{});
  s = settled(session, SetTarget{"other", shared(wavy_image(8, 8, 3))});
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].target->width, 8);
}

TEST(Failure, ARefusedSettingLeavesTheRunAsItWas) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{5});
  RunConfig no_width = small_config();
  no_width.width = 0;
  for (const RunConfig& bad :
       {no_width, small_config("--mapping positional --features 1"),
        small_config("--mapping power"), small_config("--mapping positional --sigma 1000000"),
        small_config("--mapping log-uniform --sigma 0")}) {
    const auto s = ask(session, Configure{.run = 0, .config = bad});
    ASSERT_TRUE(s->runs[0].failure);
    EXPECT_FALSE(s->runs[0].failure->halted);
    EXPECT_EQ(s->runs[0].failure->setting, config_difference(small_config(), bad));
    EXPECT_EQ(s->runs[0].config, small_config());
    EXPECT_EQ(s->runs[0].step, 5);
  }
  const auto on = settled(session, RunTo{30});
  EXPECT_EQ(hash_of(on->runs[0]), trained_hash(small_config(), kPicture, 30));
  expect_recovered(session, small_config("--seed 2"));
}

TEST(Failure, ARefusedTargetLeavesTheOldPicture) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{5});
  for (const auto& image : {std::shared_ptr<const Image>(), shared(Image{})}) {
    const auto s = ask(session, SetTarget{"nothing", image});
    ASSERT_TRUE(s->runs[0].failure);
    EXPECT_FALSE(s->runs[0].failure->halted);
    EXPECT_EQ(s->target_name, "picture");
    EXPECT_EQ(*s->runs[0].target, kPicture);
  }
  EXPECT_EQ(settled(session, RunTo{7})->runs[0].step, 7);
  EXPECT_FALSE(settled(session, AddRun{small_config()})->runs[1].failure);
}

TEST(Failure, SettingsThatCannotStartWaitForOnesThatCan) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config("--mapping power"), kPicture);
  const auto s = ask(session, Play{});
  ASSERT_TRUE(s->runs[0].failure);
  EXPECT_TRUE(s->runs[0].failure->halted);
  EXPECT_EQ(s->runs[0].parameters, nullptr);
  expect_recovered(session, small_config());
}

TEST(Failure, ASettingThatFailsForANewPictureDoesNotShowTheOldOne) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config("--output linear --lr 1000000"), wavy_image(8, 8, 3));
  session.post(Play{});
  await(session, has_failed);
  session.post(SetTarget{"other", shared(kPicture)});
  await(session, [](const Snapshot& s) { return has_failed(s) && s.target_name == "other"; });
  expect_recovered(session, small_config());
}

}  // namespace
}  // namespace fscope
