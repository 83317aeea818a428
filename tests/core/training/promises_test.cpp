// The promises about bits: what a snapshot shows, and what may not change it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <future>
#include <ios>
#include <type_traits>
#include <utility>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

/// A fresh evaluation in double that shares nothing with the trainer but network/mlp and encode().
class Independent {
 public:
  explicit Independent(const RunSnapshot& run)
      : task_(run.target, run.config.image.split), outputs_(run.shape.n_outputs, 0) {
    const auto mapping = make_mapping(run.config.mapping, 2, run.config.seed);
    std::vector<Index> all;
    for (Index i = 0; i < task_.grid().size(); ++i) all.push_back(i);
    MlpTile<double> tile(run.shape, task_.grid().size());
    tile.features = encode<double>(mapping, task_.grid().points(all));
    forward<double>(run.shape, run.parameters->cast<double>(), tile.features.cols(), tile);
    outputs_ = tile.outputs();
  }

  double psnr_of(Split split) const {
    double sum = 0;
    const Index n = task_.n_points(split);
    for (Index i = 0; i < n; ++i) {
      const Index point = task_.point(split, i);
      for (Index c = 0; c < outputs_.rows(); ++c) {
        const auto k = static_cast<std::size_t>(point * outputs_.rows() + c);
        const double target = task_.image().pixels[k] / 255.0;
        sum += (outputs_(c, point) - target) * (outputs_(c, point) - target);
      }
    }
    return -10 * std::log10(sum / static_cast<double>(n * outputs_.rows()));
  }

  /// Largest difference between a raster, coarse or not, and the outputs at the pixels it shows.
  double worst_difference(const Raster& raster) const {
    const int columns = task_.image().width;
    const int rows = task_.image().height;
    int stride = 1;
    while ((columns + stride / 2) / stride > raster.width) stride *= 3;
    double worst = 0;
    for (int y = 0; y < raster.height; ++y) {
      for (int x = 0; x < raster.width; ++x) {
        const Index point = std::min(y * stride + stride / 2, rows - 1) * columns +
                            std::min(x * stride + stride / 2, columns - 1);
        for (int c = 0; c < raster.channels; ++c) {
          const auto k = static_cast<std::size_t>((y * raster.width + x) * raster.channels + c);
          worst = std::max(worst, std::abs(raster.values[k] - outputs_(c, point)));
        }
      }
    }
    return worst;
  }

 private:
  Image2dTask task_;
  Matrix<double> outputs_;
};

void expect_one_moment(const RunSnapshot& run) {
  if (!run.parameters) return;
  const Independent fresh(run);
  // float against double: outputs differ by about 1e-6, errors by a part in 1e5 or less
  constexpr double kDecibels = 1e-3;
  if (run.metrics) {
    EXPECT_NEAR(psnr(run.metrics->train_mse), fresh.psnr_of(Split::train), kDecibels);
    ASSERT_TRUE(run.metrics->heldout_mse);
    EXPECT_NEAR(psnr(*run.metrics->heldout_mse), fresh.psnr_of(Split::heldout), kDecibels);
    EXPECT_EQ(run.history.train_psnr.points().back().step, run.step);
  }
  if (run.whole) {
    EXPECT_LT(fresh.worst_difference(*run.whole), 2e-5);
  }
  EXPECT_EQ(run.mapping->B, make_mapping(run.config.mapping, 2, run.config.seed).B);
  if (run.step == 0) return;
  EXPECT_EQ(run.history.train_loss.points().back().step, run.step);
  EXPECT_EQ(run.history.train_loss.points().back().last, static_cast<float>(run.loss));
}

