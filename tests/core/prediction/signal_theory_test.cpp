#include "core/prediction/signal_theory.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/prediction/flow_time.h"
#include "core/tasks/signal_1d.h"
#include "core/training/trainer.h"
#include "tests/core/golden.h"

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array kKernels = {TangentKernel::infinite_width, TangentKernel::at_start,
                                 TangentKernel::now};
constexpr std::array kStarts = {FlowStart::network, FlowStart::zero};

RunConfig small(const std::string& settings = "") {
  const auto base = with_settings(signal_defaults(),
                                  "--features 5 --width 48 --train-points 12 --oversampling 3");
  return with_settings(base, settings);
}

std::shared_ptr<const Signal> signal_of(const RunConfig& config) {
  return std::make_shared<const Signal>(make_signal(config.signal));
}

SignalTheoryOptions options_of(const RunConfig& config, TangentKernel kernel, FlowStart start) {
  const MlpShape shape = signal_network(config, 1).shape;
  return {.kernel = kernel,
          .start = start,
          .parameters = std::make_shared<const Vector<float>>(
              initial_parameters<float>(shape, 99, config.parameterization))};
}

SignalTheory theory_of(const RunConfig& config,
                       TangentKernel kernel = TangentKernel::infinite_width,
                       FlowStart start = FlowStart::network) {
  NetworkStarts starts;
  return {config, signal_of(config), options_of(config, kernel, start), starts};
}

/// Mean square of f - y over one of the splits.
double mean_square(const SignalTheory& theory, const Eigen::VectorXd& f, bool train) {
  double sum = 0;
  Index n = 0;
  for (Index k = 0; k < f.size(); ++k) {
    if (theory.signal().is_training_point(k) != train) continue;
    sum += std::pow(f[k] - theory.signal().values[k], 2);
    ++n;
  }
  return sum / static_cast<double>(n);
}

TEST(SignalTheory, KernelAndTimesOfThePapersFigure2) {
  for (const auto reference = golden::read("ntk_reference.json");
       const auto& [p, known] : reference.at("fig2").items()) {
    const RunConfig config =
        with_settings(signal_defaults(), "--width 1024 --lr 1e-5 --power " + p);
    const SignalTheory theory = theory_of(config, TangentKernel::infinite_width, FlowStart::zero);
    const Eigen::VectorXd row = golden::vector(known["row"]);  // K(k / 32, 0)
    const Eigen::VectorXd spectrum = golden::vector(known["fft_magnitude"]);
    // h_NTK is tabulated: within 1e-7 of K(0) = 14, in 32 terms of a transform.
    for (Index k = 0; k < 32; ++k) {
      EXPECT_NEAR(theory.kernel()(3, (3 + k) % 32), row[k], 2e-6) << p;
      EXPECT_NEAR(theory.kernel_row()[8 * k], row[(k + 16) % 32], 2e-6) << p;
    }
    for (Index k = 0; k <= 16; ++k) {
      EXPECT_NEAR(theory.row_spectrum()[static_cast<std::size_t>(k)], spectrum[k], 5e-5) << p;
    }
    // On a circle the spectrum is that of the matrix.
    const double largest = spectrum.maxCoeff();
    EXPECT_NEAR(theory.eigenvalues()[0], largest, 5e-5) << p;
    EXPECT_NEAR(theory.decay_steps()[0] * 1e-5 * largest, 1, 1e-6) << p;
    EXPECT_NEAR(theory.step_size(), 1e-5 * largest, 1e-9) << p;
  }
}

TEST(SignalTheory, ATargetThatIsOneModeByHand) {
  // Trained on every point from 0, a cosine of the circle stays one: 1 - exp(-lambda t) of it.
  RunConfig config = with_settings(signal_defaults(), "--signal sine --frequency 5");
  const SignalTheory theory = theory_of(config, TangentKernel::infinite_width, FlowStart::zero);
  const double lambda = theory.row_spectrum()[5];
  for (const double t : {0.0, 0.01, 0.1}) {
    const Eigen::VectorXd f = theory.at(t);
    const double share = 1 - std::exp(-lambda * t);
    for (Index k = 0; k < 256; k += 8) {
      EXPECT_NEAR(f[k], share * theory.signal().values[k], 1e-7);  // h_NTK's table
    }
    const auto forecast = theory.forecast(std::array{t});
    EXPECT_NEAR(forecast.train_mse[0], std::pow(1 - share, 2) / 8, 1e-8);
    EXPECT_NEAR(forecast.bands[1][0], 8 * (1 - share), 1e-6);  // "mid (5)": 32 / 2 of 1/2
    EXPECT_NEAR(forecast.bands[0][0], 0, 1e-6);                // "low (1)"
  }
}

