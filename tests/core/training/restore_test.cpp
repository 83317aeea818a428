// Several runs under one session: names, turns, and coming back to where they were.
#include <gtest/gtest.h>

#include <limits>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

SessionOptions options() { return {.n_threads = 2, .on_publish = {}}; }

/// A run with a change of sigma at step 7, another one at 12 that was not trained on yet.
std::shared_ptr<const Snapshot> run_with_changes(Session& session) {
  add_run(session, small_config(), wavy_image(20, 16, 3));
  settled(session, RunTo{7});
  settled(session, Configure{.run = 0, .config = small_config("--sigma 3")});
  settled(session, RunTo{12});
  return settled(session, Configure{.run = 0, .config = small_config("--sigma 3 --lr 0.001")});
}

TEST(Restore, ComesBackToTheSameBitsAndGoesOnWithThem) {
  Session first(options());
  const auto kept = run_with_changes(first);
  const SavedRun saved = saved_run(kept->runs[0]);
  EXPECT_EQ(saved.step, 12);
  ASSERT_EQ(saved.replay.changes.size(), 2U);

  Session second(options());
  second.post(SetTarget{"picture", shared(wavy_image(20, 16, 3))});
  const auto back = settled(second, Restore{{saved}});
  ASSERT_EQ(back->runs.size(), 1U);
  EXPECT_FALSE(back->playing);
  EXPECT_EQ(back->runs[0].step, 12);
  EXPECT_EQ(back->runs[0].restoring, nullptr);
  EXPECT_EQ(back->runs[0].config, kept->runs[0].config);
  EXPECT_EQ(hash_of(back->runs[0]), hash_of(kept->runs[0]));
  EXPECT_EQ(saved_run(back->runs[0]), saved);

  const auto never_interrupted = settled(first, RunTo{20});
  const auto restored = settled(second, RunTo{20});
  EXPECT_EQ(hash_of(restored->runs[0]), hash_of(never_interrupted->runs[0]));
}

TEST(Restore, OfSeveralRunsWithDifferentStepsReplacesAllThereAre) {
  Session session(options());
  add_run(session, small_config("--seed 9"), wavy_image(20, 16, 3));
  settled(session, RunTo{3});
  const SavedRun a{.name = "a", .replay = {.start = small_config(), .changes = {}}, .step = 5};
  const SavedRun b{
      .name = "b", .replay = {.start = small_config("--mapping none"), .changes = {}}, .step = 0};
  const auto s = settled(session, Restore{{a, b}});
  ASSERT_EQ(s->runs.size(), 2U);
  EXPECT_EQ(s->runs[0].name, "a");
  EXPECT_EQ(s->runs[0].step, 5);
  EXPECT_EQ(hash_of(s->runs[0]), trained_hash(a.replay.start, wavy_image(20, 16, 3), 5));
  EXPECT_EQ(s->runs[1].name, "b");
  EXPECT_EQ(s->runs[1].step, 0);
  EXPECT_NE(s->runs[0].id, 0);  // numbers are not used twice
}

TEST(Restore, WhatIsOnTheWayIsKeptAsItWas) {
  Session session(options());
  session.post(SetTarget{"picture", shared(wavy_image(64, 64, 3))});
  const SavedRun saved{.name = "long",
                       .replay = {.start = small_config("--batch full"), .changes = {}},
                       .step = 1'000'000};
  session.post(Restore{{saved}});
  const auto s = await(
      session, [](const Snapshot& now) { return now.runs.size() == 1 && now.runs[0].step > 0; });
  ASSERT_NE(s->runs[0].restoring, nullptr);
  EXPECT_EQ(saved_run(s->runs[0]), saved);
  // A change on the way ends it: the run is what it has become.
  const auto changed = ask(
      session, Configure{.run = s->runs[0].id, .config = small_config("--batch full --lr 1e-4")});
  EXPECT_EQ(changed->runs[0].restoring, nullptr);
  EXPECT_LT(saved_run(changed->runs[0]).step, saved.step);
}

Replay replay_with(const Vector<float>& weights) {
  return {.start = small_config(), .weights = std::make_shared<const Vector<float>>(weights)};
}

