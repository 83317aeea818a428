#include "app/figures/fits.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <string>

#include "app/figures/table_task.h"

namespace fscope {
namespace {

std::vector<FigureFit> small_fits() {
  const Index n = 16;
  Matrix<float> values(1, n);
  for (Index i = 0; i < n; ++i) values(0, i) = std::sin(static_cast<float>(i));
  const auto task = std::make_shared<TableTask>(Grid{{Eigen::VectorXd::LinSpaced(n, 0, 1)}}, values,
                                                every(2, 0, n), every(2, 1, n));
  std::vector<FigureFit> out;
  for (const Index width : {8, 12, 16}) {
    RunConfig config;
    config.mapping.n_frequencies = 4;
    config.width = width;
    config.batch = 0;
    config.seed = static_cast<std::uint64_t>(width);
    out.push_back({.config = config, .task = task, .n_steps = 5});
  }
  return out;
}

std::vector<std::string> hashes(int n_threads) {
  std::vector<std::string> out(3);
  train_all(small_fits(), n_threads, {}, [&](std::size_t i, Trainer& trainer) {
    EXPECT_EQ(trainer.n_steps(), 5);
    out[i] = parameters_hash(trainer.parameters());
  });
  return out;
}

TEST(TrainAll, DoesNotDependOnTheNumberOfThreads) {
  const std::vector<std::string> alone = hashes(1);
  EXPECT_EQ(alone, hashes(3));
  EXPECT_NE(alone[0], alone[1]);
}

TEST(TrainAll, IsTheTrainerItself) {
  const FigureFit fit = small_fits()[1];
  ThreadPool pool(1);
  Trainer trainer(fit.config, fit.task, pool);
  for (int i = 0; i < 5; ++i) trainer.advance();
  EXPECT_EQ(hashes(2)[1], parameters_hash(trainer.parameters()));
}

TEST(TrainAll, MeasuresOnTheWayWhereAsked) {
  auto fits = small_fits();
  fits.resize(1);
  fits[0].every = 2;
  std::vector<std::int64_t> steps;
  train_all(fits, 1, {},
            [&](std::size_t, Trainer& trainer) { steps.push_back(trainer.n_steps()); });
  EXPECT_EQ(steps, (std::vector<std::int64_t>{0, 2, 4, 5}));
}

TEST(TrainAll, TellsItsProgressAndStops) {
  std::atomic<int> n_told = 0;
  std::atomic<double> last = 0;
  const FigureHooks telling{.progress =
                                [&](double fraction) {
                                  ++n_told;
                                  last = fraction;
                                },
                            .interrupted = {}};
  train_all(small_fits(), 1, telling, [](std::size_t, Trainer&) {});
  EXPECT_EQ(n_told, 15);
  EXPECT_NEAR(last, 1, 1e-12);  // sums of work, rounded
  const FigureHooks stopping{.progress = {}, .interrupted = [] { return true; }};
  EXPECT_THROW(train_all(small_fits(), 2, stopping, [](std::size_t, Trainer&) {}),
               FigureInterrupted);
}

TEST(TrainAll, NamesTheSettingsThatDiverge) {
  auto fits = small_fits();
  fits.resize(1);
  fits[0].config.output = OutputActivation::linear;
  fits[0].config.optimizer = OptimizerKind::sgd;
  fits[0].config.learning_rate = 1e6;
  fits[0].n_steps = 50;
  try {
    train_all(fits, 1, {}, [](std::size_t, Trainer&) {});
    FAIL() << "did not diverge";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("--lr"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace fscope
