#include "core/training/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>

#include "core/tasks/image_2d.h"
#include "tests/core/golden.h"
#include "tests/core/pictures.h"

namespace fscope {
namespace {

const RunConfig kSmall =
    with_settings({}, "--sigma 10 --features 16 --width 16 --layers 3 --batch 100");

std::shared_ptr<const Task> wavy_task(int channels = 3, SplitMode split = SplitMode::even_odd) {
  return std::make_shared<Image2dTask>(shared(wavy_image(24, 20, channels)), split);
}

/// Wraps a task and counts how often each point's target was asked for.
class CountingTask final : public Task {
 public:
  explicit CountingTask(std::shared_ptr<const Task> task)
      : task_(std::move(task)), counts_(static_cast<std::size_t>(task_->grid().size())) {}
  const Grid& grid() const override { return task_->grid(); }
  Index n_outputs() const override { return task_->n_outputs(); }
  Index n_points(Split split) const override { return task_->n_points(split); }
  Index point(Split split, Index i) const override { return task_->point(split, i); }
  void targets(std::span<const Index> points, MatrixRef<float> out) const override {
    const std::lock_guard lock(mutex_);
    for (const Index i : points) ++counts_[static_cast<std::size_t>(i)];
    task_->targets(points, out);
  }
  /// How often each training point was seen.
  std::multiset<int> train_counts() const {
    std::multiset<int> out;
    for (Index i = 0; i < n_points(Split::train); ++i) {
      out.insert(counts_[static_cast<std::size_t>(point(Split::train, i))]);
    }
    return out;
  }