TEST(GivenWeights, BeginTheRunAndAreKeptWithIt) {
  Session session(options());
  add_run(session, small_config("--seed 5"), wavy_image(20, 16, 3));
  const Vector<float> trained = *settled(session, RunTo{9})->runs[0].parameters;
  const Replay replay = replay_with(trained);
  const auto begun = settled(session, AddRun{small_config(), "given", replay.weights});
  ASSERT_EQ(begun->runs.size(), 2U);
  EXPECT_EQ(begun->runs[1].name, "given");
  EXPECT_EQ(begun->runs[1].step, 0);
  EXPECT_EQ(*begun->runs[1].parameters, trained);
  EXPECT_EQ(saved_run(begun->runs[1]), (SavedRun{"given", replay, 0}));

  // The same steps from the same weights, also by way of what was kept.
  const auto went_on = settled(session, RunTo{15});
  const SavedRun kept = saved_run(went_on->runs[1]);
  EXPECT_NE(*went_on->runs[1].parameters, trained);
  EXPECT_EQ(hash_of(settled(session, Restore{{kept}})->runs[0]), hash_of(went_on->runs[1]));
  // A run that starts again draws its own.
  const auto reset = settled(session, Reset{});
  EXPECT_EQ(reset->runs[0].replay.weights, nullptr);
  EXPECT_EQ(hash_of(reset->runs[0]), trained_hash(small_config(), wavy_image(20, 16, 3), 0));
}

TEST(GivenWeights, OfAnotherNetworkOrNotFiniteHaltTheRunAndSayWhy) {
  Session session(options());
  add_run(session, small_config(), wavy_image(20, 16, 3));
  Vector<float> weights = *settled(session, Pause{})->runs[0].parameters;
  const auto refusal = [&](const Vector<float>& given) {
    const auto s = settled(session, Restore{{{"", replay_with(given), 0}}});
    return s->runs[0].failure && s->runs[0].failure->halted ? s->runs[0].failure->what : "accepted";
  };
  EXPECT_EQ(refusal(weights), "accepted");
  weights[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(refusal(weights), "not all of the given weights are finite");
  EXPECT_EQ(refusal(Vector<float>::Zero(7)),
            text("the given weights are 7 numbers, the network has ", weights.size()));
}

TEST(Restore, WaitsForWhatTheRunLearns) {
  Session session(options());
  ThreadPool pool(1);
  Trainer trainer(small_config("--seed 5"), task_of(wavy_image(20, 16, 3), small_config()), pool);
  const SavedRun saved{"later", replay_with(trainer.parameters()), 4};
  const auto waiting = ask(session, Restore{{saved}});
  EXPECT_EQ(saved_run(waiting->runs[0]), saved);
  const auto there = settled(session, SetTarget{"picture", shared(wavy_image(20, 16, 3))});
  EXPECT_EQ(there->runs[0].step, 4);
  EXPECT_EQ(saved_run(there->runs[0]), saved);
}

TEST(Restore, AChangeThatNeedsNewWeightsHaltsTheRunAndSaysWhy) {
  Session session(options());
  session.post(SetTarget{"picture", shared(wavy_image(20, 16, 3))});
  const SavedRun saved{.name = "",
                       .replay = {.start = small_config(),
                                  .changes = {{.step = 2, .config = small_config("--color gray")}}},
                       .step = 4};
  const auto s = settled(session, Restore{{saved}});
  ASSERT_TRUE(s->runs[0].failure);
  EXPECT_NE(s->runs[0].failure->what.find("needs new weights"), std::string::npos)
      << s->runs[0].failure->what;
}

TEST(Session, RunsHaveNamesThatCanBeChanged) {
  Session session(options());
  session.post(AddRun{small_config(), "first"});
  EXPECT_EQ(ask(session, AddRun{small_config(), "second"})->runs[1].name, "second");
  const auto s = ask(session, RenameRun{1, "\u9ad8\u65af 10"});
  EXPECT_EQ(s->runs[0].name, "first");
  EXPECT_EQ(s->runs[1].name, "\u9ad8\u65af 10");
}

TEST(Session, ARunThatIsBehindCatchesUpFirst) {
  Session session(options());
  add_run(session, small_config(), wavy_image(20, 16, 3));
  settled(session, RunTo{8});
  session.post(AddRun{small_config("--mapping none")});
  const auto s = settled(session, Advance{2});  // of the one furthest behind
  EXPECT_EQ(s->runs[0].step, 8);
  EXPECT_EQ(s->runs[1].step, 2);
  EXPECT_EQ(settled(session, RunTo{9})->runs[1].step, 9);
}

TEST(Session, PacedByTimeTheCheaperRunMakesMoreSteps) {
  Session session(options());
  add_run(session, small_config("--batch full --width 128"), wavy_image(64, 64, 3));
  session.post(AddRun{small_config("--batch 16 --width 8")});
  EXPECT_EQ(ask(session, SetPacing{Pacing::seconds})->pacing, Pacing::seconds);
  session.post(Play{});
  const auto s = await(session, [](const Snapshot& now) { return now.runs[0].step >= 5; });
  EXPECT_GT(s->runs[1].step, s->runs[0].step);
}

}  // namespace
}  // namespace fscope