TEST(Promise, snapshot_is_one_moment) {
  Session session({.n_threads = 2, .on_publish = {}, .publish_interval = 0});
  add_run(session, small_config(), wavy_image(45, 30, 3));
  session.post(AddRun{small_config("--mapping none --activation tanh")});
  session.post(Play{});
  std::uint64_t version = 0;
  int n_with_metrics = 0;
  for (int k = 0; k < 40; ++k) {
    if (k % 5 == 4) {
      session.post(Configure{.run = 0, .config = small_config(text("--sigma ", k))});
    }
    const auto s = await(session, [version](const Snapshot& x) { return x.version > version; });
    version = s->version;
    for (const RunSnapshot& run : s->runs) {
      expect_one_moment(run);
      n_with_metrics += run.metrics ? 1 : 0;
    }
  }
  const auto end = settled(session, Pause{});
  ASSERT_EQ(end->runs.size(), 2U);
  for (const RunSnapshot& run : end->runs) {
    ASSERT_TRUE(run.metrics && run.whole);
    EXPECT_EQ(run.whole->width, 45);
    EXPECT_EQ(run.whole->height, 30);
    expect_one_moment(run);
    ++n_with_metrics;
  }
  EXPECT_GT(n_with_metrics, 1);
}

TEST(Promise, versions_strictly_increase) {
  std::vector<std::uint64_t> versions;  // written by the worker, read when it has ended
  std::promise<const Session*> constructed;
  const auto self = constructed.get_future().share();
  {
    Session session({.n_threads = 1,
                     .on_publish = [&] { versions.push_back(self.get()->latest()->version); },
                     .publish_interval = 0});
    constructed.set_value(&session);
    add_run(session, small_config(), wavy_image(20, 16, 3));
    settled(session, RunTo{100});
  }
  EXPECT_GT(versions.size(), 3U);
  EXPECT_EQ(std::ranges::adjacent_find(versions, std::greater_equal()), versions.end());
}

TEST(Promise, publishing_is_invisible) {
  const Image image = wavy_image(45, 30, 3);
  const RunConfig config = small_config();
  constexpr int kSteps = 60;
  const std::string bare = trained_hash(config, image, kSteps);
  for (const double interval : {0.0, 0.033, 10.0}) {
    for (const bool detail : {false, true}) {
      Session session({.n_threads = 2, .on_publish = {}, .publish_interval = interval});
      add_run(session, config, image);
      session.post(SetView{{.visible = {3, 3, 9, 9}, .cells_per_pixel = 9, .detail = detail}});
      settled(session, RunTo{kSteps / 2});
      session.post(RunTo{kSteps});
      for (int k = 0; k < 10; ++k) {  // looking at another part interrupts steps
        session.post(
            SetView{{.visible = {0.0 + k, 0, 9.0 + k, 9}, .cells_per_pixel = 5, .detail = detail}});
      }
      const auto s = settled(session, SetView{});
      EXPECT_EQ(s->runs[0].step, kSteps);
      EXPECT_EQ(hash_of(s->runs[0]), bare) << interval << ' ' << detail;
    }
  }
}

TEST(Promise, threads_are_invisible) {
  for (const char* settings :
       {"", "--batch full", "--batch 777 --activation tanh", "--batch 1000 --activation sine",
        "--batch 333 --color gray",
        "--batch 515 --mapping none --optimizer sgd --loss sum --lr 1e-4",
        "--batch 1 --output linear", "--width 200 --features 150 --batch 700"}) {
    const Image image = wavy_image(60, 50, 3);
    const RunConfig config = with_settings(small_config("--split all"), settings);
    const auto task = task_of(image, config);
    std::vector<std::string> seen;
    for (const int n_threads : {1, 2, 8}) {
      ThreadPool pool(n_threads);
      Trainer trainer(config, task, pool);
      for (int k = 0; k < 6; ++k) trainer.advance();
      const double mse = *trainer.mean_squared_error(Split::train);
      Matrix<float> outputs(task->n_outputs(), task->grid().size());
      trainer.evaluate(
          outputs.cols(), [](Index i) { return i; }, outputs);
      seen.push_back(text(std::hexfloat, parameters_hash(trainer.parameters()), ' ', mse, ' ',
                          trainer.loss(), ' ', parameters_hash(outputs.reshaped())));
    }
    EXPECT_EQ(seen[1], seen[0]) << settings;
    EXPECT_EQ(seen[2], seen[0]) << settings;
  }
}

