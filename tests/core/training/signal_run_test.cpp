// Runs that learn a signal: what their snapshots hold, and the way between picture and signal.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

std::shared_ptr<const Samples> shared_samples(Samples samples) {
  return std::make_shared<const Samples>(std::move(samples));
}

std::shared_ptr<const Task> signal_task_of(const RunConfig& config, const Sources& sources = {}) {
  return make_signal_task(subject_of(config, sources));
}

/// The network of a snapshot at its points, in double, without trainer and grid encoder.
Vector<double> outputs_in_double(const RunSnapshot& run) {
  const Index n = run.signal->n_points();
  Matrix<double> x(1, n);
  for (Index k = 0; k < n; ++k) {
    const double shift = run.config.mapping.kind == MappingKind::none ? 0.5 : 0;
    x(0, k) = static_cast<double>(k) / static_cast<double>(n) - shift;
  }
  MlpTile<double> tile(run.shape, n);
  tile.features = encode<double>(make_mapping(run.config.mapping, 1, run.config.seed), x);
  forward<double>(run.shape, run.parameters->cast<double>(), n, tile);
  return tile.outputs().transpose();
}

double mean_square(const RunSnapshot& run, const Vector<double>& outputs, bool train) {
  double sum = 0;
  Index n = 0;
  for (Index k = 0; k < outputs.size(); ++k) {
    if (run.signal->is_training_point(k) != train) continue;
    sum += std::pow(outputs[k] - run.signal->values[k], 2);
    ++n;
  }
  return sum / static_cast<double>(n);
}

void expect_one_moment(const RunSnapshot& run) {
  const Vector<double> fresh = outputs_in_double(run);
  if (run.outputs) {
    // float against double: a few roundings of values of size 1
    EXPECT_LT((run.outputs->cast<double>() - fresh).cwiseAbs().maxCoeff(), 2e-5);
  }
  if (!run.metrics) return;
  EXPECT_NEAR(run.metrics->train_mse, mean_square(run, fresh, true), 1e-5);
  EXPECT_NEAR(*run.metrics->heldout_mse, mean_square(run, fresh, false), 1e-5);
  EXPECT_EQ(run.history.train_mse.points().back().step, run.step);
  EXPECT_EQ(run.history.bands.front().error.points().back().step, run.step);
}

TEST(SignalRun, StartsWithoutAPicture) {
  Session session({.n_threads = 2, .on_publish = {}});
  const auto s = settled(session, AddRun{small_signal()});
  ASSERT_EQ(s->runs.size(), 1U);
  const RunSnapshot& run = s->runs[0];
  EXPECT_FALSE(run.failure);
  ASSERT_TRUE(run.signal && run.outputs && run.first_outputs && run.metrics);
  EXPECT_FALSE(run.target || run.whole);
  EXPECT_EQ(run.signal->values, make_signal(run.config.signal).values);
  EXPECT_EQ(run.signal->n_train(), 12);
  EXPECT_EQ(*run.outputs, *run.first_outputs);  // at step 0
  EXPECT_TRUE(run.history.train_psnr.points().empty());
  expect_one_moment(run);
}

TEST(SignalRun, snapshot_is_one_moment) {
  Session session({.n_threads = 2, .on_publish = {}, .publish_interval = 0});
  session.post(AddRun{small_signal()});
  session.post(AddRun{small_signal("--mapping none --activation tanh")});
  session.post(Play{});
  std::uint64_t version = 0;
  int n_with_metrics = 0;
  for (int k = 0; k < 30; ++k) {
    if (k % 5 == 4) {
      session.post(Configure{.run = 0, .config = small_signal(text("--power 0.", k))});
    }
    const auto s = await(session, [version](const Snapshot& x) { return x.version > version; });
    version = s->version;
    for (const RunSnapshot& run : s->runs) {
      if (run.parameters) expect_one_moment(run);
      n_with_metrics += run.metrics ? 1 : 0;
    }
  }
  const auto end = settled(session, Pause{});
  for (const RunSnapshot& run : end->runs) {
    ASSERT_TRUE(run.metrics && run.outputs);
    expect_one_moment(run);
  }
  EXPECT_GT(n_with_metrics, 1);
}

