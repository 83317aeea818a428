// Training that goes wrong without a loss that is not finite, and the way back from it.
#include "core/training/loss_watch.h"

#include <gtest/gtest.h>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

const Image kPicture = wavy_image(24, 20, 3);

Health after(LossWatch& watch, int n_steps, double loss) {
  for (int i = 0; i < n_steps; ++i) watch.add(loss);
  return watch.health();
}

TEST(ConstantLoss, IsHalfTheVarianceOfTheTargets) {
  // Two of the four pixels are trained on: 0 and 1, of variance 1/4.
  const Image image{.width = 3, .height = 1, .channels = 1, .pixels = {0, 9, 255}};
  const auto task = task_of(image, small_config());
  ASSERT_EQ(task->n_points(Split::train), 2);
  EXPECT_DOUBLE_EQ(constant_loss(*task, Loss::half_mean, 2), 0.125);
  EXPECT_DOUBLE_EQ(constant_loss(*task, Loss::half_sum, 2), 0.25);
  const Image plain{.width = 2, .height = 2, .channels = 1, .pixels = {7, 7, 7, 7}};
  EXPECT_EQ(constant_loss(*task_of(plain, small_config()), Loss::half_mean, 1), 0);
}

TEST(LossWatch, LossesThatFallAreSound) {
  LossWatch watch(0.03);
  double loss = 0.1;
  for (int i = 0; i < 2000; ++i, loss *= 0.998) watch.add(loss);
  EXPECT_EQ(watch.health(), Health::sound);
  EXPECT_TRUE(watch.at_its_best());
}

TEST(LossWatch, OneBadBatchIsNoTrouble) {
  LossWatch watch(0.03);
  after(watch, 500, 0.001);
  watch.add(1);
  EXPECT_EQ(after(watch, 49, 0.001), Health::sound);
}

TEST(LossWatch, FarAboveTheBeginningIsDiverged) {
  LossWatch watch(0.03);
  after(watch, LossWatch::kBlock, 0.05);
  EXPECT_EQ(after(watch, LossWatch::kBlock, 2000), Health::diverged);
  EXPECT_FALSE(watch.at_its_best());
  EXPECT_EQ(after(watch, LossWatch::kBlock, 0.02), Health::sound);  // it came back
}

TEST(LossWatch, NoBetterThanAConstantForLongIsStalled) {
  LossWatch watch(0.03);
  EXPECT_EQ(after(watch, LossWatch::kPatience * LossWatch::kBlock, 0.1), Health::sound);
  EXPECT_EQ(after(watch, LossWatch::kBlock, 0.1), Health::stalled);
  LossWatch slow(0.03);  // above the constant, but on its way
  double loss = 0.2;
  for (int i = 0; i < 400; ++i, loss *= 0.9995) slow.add(loss);
  EXPECT_EQ(slow.health(), Health::sound);
}

TEST(LossWatch, APlainPictureHasNothingMoreToLearn) {
  LossWatch watch(0);
  watch.add(0.1);
  EXPECT_EQ(after(watch, 1000, 1e-7), Health::sound);
}

bool is_troubled(const Snapshot& s) { return !s.runs.empty() && s.runs[0].trouble; }

TEST(Trouble, AHugeLearningRateThatStaysFiniteIsSeen) {
  Session session({.n_threads = 2, .on_publish = {}});
  add_run(session, small_config("--output linear --lr 10"), kPicture);
  session.post(RunTo{1000});
  const auto s = await(session, is_troubled);
  EXPECT_EQ(s->runs[0].trouble->health, Health::diverged);
  EXPECT_NE(s->runs[0].trouble->setting.find("--lr 10"), std::string::npos);
  EXPECT_FALSE(s->runs[0].failure);
  EXPECT_EQ(s->runs[0].sound_step, 0);  // it never was
}

TEST(Trouble, OutputsThatSaturateAreSeen) {
  Session session({.n_threads = 2, .on_publish = {}});
  Image stripes{.width = 24, .height = 24, .channels = 1, .pixels = {}};
  for (int i = 0; i < 24 * 24; ++i) stripes.pixels.push_back(i / 4 % 2 == 0 ? 0 : 255);
  add_run(session, small_config("--lr 1"), stripes);
  session.post(RunTo{2000});
  EXPECT_EQ(await(session, is_troubled)->runs[0].trouble->health, Health::stalled);
}

TEST(GoBack, LeadsToTheLastSoundStepWithHalfTheLearningRate) {
  Session session({.n_threads = 2, .on_publish = {}});
  const RunConfig healthy = small_config("--output linear");
  add_run(session, healthy, kPicture);
  settled(session, RunTo{400});
  session.post(Configure{.run = 0, .config = with_settings(healthy, "--lr 10")});
  settled(session, RunTo{600});
  await(session, is_troubled);
  const auto back = settled(session, GoBack{0});
  const RunSnapshot& run = back->runs[0];
  EXPECT_FALSE(run.trouble);
  EXPECT_EQ(run.config, with_settings(healthy, "--lr 0.001"));
  ASSERT_GT(run.step, 0);
  EXPECT_LE(run.step, 400);
  EXPECT_EQ(run.step, run.sound_step);
  EXPECT_EQ(hash_of(run), trained_hash(healthy, kPicture, static_cast<int>(run.step)));
  // What it is now can be made again like any other run.
  const std::int64_t goal = run.step + 30;
  const auto on = settled(session, RunTo{goal});
  EXPECT_FALSE(on->runs[0].trouble);
  const auto again = settled(session, Restore{{saved_run(on->runs[0])}});
  EXPECT_EQ(again->runs[0].step, goal);
  EXPECT_EQ(hash_of(again->runs[0]), hash_of(on->runs[0]));
}

TEST(GoBack, HalvesAgainAndAgain) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), kPicture);
  settled(session, RunTo{200});
  EXPECT_EQ(settled(session, GoBack{0})->runs[0].config.learning_rate, 0.001);
  const auto twice = settled(session, GoBack{0});
  EXPECT_EQ(twice->runs[0].config.learning_rate, 0.0005);
  EXPECT_GT(twice->runs[0].step, 0);
}

TEST(GoBack, FromALossThatIsNotFinite) {
  Session session({.n_threads = 1, .on_publish = {}});
  const RunConfig healthy = small_config("--output linear --optimizer sgd --lr 0.1");
  add_run(session, healthy, kPicture);
  settled(session, RunTo{200});
  session.post(Configure{.run = 0, .config = with_settings(healthy, "--lr 1000000")});
  session.post(Play{});
  await(session, [](const Snapshot& s) { return s.runs[0].failure.has_value(); });
  session.post(Pause{});
  const auto back = settled(session, GoBack{0});
  EXPECT_FALSE(back->runs[0].failure);
  EXPECT_EQ(back->runs[0].config.learning_rate, 0.05);
  EXPECT_GT(back->runs[0].step, 0);
  EXPECT_TRUE(back->runs[0].parameters->allFinite());
}

TEST(GoBack, ToTheFirstStepWhereNothingWasSound) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config("--lr 1"), kPicture);
  settled(session, RunTo{10});
  const auto back = settled(session, GoBack{0});
  EXPECT_EQ(back->runs[0].step, 0);
  EXPECT_EQ(back->runs[0].config, small_config("--lr 0.5"));
  EXPECT_EQ(settled(session, GoBack{7})->runs.size(), 1U);  // there is no such run
}

}  // namespace
}  // namespace fscope