/// f after one step of gradient descent, less f before it.
Eigen::VectorXd one_step(const RunConfig& config, const std::shared_ptr<const Signal>& signal) {
  ThreadPool pool(1);
  const auto task =
      std::make_shared<const Signal1dTask>(signal, signal_origin(config.mapping.kind));
  Trainer trainer(config, task, pool);
  Matrix<float> before(1, signal->n_points()), after = before;
  const PointOf point_of = [](Index i) { return i; };
  trainer.evaluate(before.cols(), point_of, before);
  trainer.advance();
  trainer.evaluate(after.cols(), point_of, after);
  return (after - before).row(0).transpose().cast<double>();
}

TEST(SignalTheory, TheLinearisedNetworkMakesTheFirstStepOfTheTrainer) {
  for (const char* output : {"linear", "sigmoid", "tanh"}) {
    for (const char* activation : {"relu", "tanh", "sine"}) {
      for (const char* rest : {"--parameterization glorot --loss sum --lr 1e-3",
                               "--parameterization standard --loss mean --lr 1e-3",
                               "--parameterization ntk --loss sum --lr 1e-2",
                               "--mapping none --loss mean --lr 1e-3"}) {
        const RunConfig config =
            small(text("--output ", output, " --activation ", activation, ' ', rest));
        const SignalTheory theory = theory_of(config, TangentKernel::at_start);
        const double eta_t = effective_eta_t(config, 12, 1);
        const Eigen::VectorXd predicted = theory.at(eta_t) - theory.at(0);
        const Eigen::VectorXd made = one_step(config, signal_of(config));
        // A step is not infinitely short: eta lambda is 0.03 and less.
        EXPECT_LT((predicted - made).norm(), 0.03 * made.norm()) << config_difference({}, config);
        EXPECT_GT(made.norm(), 1e-4);  // far above the rounding of floats
      }
    }
  }
}

TEST(SignalTheory, StartsAtTheNetworksOutputsOrAtZero) {
  for (const char* output : {"linear", "sigmoid", "tanh"}) {
    const RunConfig config = small(text("--output ", output));
    for (const TangentKernel kernel : kKernels) {
      NetworkStarts starts;
      const Eigen::VectorXd f0 = *starts.start(config, 36, false).outputs;
      EXPECT_EQ(theory_of(config, kernel).at(0), f0);
      const double zero = config.output == OutputActivation::sigmoid ? 0.5 : 0;
      EXPECT_EQ(theory_of(config, kernel, FlowStart::zero).at(0),
                Eigen::VectorXd::Constant(36, zero));
    }
  }
}

TEST(SignalTheory, ForecastsAreTheErrorsOfThePredictedFunction) {
  for (const TangentKernel kernel : kKernels) {
    const SignalTheory theory = theory_of(small(), kernel);
    const std::array times = {0.0, 1e-4, 1e-3, 0.1, 10.0};
    const SignalForecast forecast = theory.forecast(times);
    ASSERT_EQ(forecast.bands.size(), theory.bands().size());
    for (std::size_t k = 0; k < times.size(); ++k) {
      const Eigen::VectorXd f = theory.at(times[k]);
      // sums in another order
      EXPECT_NEAR(forecast.train_mse[k], mean_square(theory, f, true), 1e-12);
      EXPECT_NEAR(forecast.heldout_mse[k], mean_square(theory, f, false), 1e-10);
      const Eigen::VectorXd residual = (f - theory.signal().values)(Eigen::seqN(0, 12, 3));
      const auto bands = signal_band_errors(theory.bands(), std::span(residual.data(), 12));
      for (std::size_t i = 0; i < bands.size(); ++i) {
        EXPECT_NEAR(forecast.bands[i][k], bands[i], 1e-10);
      }
    }
  }
}

TEST(SignalTheory, TheTrainingPointsAreLearnedInTheEnd) {
  for (const TangentKernel kernel : kKernels) {
    const SignalTheory theory = theory_of(small("--features 16 --power 0.5"), kernel);
    const auto forecast = theory.forecast(std::array{kInfinity});
    EXPECT_LT(forecast.train_mse[0], 1e-20);
    EXPECT_LT(forecast.heldout_mse[0], 1);  // signals are about 1 high
  }
}

TEST(SignalTheory, TheNetworkNowBeginsAsTheNetworkAtTheStart) {
  const RunConfig config = small("--output tanh");
  NetworkStarts starts;
  const auto start = starts.start(config, 36, false);
  const SignalTheory now(
      config, signal_of(config),
      {.kernel = TangentKernel::now, .start = FlowStart::network, .parameters = start.parameters},
      starts);
  const SignalTheory first = theory_of(config, TangentKernel::at_start);
  EXPECT_EQ(now.kernel(), first.kernel());
  EXPECT_EQ(now.at(0.01), first.at(0.01));
}