TEST(SignalRun, publishing_is_invisible) {
  for (const char* settings : {"", "--mapping none --optimizer adam --loss mean --batch 5"}) {
    const RunConfig config = small_signal(settings);
    const std::string bare = trained_hash(config, signal_task_of(config), 300, 1);
    for (const double interval : {0.0, 10.0}) {
      Session session({.n_threads = 2, .on_publish = {}, .publish_interval = interval});
      session.post(AddRun{config});
      settled(session, RunTo{150});
      EXPECT_EQ(hash_of(settled(session, RunTo{300})->runs[0]), bare) << settings << interval;
    }
  }
}

TEST(SignalRun, TheBeginningIsMeasuredDensely) {
  Session session({.n_threads = 1, .on_publish = {}, .publish_interval = 1000});
  session.post(AddRun{small_signal()});
  const auto s = settled(session, RunTo{64});
  std::vector<std::int64_t> steps;
  for (const CurvePoint& point : s->runs[0].history.train_mse.points()) steps.push_back(point.step);
  for (const std::int64_t step : {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 32, 64}) {
    EXPECT_NE(std::ranges::find(steps, step), steps.end()) << step;
  }
  EXPECT_EQ(s->runs[0].history.bands.size(), signal_bands(12).size());
}

TEST(SignalRun, TheErrorFallsAndTheBeginningStays) {
  Session session({.n_threads = 2, .on_publish = {}});
  const auto first = settled(session, AddRun{small_signal("--lr 0.01")});
  const auto last = settled(session, RunTo{500});
  const RunSnapshot& run = last->runs[0];
  EXPECT_LT(run.metrics->train_mse, 0.5 * first->runs[0].metrics->train_mse);
  EXPECT_EQ(*run.first_outputs, *first->runs[0].outputs);
}

TEST(SignalRun, TheBeginningIsForgottenWhenItWasAnother) {
  Session session({.n_threads = 1, .on_publish = {}});
  session.post(AddRun{small_signal()});
  settled(session, RunTo{10});
  const auto change = [&](const char* settings) {
    return settled(session, Configure{.run = 0, .config = small_signal(settings)})->runs[0];
  };
  EXPECT_TRUE(change("--lr 1e-4").first_outputs);
  const RunSnapshot other = change("--lr 1e-4 --power 0");
  EXPECT_EQ(other.step, 10);  // the weights were kept
  EXPECT_FALSE(other.first_outputs);
  const RunSnapshot more_points = change("--lr 1e-4 --power 0 --oversampling 4");
  EXPECT_EQ(more_points.step, 10);
  EXPECT_FALSE(more_points.first_outputs);
  EXPECT_EQ(more_points.outputs->size(), 48);
  settled(session, Reset{});
  EXPECT_TRUE(settled(session, RunTo{2})->runs[0].first_outputs);
}

TEST(SignalRun, PictureAndSignalChangePlaces) {
  Session session({.n_threads = 2, .on_publish = {}});
  const Image image = wavy_image(20, 16, 3);
  const RunConfig picture = small_config();
  const RunConfig signal = small_signal();
  session.post(AddRun{picture});
  EXPECT_FALSE(settled(session, Configure{.run = 0, .config = signal})->runs[0].failure);
  EXPECT_TRUE(settled(session, RunTo{5})->runs[0].signal);
  // There is no picture yet: the run waits for it.
  const auto waiting = settled(session, Configure{.run = 0, .config = picture});
  EXPECT_FALSE(waiting->runs[0].signal || waiting->runs[0].target || waiting->runs[0].failure);
  EXPECT_TRUE(settled(session, SetTarget{"wavy", shared(image)})->runs[0].target);
  EXPECT_EQ(hash_of(settled(session, RunTo{5})->runs[0]), trained_hash(picture, image, 5));
  settled(session, Configure{.run = 0, .config = signal});
  const auto again = settled(session, RunTo{5});
  EXPECT_EQ(hash_of(again->runs[0]), trained_hash(signal, signal_task_of(signal), 5));
  EXPECT_FALSE(again->runs[0].target);
  // Another picture is kept for later.
  const auto s = settled(session, SetTarget{"other", shared(wavy_image(9, 9, 1))});
  EXPECT_EQ(s->runs[0].step, 5);
  EXPECT_EQ(s->target_name, "other");
  EXPECT_EQ(settled(session, Configure{.run = 0, .config = picture})->runs[0].target->width, 9);
}