 private:
  std::shared_ptr<const Task> task_;
  mutable std::mutex mutex_;
  mutable std::vector<int> counts_;
};

TEST(Trainer, LossAndErrorFall) {
  for (const int channels : {1, 3}) {
    for (const char* settings : {"", "--output linear", "--activation tanh", "--activation sine",
                                 "--batch full", "--optimizer sgd --loss sum"}) {
      ThreadPool pool(2);
      Trainer trainer(with_settings(kSmall, text("--lr 0.01 ", settings)), wavy_task(channels),
                      pool);
      const double before = *trainer.mean_squared_error(Split::train);
      for (int k = 0; k < 100; ++k) ASSERT_TRUE(trainer.advance());
      EXPECT_LT(*trainer.mean_squared_error(Split::train), 0.8 * before) << settings;
      EXPECT_EQ(trainer.n_steps(), 100);
      EXPECT_TRUE(std::isfinite(trainer.loss()));
    }
  }
}

TEST(Trainer, TheFirstLossIsThatOfTheInitialParameters) {
  ThreadPool pool(1);
  const auto task = wavy_task();
  Trainer trainer(with_settings(kSmall, "--batch full"), task, pool);
  EXPECT_TRUE(std::isnan(trainer.loss()));
  const double mse = *trainer.mean_squared_error(Split::train);
  trainer.advance();
  EXPECT_NEAR(trainer.loss(), 0.5 * mse, 1e-12);  // the same numbers in another order of summation
}

TEST(Trainer, OneFullBatchStepOfSgdEqualsTheFormula) {
  for (const Parameterization parameterization : kParameterizations) {
    ThreadPool pool(1);
    const auto task = wavy_task();
    RunConfig config = with_settings(kSmall, "--batch full --optimizer sgd --lr 0.5");
    config.parameterization = parameterization;
    Trainer trainer(config, task, pool);
    const MlpShape& shape = trainer.shape();
    const Vector<double> p = trainer.parameters().cast<double>();
    EXPECT_EQ(trainer.parameters(), initial_parameters<float>(shape, 0, parameterization));
    const Index n = task->n_points(Split::train);
    std::vector<Index> points;
    for (Index i = 0; i < n; ++i) points.push_back(task->point(Split::train, i));
    MlpTile<double> tile(shape, n);
    tile.features = encode<double>(trainer.mapping(), task->grid().points(points));
    Matrix<float> targets(3, n);
    task->targets(points, targets);
    forward(shape, p, n, tile);
    Matrix<double> dL_dy(3, n);
    squared_error_loss<double>(Loss::half_mean, tile.outputs(), targets.cast<double>(), n, dL_dy);
    Vector<double> gradient = Vector<double>::Zero(p.size());
    backward<double>(shape, p, dL_dy, tile, gradient);
    Vector<double> scales = Vector<double>::Ones(p.size());  // of what is trained
    for (const auto& [begin, scale] : parameter_scales(shape, parameterization)) {
      scales.tail(p.size() - begin).setConstant(scale);
    }
    trainer.advance();
    const Vector<double> moved = trainer.parameters().cast<double>() - p;
    const Vector<double> expected = -0.5 * scales.cwiseAbs2().cwiseProduct(gradient);
    // float: gradients of about 1e-3 to 1e-6 relative, and the sum with parameters of about 1
    EXPECT_LT((moved - expected).norm(), 1e-6 * p.norm());
    EXPECT_GT(moved.norm(), 1e-4);
  }
}

TEST(Trainer, AnEpochShowsEveryTrainingPointOnce) {
  ThreadPool pool(2);
  const auto task = std::make_shared<CountingTask>(wavy_task());  // 120 training points
  Trainer trainer(with_settings(kSmall, "--batch 40"), task, pool);
  for (int epoch = 1; epoch <= 3; ++epoch) {
    for (int k = 0; k < 3; ++k) trainer.advance();
    const auto counts = task->train_counts();
    EXPECT_EQ(counts.count(epoch), 120U);
  }
}

TEST(Trainer, ARemainderIsLeftOutOfItsEpoch) {
  ThreadPool pool(1);
  const auto task = std::make_shared<CountingTask>(wavy_task());
  Trainer trainer(with_settings(kSmall, "--batch 50"), task, pool);
  trainer.advance();
  trainer.advance();
  const auto counts = task->train_counts();
  EXPECT_EQ(counts.count(1), 100U);
  EXPECT_EQ(counts.count(0), 20U);
}

TEST(Trainer, FullAndTooLargeBatchesAreTheWholeSplit) {
  ThreadPool pool(1);
  for (const char* batch : {"--batch full", "--batch 120", "--batch 5000"}) {
    const auto task = std::make_shared<CountingTask>(wavy_task());
    Trainer trainer(with_settings(kSmall, batch), task, pool);
    EXPECT_EQ(trainer.batch_size(), 120);
    trainer.advance();
    EXPECT_EQ(task->train_counts().count(1), 120U);
  }
}

TEST(Trainer, AnInterruptedStepGivesTheSameBits) {
  const RunConfig config = with_settings(kSmall, "--batch full --size 64 --split all");
  const auto task = std::make_shared<Image2dTask>(shared(wavy_image(60, 50, 3)), SplitMode::all);
  for (const int n_threads : {1, 2}) {
    ThreadPool pool(n_threads);
    Trainer whole(config, task, pool);
    Trainer pieces(config, task, pool);
    int n_interruptions = 0;
    for (int k = 0; k < 3; ++k) {
      whole.advance();
      std::atomic<int> budget = 0;
      do {
        budget = 2;
        ++n_interruptions;
        Matrix<float> pixel(3, 1);  // evaluating in between disturbs nothing
        pieces.evaluate(
            1, [](Index i) { return i; }, pixel);
      } while (!pieces.advance([&] { return --budget < 0; }));
    }
    EXPECT_GT(n_interruptions, 6);
    EXPECT_EQ(parameters_hash(pieces.parameters()), parameters_hash(whole.parameters()));
    EXPECT_EQ(pieces.loss(), whole.loss());
  }
}

TEST(Trainer, ANonFiniteLossThrowsAndLeavesTheParameters) {
  ThreadPool pool(2);
  Trainer trainer(with_settings(kSmall, "--output linear --optimizer sgd --lr 1000000"),
                  wavy_task(), pool);
  Vector<float> before;
  const auto until_it_fails = [&] {
    for (int k = 0; k < 100; ++k) {
      before = trainer.parameters();
      trainer.advance();
    }
  };
  EXPECT_THROW(until_it_fails(), std::runtime_error);
  EXPECT_EQ(parameters_hash(trainer.parameters()), parameters_hash(before));
}

TEST(Trainer, AnExceptionInATileBeginsTheStepAnew) {
  /// Throws from targets() once.
  class FailingTask final : public Task {
   public:
    const Grid& grid() const override { return task_->grid(); }
    Index n_outputs() const override { return task_->n_outputs(); }
    Index n_points(Split split) const override { return task_->n_points(split); }
    Index point(Split split, Index i) const override { return task_->point(split, i); }
    void targets(std::span<const Index> points, MatrixRef<float> out) const override {
      if (n_calls_++ == 1) throw std::bad_alloc();
      task_->targets(points, out);
    }

   private:
    std::shared_ptr<const Task> task_ =
        std::make_shared<Image2dTask>(shared(wavy_image(60, 50, 3)), SplitMode::all);
    mutable std::atomic<int> n_calls_ = 0;
  };
  ThreadPool pool(1);
  const RunConfig config = with_settings(kSmall, "--batch full");
  Trainer trainer(config, std::make_shared<FailingTask>(), pool);
  Trainer healthy(
      config, std::make_shared<Image2dTask>(shared(wavy_image(60, 50, 3)), SplitMode::all), pool);
  EXPECT_THROW(trainer.advance(), std::bad_alloc);
  EXPECT_TRUE(trainer.advance());
  healthy.advance();
  EXPECT_EQ(parameters_hash(trainer.parameters()), parameters_hash(healthy.parameters()));
  EXPECT_EQ(trainer.loss(), healthy.loss());
}

TEST(Trainer, ReconfigureKeepsWeightsAndSteps) {
  ThreadPool pool(1);
  Trainer trainer(kSmall, wavy_task(), pool);
  for (int k = 0; k < 5; ++k) trainer.advance();
  const auto hash = parameters_hash(trainer.parameters());
  for (const char* change : {"--sigma 3", "--lr 0.1", "--batch 7", "--mapping uniform",
                             "--optimizer sgd", "--loss sum", "--batch full"}) {
    const RunConfig config = with_settings(trainer.config(), change);
    ASSERT_TRUE(trainer.can_keep_weights(config, trainer.task())) << change;
    trainer.reconfigure(config, wavy_task());
    EXPECT_EQ(parameters_hash(trainer.parameters()), hash) << change;
    EXPECT_EQ(trainer.config(), config);
    EXPECT_EQ(trainer.n_steps(), 5);
  }
  EXPECT_TRUE(trainer.advance());
}

TEST(Trainer, ReconfigureChangesTheFeaturesAtOnce) {
  ThreadPool pool(1);
  const RunConfig other = with_settings(kSmall, "--sigma 2");
  Trainer changed(kSmall, wavy_task(), pool);
  changed.reconfigure(other, wavy_task());
  Trainer fresh(other, wavy_task(), pool);  // the same initial weights
  EXPECT_EQ(*changed.mean_squared_error(Split::train), *fresh.mean_squared_error(Split::train));
}

TEST(Trainer, ReconfigureRefusesWhatNeedsNewWeights) {
  ThreadPool pool(1);
  Trainer trainer(kSmall, wavy_task(), pool);
  trainer.advance();
  for (const char* change :
       {"--width 17", "--layers 4", "--features 17", "--seed 1", "--activation tanh",
        "--output linear", "--mapping none", "--parameterization ntk", "--task signal"}) {
    const RunConfig config = with_settings(kSmall, change);
    EXPECT_FALSE(trainer.can_keep_weights(config, trainer.task())) << change;
    EXPECT_THROW(trainer.reconfigure(config, wavy_task()), std::invalid_argument);
  }
  EXPECT_FALSE(trainer.can_keep_weights(kSmall, *wavy_task(1)));
  EXPECT_THROW(trainer.reconfigure(kSmall, nullptr), std::invalid_argument);
  EXPECT_EQ(trainer.config(), kSmall);
  EXPECT_TRUE(trainer.advance());
}

TEST(Trainer, EvaluateAgreesWithAnyGridAndWithDouble) {
  ThreadPool pool(2);
  const auto task = wavy_task();
  Trainer trainer(kSmall, task, pool);
  for (int k = 0; k < 10; ++k) trainer.advance();
  const Index n = task->grid().size();
  Matrix<float> pixels(3, n);
  Matrix<float> grid(3, n);
  ASSERT_TRUE(trainer.evaluate(
      n, [](Index i) { return i; }, pixels));
  ASSERT_TRUE(trainer.evaluate(task->grid(), grid));
  EXPECT_EQ(pixels, grid);
  std::vector<Index> all;
  for (Index i = 0; i < n; ++i) all.push_back(i);
  MlpTile<double> tile(trainer.shape(), n);
  tile.features = encode<double>(trainer.mapping(), task->grid().points(all));
  forward<double>(trainer.shape(), trainer.parameters().cast<double>(), n, tile);
  // float: sums of 32 products of about 1, three layers deep
  EXPECT_LT((pixels.cast<double>() - tile.outputs()).cwiseAbs().maxCoeff(), 1e-5);
}

TEST(Trainer, EvaluationsCanBeInterrupted) {
  ThreadPool pool(1);
  const auto task = wavy_task();
  Trainer trainer(kSmall, task, pool);
  Matrix<float> out(3, task->grid().size());
  const Interrupted at_once = [] { return true; };
  EXPECT_FALSE(trainer.evaluate(
      out.cols(), [](Index i) { return i; }, out, at_once));
  EXPECT_EQ(trainer.mean_squared_error(Split::train, at_once), std::nullopt);
  EXPECT_FALSE(trainer.advance(at_once));
  EXPECT_EQ(trainer.n_steps(), 0);
}

TEST(Trainer, LargeSplitsAreMeasuredOnASample) {
  ThreadPool pool(2);
  const auto task = wavy_task();
  Trainer trainer(kSmall, task, pool);
  const Index n = task->n_points(Split::train);
  const double all = *trainer.mean_squared_error(Split::train);
  EXPECT_EQ(trainer.mean_squared_error(Split::train, {}, n), all);
  const double half = *trainer.mean_squared_error(Split::train, {}, n / 2);
  EXPECT_NE(half, all);
  EXPECT_NEAR(half, all, 0.5 * all);
  EXPECT_EQ(trainer.mean_squared_error(Split::train, {}, n / 2), half);
}

TEST(Trainer, NothingHeldOutHasNoError) {
  ThreadPool pool(1);
  Trainer trainer(kSmall, wavy_task(3, SplitMode::all), pool);
  EXPECT_EQ(trainer.mean_squared_error(Split::heldout), std::nullopt);
  EXPECT_TRUE(trainer.mean_squared_error(Split::train));
}

TEST(Trainer, RefusesSettingsThatDoNotFit) {
  ThreadPool pool(1);
  EXPECT_THROW(Trainer(kSmall, nullptr, pool), std::invalid_argument);
  for (const char* bad : {"--mapping power", "--mapping positional --features 1",
                          "--mapping log-uniform --sigma 0"}) {
    EXPECT_THROW(Trainer(with_settings(kSmall, bad), wavy_task(), pool), std::invalid_argument);
  }
}

TEST(ParametersHash, IsFnv1aOfTheBytes) {
  const auto known = golden::read("rng.json")["fnv"];
  const auto floats = known["floats"].get<std::vector<float>>();
  const Vector<float> parameters =
      Eigen::Map<const Vector<float>>(floats.data(), static_cast<Index>(floats.size()));
  EXPECT_EQ(parameters_hash(parameters), known["hash"].get<std::string>());
  Vector<float> other = parameters;
  other[4] = 0.0F;  // was -0: equal as numbers, not as bits
  EXPECT_NE(parameters_hash(other), parameters_hash(parameters));
  EXPECT_EQ(parameters_hash(Vector<float>()), "cbf29ce484222325");
}

}  // namespace
}  // namespace fscope