void expect_finite(const SignalTheory& theory, const std::string& what) {
  EXPECT_TRUE(theory.kernel().allFinite() && theory.kernel_row().allFinite()) << what;
  EXPECT_TRUE(theory.eigenvalues().allFinite()) << what;
  EXPECT_FALSE(theory.decay_steps().hasNaN()) << what;
  EXPECT_TRUE(std::isfinite(theory.step_size())) << what;
  const std::array times = {0.0, 1e-6, 1.0, 1e300, kInfinity};
  for (const double t : times) EXPECT_TRUE(theory.at(t).allFinite()) << what << ' ' << t;
  const SignalForecast forecast = theory.forecast(times);
  const auto finite = [](double x) { return std::isfinite(x); };
  EXPECT_TRUE(std::ranges::all_of(forecast.train_mse, finite)) << what;
  EXPECT_TRUE(std::ranges::all_of(forecast.heldout_mse, finite)) << what;
  for (const auto& band : forecast.bands) {
    EXPECT_EQ(band.size(), times.size());
    EXPECT_TRUE(std::ranges::all_of(band, finite)) << what;
  }
}

TEST(SignalTheory, IsFiniteInEveryCorner) {
  for (const char* settings :
       {"--mapping gaussian --sigma 0", "--train-points 1", "--train-points 2 --oversampling 1",
        "--signal sine --frequency 0", "--mapping none", "--mapping none --train-points 1",
        "--power inf", "--mapping gaussian --sigma 1e6", "--mapping basic", "--layers 1",
        "--mapping positional --sigma 3", "--mapping none --parameterization ntk", "--lr 0",
        "--width 1", "--mapping gaussian --normalize off --features 300 --parameterization glorot",
        "--output sigmoid --loss mean --batch 5", "--output tanh --optimizer adam"}) {
    for (const TangentKernel kernel : kKernels) {
      for (const FlowStart start : kStarts) {
        expect_finite(theory_of(small(settings), kernel, start), settings);
      }
    }
  }
}

TEST(SignalTheory, NothingHeldOutHasNoHeldOutError) {
  const auto forecast = theory_of(small("--oversampling 1")).forecast(std::array{0.0, 1.0});
  EXPECT_TRUE(forecast.heldout_mse.empty());
  EXPECT_EQ(forecast.train_mse.size(), 2U);
}

TEST(SignalTheory, SaysWhatItAssumes) {
  const auto says = [](const RunConfig& config, const char* words, TangentKernel kernel) {
    return theory_of(config, kernel).assumes().find(words) != std::string::npos;
  };
  const auto wide = TangentKernel::infinite_width;
  EXPECT_TRUE(says(small(), "infinitely wide", wide));
  EXPECT_FALSE(says(small(), "Adam", wide));
  EXPECT_TRUE(says(small("--optimizer adam"), "Adam", wide));
  EXPECT_TRUE(says(small("--batch 5"), "Batches of 5", wide));
  EXPECT_TRUE(says(small("--output sigmoid"), "sigmoid", wide));
  EXPECT_TRUE(says(small("--lr 0.04"), "too large", wide));
  EXPECT_TRUE(says(small("--lr 1"), "diverges", wide));
  EXPECT_TRUE(says(small(), "linearised at its start", TangentKernel::at_start));
  EXPECT_TRUE(says(small(), "of this step", TangentKernel::now));
}

std::string refusal(const RunConfig& config, std::shared_ptr<const Signal> signal,
                    const SignalTheoryOptions& options) {
  NetworkStarts starts;
  try {
    const SignalTheory theory(config, std::move(signal), options, starts);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(SignalTheory, SaysWhyItCannotSayAnything) {
  const auto signal = signal_of(small());
  EXPECT_NE(refusal(small(), nullptr, {}), "");
  const RunConfig long_one = small("--train-points 1024 --oversampling 3");
  EXPECT_NE(refusal(long_one, signal_of(long_one), {}).find("3072"), std::string::npos);
  EXPECT_NE(refusal(small("--activation sine"), signal, {}).find("relu"), std::string::npos);
  SignalTheoryOptions now{.kernel = TangentKernel::now, .start = {}, .parameters = nullptr};
  EXPECT_NE(refusal(small(), signal, now), "");
  now.parameters = std::make_shared<const Vector<float>>(Vector<float>::Zero(7));
  EXPECT_NE(refusal(small(), signal, now).find('7'), std::string::npos);
  now = options_of(small(), TangentKernel::now, FlowStart::zero);
  auto broken = *now.parameters;
  broken[3] = std::nanf("");
  now.parameters = std::make_shared<const Vector<float>>(broken);
  EXPECT_NE(refusal(small(), signal, now).find("not finite"), std::string::npos);
}

}  // namespace
}  // namespace fscope