/// Trains a bare trainer from a replay's text.
std::string replayed_hash(const std::string& lines, const Image& image, std::int64_t n_steps) {
  const Replay replay = replay_from_text(lines);
  ThreadPool pool(1);
  Trainer trainer(replay.start, task_of(image, replay.start), pool);
  for (const ReplayChange& change : replay.changes) {
    while (trainer.n_steps() < change.step) trainer.advance();
    trainer.reconfigure(change.config, task_of(image, change.config));
  }
  while (trainer.n_steps() < n_steps) trainer.advance();
  return parameters_hash(trainer.parameters());
}

TEST(Promise, replayable) {
  const Image image = wavy_image(45, 30, 3);
  Session session({.n_threads = 2, .on_publish = {}, .publish_interval = 0});
  add_run(session, small_config("--seed 9"), image);
  RunConfig config = small_config("--seed 9");
  session.post(Play{});
  for (const char* change :
       {"--sigma 2", "--sigma 3.7", "--lr 0.01", "--batch 33", "--split all", "--mapping uniform",
        "--optimizer sgd", "--optimizer adam", "--size 20", "--batch full", "--loss sum"}) {
    config = with_settings(config, change);
    const auto s = ask(session, Configure{.run = 0, .config = config});
    const auto step = s->runs[0].step;  // whatever step it has got to
    await(session, [step](const Snapshot& x) { return x.runs[0].step > step + 2; });
  }
  const auto paused = settled(session, Pause{});
  ASSERT_EQ(paused->runs[0].replay.changes.size(), 11U);
  // changes at one and the same step, there and back
  for (const char* change : {"--sigma 9", "--optimizer sgd", "--sigma 1", "--optimizer adam"}) {
    config = with_settings(config, change);
    ask(session, Configure{.run = 0, .config = config});
  }
  const auto end = settled(session, Advance{20});
  const RunSnapshot& run = end->runs[0];
  EXPECT_EQ(run.config, config);
  EXPECT_EQ(replayed_hash(to_text(run.replay), image, run.step), hash_of(run));
}

/// Everything a snapshot points to is const and shared: nothing of the worker's can be changed.
template <class T>
constexpr bool kSharedConst = false;
template <class T>
constexpr bool kSharedConst<std::shared_ptr<const T>> = true;

TEST(Promise, single_owner) {
  static_assert(kSharedConst<decltype(std::declval<Session>().latest())>);
  static_assert(kSharedConst<decltype(std::declval<Session>().wait_for({}, 0))>);
  static_assert(kSharedConst<decltype(RunSnapshot::mapping)>);
  static_assert(kSharedConst<decltype(RunSnapshot::parameters)>);
  static_assert(kSharedConst<decltype(RunSnapshot::target)>);
  static_assert(kSharedConst<decltype(RunSnapshot::whole)>);
  static_assert(kSharedConst<decltype(RunSnapshot::detail)>);
  static_assert(kSharedConst<decltype(RunSnapshot::signal)>);
  static_assert(kSharedConst<decltype(RunSnapshot::outputs)>);
  static_assert(kSharedConst<decltype(RunSnapshot::first_outputs)>);
  static_assert(kSharedConst<decltype(SetTarget::image)>);
  static_assert(kSharedConst<decltype(SetSamples::samples)>);
  static_assert(!std::is_copy_constructible_v<Session> && !std::is_move_constructible_v<Session>);
  static_assert(!std::is_copy_constructible_v<Trainer>);
  // A snapshot outlives its session, and stays what it was while training goes on.
  std::shared_ptr<const Snapshot> early;
  std::string hash;
  {
    Session session({.n_threads = 1, .on_publish = {}});
    add_run(session, small_config(), wavy_image(20, 16, 3));
    early = settled(session, RunTo{3});
    hash = hash_of(early->runs[0]);
    EXPECT_NE(hash_of(settled(session, RunTo{30})->runs[0]), hash);
  }
  EXPECT_EQ(early->runs[0].step, 3);
  EXPECT_EQ(hash_of(early->runs[0]), hash);
}

}  // namespace
}  // namespace fscope