TEST(SignalRun, SamplesAreWaitedForAndLearned) {
  Session session({.n_threads = 1, .on_publish = {}});
  const RunConfig config = small_signal("--signal samples");
  const auto waiting = settled(session, AddRun{config});
  EXPECT_FALSE(waiting->runs[0].signal || waiting->runs[0].failure);
  const auto samples = shared_samples({0, 0.5, -0.25, 0.125});
  const auto set = settled(session, SetSamples{"drawn", samples});
  ASSERT_TRUE(set->runs[0].signal);
  EXPECT_EQ(set->samples_name, "drawn");
  EXPECT_EQ(set->runs[0].signal->values, resample_linearly(*samples, 36));
  const auto trained = settled(session, RunTo{7});
  EXPECT_EQ(hash_of(trained->runs[0]),
            trained_hash(config, signal_task_of(config, {.picture = {}, .samples = samples}), 7));
  const auto other = settled(session, SetSamples{"again", shared_samples({1, 0})});
  EXPECT_EQ(other->runs[0].step, 0);
  // A signal that is no samples does not care.
  settled(session, Configure{.run = 0, .config = small_signal()});
  settled(session, RunTo{3});
  EXPECT_EQ(settled(session, SetSamples{"unused", samples})->runs[0].step, 3);
}

TEST(SignalRun, UnusableSamplesAreRefused) {
  Session session({.n_threads = 1, .on_publish = {}});
  session.post(AddRun{small_signal("--signal samples")});
  settled(session, SetSamples{"good", shared_samples({0, 1})});
  settled(session, RunTo{4});
  for (const auto& bad :
       {std::shared_ptr<const Samples>(), shared_samples({}), shared_samples({0, std::nan("")})}) {
    const auto s = settled(session, SetSamples{"bad", bad});
    ASSERT_TRUE(s->runs[0].failure);
    EXPECT_FALSE(s->runs[0].failure->halted);
    EXPECT_EQ(s->runs[0].step, 4);
    EXPECT_EQ(s->samples_name, "good");
  }
}

TEST(SignalRun, SettingsThatDoNotFitAreRefused) {
  Session session({.n_threads = 1, .on_publish = {}});
  add_run(session, small_config(), wavy_image(9, 9, 1));
  const auto s = settled(session, Configure{.run = 0, .config = small_config("--mapping power")});
  ASSERT_TRUE(s->runs[0].failure);
  EXPECT_FALSE(s->runs[0].failure->halted);
  EXPECT_NE(s->runs[0].failure->what.find("1D"), std::string::npos);
}

TEST(SignalRun, OnePointAndNothingHeldOut) {
  Session session({.n_threads = 1, .on_publish = {}});
  session.post(AddRun{small_signal("--train-points 1 --oversampling 1")});
  const RunSnapshot run = settled(session, RunTo{5})->runs[0];
  EXPECT_FALSE(run.failure);
  EXPECT_TRUE(std::isfinite(run.metrics->train_mse));
  EXPECT_FALSE(run.metrics->heldout_mse);
  EXPECT_EQ(run.history.bands.size(), 1U);
}

TEST(PictureRun, BandErrorsAddUpToTheMeanSquare) {
  for (const char* settings : {"", "--split all --color gray"}) {
    Session session({.n_threads = 2, .on_publish = {}});
    add_run(session, small_config(settings), wavy_image(45, 30, 3));
    const RunSnapshot run = settled(session, RunTo{20})->runs[0];
    ASSERT_EQ(run.history.bands.size(), 5U);
    double sum = 0;
    for (const BandCurve& band : run.history.bands) {
      ASSERT_EQ(band.error.points().back().step, 20);
      sum += std::pow(static_cast<double>(band.error.points().back().last), 2);
    }
    EXPECT_NEAR(sum, run.metrics->train_mse, 1e-6 * sum);  // floats in the curve
  }
}

}  // namespace
}  // namespace fscope
