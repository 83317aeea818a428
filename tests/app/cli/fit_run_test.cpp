#include "app/cli/fit_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "core/training/session.h"

namespace fscope {
namespace {

using testing::HasSubstr;

// Small, but with a batch that needs several epochs within the steps of a test.
constexpr const char* kSettings = "--features 8 --width 12 --batch 40 --size original --seed 5";
constexpr double kDeadline = 60;  // seconds; a session that never answers

std::shared_ptr<const Image> gradient(int channels) {
  auto image = std::make_shared<Image>();
  *image = {.width = 16, .height = 16, .channels = channels, .pixels = {}};
  for (int i = 0; i < 16 * 16 * channels; ++i) {
    image->pixels.push_back(static_cast<std::uint8_t>(i * 37 % 256));
  }
  return image;
}

Replay replay_of(const std::string& lines) { return replay_from_text(lines); }

std::string message(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

class FitRunTest : public testing::Test {
 protected:
  FitRun make(const Replay& replay) {
    return {{.picture = image_, .samples = nullptr}, replay, pool_, {}};
  }
  static void advance(FitRun& run, int n_steps) {
    for (int i = 0; i < n_steps; ++i) run.advance();
  }

  std::shared_ptr<const Image> image_ = gradient(3);
  ThreadPool pool_{2};
};

TEST_F(FitRunTest, BatchErrorIsThatOfTheLoss) {
  for (const std::string loss : {" --loss mean", " --loss sum"}) {
    FitRun run = make(replay_of(kSettings + loss + " --batch full --lr 0"));
    EXPECT_FALSE(run.batch_mse());
    run.advance();
    // A learning rate of 0 keeps the parameters, and a full batch is every training pixel. Sums in
    // float and in double, in different order: far below the tolerance.
    EXPECT_NEAR(*run.batch_mse() / run.measure().train_mse, 1, 2e-5);
  }
}

TEST_F(FitRunTest, ChangesAreMadeAtTheirSteps) {
  FitRun run = make(replay_of(std::string(kSettings) + "\n@3 --sigma 2\n@5 --lr 0.5\n"));
  advance(run, 3);
  EXPECT_EQ(run.trainer().config().mapping.sigma, 10);
  run.apply_changes();
  EXPECT_EQ(run.trainer().config().mapping.sigma, 2);
  EXPECT_TRUE(run.has_changes_left());
  advance(run, 3);
  EXPECT_EQ(run.trainer().config().learning_rate, 0.5);
  EXPECT_FALSE(run.has_changes_left());
  EXPECT_EQ(run.n_samples(), 6 * 40);
}

/// A session that learns `image`, paused at `step`.
class PausedSession {
 public:
  PausedSession(const std::shared_ptr<const Image>& image, const RunConfig& config) {
    session_.post(AddRun{.config = config});
    session_.post(SetTarget{.name = "gradient", .image = image});
  }
  std::shared_ptr<const Snapshot> run_to(std::int64_t step) {
    session_.post(RunTo{.step = step});
    return session_.wait_for(
        [=](const Snapshot& s) {
          return !s.playing && !s.runs.empty() && s.runs[0].step == step && s.runs[0].parameters;
        },
        kDeadline);
  }
  void configure(const RunConfig& config) {
    const int run = session_.latest()->runs.at(0).id;
    session_.post(Configure{.run = run, .config = config});
  }

 private:
  Session session_{{.n_threads = 2, .on_publish = {}}};
};

TEST_F(FitRunTest, ReplayableGivesTheBitsOfTheWindowsSession) {
  RunConfig config = with_settings({}, kSettings);
  PausedSession session(image_, config);
  ASSERT_TRUE(session.run_to(7));
  config.mapping.sigma = 3;
  config.image.split = SplitMode::all;
  session.configure(config);
  const auto seen = session.run_to(15);
  ASSERT_TRUE(seen);

  const std::string lines = to_text(seen->runs[0].replay);
  EXPECT_THAT(lines, HasSubstr("@7 --sigma 3 --split all"));
  FitRun run = make(replay_from_text(lines));
  advance(run, 15);
  EXPECT_EQ(run.trainer().parameters(), *seen->runs[0].parameters);
}

TEST_F(FitRunTest, ReconstructionRoundsTheOutputsOfEveryPixel) {
  FitRun run = make(replay_of(kSettings));
  advance(run, 5);
  const Image picture = run.reconstruction();
  ASSERT_EQ(picture.pixels.size(), 16U * 16U * 3U);
  ThreadPool pool(1);
  Trainer trainer(run.trainer().config(),
                  std::make_shared<const Image2dTask>(image_, SplitMode::even_odd), pool);
  for (int i = 0; i < 5; ++i) trainer.advance();
  Matrix<float> outputs(3, 256);
  trainer.evaluate(
      256, [](Index i) { return i; }, outputs);
  for (Index i = 0; i < outputs.size(); ++i) {
    // Rounding moves a value by at most half a step of 1 / 255.
    EXPECT_NEAR(picture.pixels[static_cast<std::size_t>(i)], 255 * outputs.data()[i], 0.5 + 1e-4);
  }
}

TEST_F(FitRunTest, NothingHeldOutHasNoHeldOutError) {
  FitRun run = make(replay_of(std::string(kSettings) + " --split all"));
  EXPECT_FALSE(run.measure().heldout_mse);
}

TEST_F(FitRunTest, LossThatIsNotFiniteNamesStepAndSetting) {
  FitRun run = make(replay_of(std::string(kSettings) + " --output linear --optimizer sgd --loss sum"
                                                       " --lr 0\n@2 --lr 1e6\n"));
  const std::string error = message([&] { advance(run, 100); });
  EXPECT_THAT(error, HasSubstr("not finite"));
  EXPECT_THAT(error, testing::ContainsRegex("in step [0-9]+, with --lr 1e\\+06"));
}

TEST_F(FitRunTest, ChangeThatNeedsNewWeightsIsRefused) {
  FitRun run = make(replay_of(std::string(kSettings) + "\n@2 --width 99\n"));
  const std::string error = message([&] { advance(run, 5); });
  EXPECT_THAT(error, HasSubstr("@2"));
  EXPECT_THAT(error, HasSubstr("--width 99"));
  EXPECT_EQ(run.n_steps(), 2);
}

TEST_F(FitRunTest, InterruptionNamesTheStep) {
  std::atomic<bool> stop = false;
  FitRun run({.picture = image_, .samples = nullptr}, replay_of(kSettings), pool_,
             [&] { return stop.load(); });
  run.advance();
  stop = true;
  EXPECT_THAT(message([&] { run.advance(); }), HasSubstr("step 1"));
  EXPECT_THROW(run.measure(), FitInterrupted);
  EXPECT_THROW(run.reconstruction(), FitInterrupted);
}

/// A session that learns these samples, at `step`.
std::shared_ptr<const Snapshot> session_on_samples(const RunConfig& config,
                                                   const std::shared_ptr<const Samples>& samples,
                                                   std::int64_t step) {
  Session session({.n_threads = 2, .on_publish = {}});
  session.post(SetSamples{.name = "drawn", .samples = samples});
  session.post(AddRun{.config = config});
  session.post(RunTo{.step = step});
  return session.wait_for(
      [=](const Snapshot& s) {
        return !s.playing && !s.runs.empty() && s.runs[0].step == step && s.runs[0].metrics;
      },
      kDeadline);
}

TEST_F(FitRunTest, ASignalHasTheBitsAndErrorsOfTheWindowsSession) {
  const auto samples = std::make_shared<const Samples>(Samples{0.25, -0.5, 0.5, 0, 0.125});
  const RunConfig config =
      with_settings(signal_defaults(), "--signal samples --width 12 --train-points 9");
  const auto seen = session_on_samples(config, samples, 20);
  ASSERT_TRUE(seen);
  const Sources sources{.picture = nullptr, .samples = samples};
  FitRun run(sources, replay_from_text(to_text(seen->runs[0].replay)), pool_, {});
  advance(run, 20);
  EXPECT_EQ(run.trainer().parameters(), *seen->runs[0].parameters);
  // The same floats, summed in another order.
  EXPECT_NEAR(run.measure().train_mse / seen->runs[0].metrics->train_mse, 1, 1e-6);
  EXPECT_NEAR(*run.measure().heldout_mse / *seen->runs[0].metrics->heldout_mse, 1, 1e-6);
  EXPECT_FALSE(run.picture());
  EXPECT_THROW(run.reconstruction(), std::invalid_argument);
}

TEST_F(FitRunTest, AReplayDoesNotTurnFromAPictureToASignal) {
  FitRun run = make(replay_of(std::string(kSettings) + "\n@2 --task signal\n"));
  EXPECT_THAT(message([&] { advance(run, 5); }), HasSubstr("@2"));
}

TEST_F(FitRunTest, SettingsThatDoNotFitThePictureAreRefused) {
  EXPECT_THAT(message([&] { make(replay_of("--mapping power")); }), HasSubstr("1D"));
}

}  // namespace
}  // namespace fscope
