#include "core/tasks/signal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "tests/core/golden.h"

namespace fscope {
namespace {

SignalKind kind_named(const std::string& name) {
  for (const SignalKind kind : kSignalKinds) {
    if (signal_name(kind) == name) return kind;
  }
  throw std::runtime_error(name);
}

SignalSettings tiny(SignalKind kind, double frequency = 1) {
  return {.kind = kind, .frequency = frequency, .n_train = 4, .oversampling = 2};
}

/// Power |F_k|^2 of the frequency k.
double power_at(const Eigen::VectorXd& values, int k) {
  std::complex<double> sum = 0;
  for (Index j = 0; j < values.size(); ++j) {
    const double turn = static_cast<double>(k * j) / static_cast<double>(values.size());
    sum += values[j] * std::polar(1.0, -2 * std::numbers::pi * turn);
  }
  return std::norm(sum);
}

TEST(Signal, EveryKindAgreesWithNumpy) {
  const auto golden = golden::read("signals.json");
  for (const auto& c : golden["cases"]) {
    SignalSettings settings{
        .kind = kind_named(c["signal"]), .n_train = c["train"], .oversampling = c["oversampling"]};
    if (settings.kind == SignalKind::noise) {
      settings.alpha = c["alpha"];
      settings.band_limit = c["band_limit"];
      settings.seed = c["seed"];
    }
    const Samples samples = c.value("samples", Samples{});
    const Signal signal = make_signal(settings, &samples);
    const Eigen::VectorXd expected = golden::vector(c["values"]);
    ASSERT_EQ(signal.values.size(), expected.size());
    // Sums of up to 64 rounded terms of size 1, in another order than numpy's.
    EXPECT_LT((signal.values - expected).cwiseAbs().maxCoeff(), 1e-13) << c["signal"];
  }
}

TEST(Signal, EightPointsByHand) {
  const double h = std::numbers::sqrt2 / 4;
  const auto expect = [](const Signal& signal, const std::vector<double>& by_hand) {
    for (Index k = 0; k < 8; ++k) {
      EXPECT_NEAR(signal.values[k], by_hand[static_cast<std::size_t>(k)], 1e-15) << k;
    }
  };
  expect(make_signal(tiny(SignalKind::sine)), {0, h, .5, h, 0, -h, -.5, -h});
  expect(make_signal(tiny(SignalKind::square)), {.5, .5, .5, .5, -.5, -.5, -.5, -.5});
  expect(make_signal(tiny(SignalKind::sawtooth, 2)), {-.5, -.25, 0, .25, -.5, -.25, 0, .25});
  expect(make_signal(tiny(SignalKind::square, 0)), {.5, .5, .5, .5, .5, .5, .5, .5});
  const Samples two = {0, 1};  // the last one is held
  expect(make_signal(tiny(SignalKind::samples), &two), {0, .25, .5, .75, 1, 1, 1, 1});
  const Samples one = {0.125};
  expect(make_signal(tiny(SignalKind::samples), &one),
         {.125, .125, .125, .125, .125, .125, .125, .125});
}

TEST(Signal, SamplesOnTheirOwnPointsStay) {
  const Samples samples = {0.1, -0.3, 0.2, 0.7, -1e9, 3, 4, 5};
  const Signal signal = make_signal(tiny(SignalKind::samples), &samples);
  for (Index k = 0; k < 8; ++k) EXPECT_EQ(signal.values[k], samples[static_cast<std::size_t>(k)]);
}

TEST(Signal, EveryKindLiesWithinAHalf) {
  for (const SignalKind kind : kSignalKinds) {
    if (kind == SignalKind::samples) continue;
    for (const Index n_train : {1, 8, 33}) {
      const Signal signal = make_signal({.kind = kind, .n_train = n_train, .oversampling = 3});
      EXPECT_EQ(signal.n_points(), 3 * n_train);
      EXPECT_LE(signal.values.cwiseAbs().maxCoeff(), 0.5) << signal_name(kind);
    }
  }
}

TEST(Signal, NoiseReachesBothEndsAndAConstantBecomesZero) {
  const Signal noise = make_signal({});
  EXPECT_EQ(noise.values.minCoeff(), -0.5);
  EXPECT_EQ(noise.values.maxCoeff(), 0.5);
  EXPECT_EQ(make_signal({.band_limit = 1}).values, Eigen::VectorXd::Zero(256).eval());
}

TEST(Signal, NoiseFallsAsAPowerOfTheFrequency) {
  constexpr int kSeeds = 200;
  for (const double alpha : {0.5, 1.0, 1.5, 2.0}) {
    double log_ratio = 0;  // of high to low frequencies, in which the scaling cancels
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Signal s = make_signal({.alpha = alpha, .band_limit = 0, .seed = seed});
      double low = 0;
      double high = 0;
      for (int k = 1; k <= 4; ++k) low += power_at(s.values, k) * std::pow(1 + k, 2 * alpha);
      for (int k = 61; k <= 64; ++k) high += power_at(s.values, k) * std::pow(1 + k, 2 * alpha);
      log_ratio += std::log(high / low) / kSeeds;
    }
    // The logarithm of a sum of four exponential variables has the variance 0.28; four standard
    // deviations of the mean of 200 differences of two are 0.21.
    EXPECT_NEAR(log_ratio, 0, 0.21) << alpha;
  }
}

TEST(Signal, NothingIsLeftAboveTheBandLimit) {
  const Signal signal = make_signal({.band_limit = 20});
  EXPECT_GT(power_at(signal.values, 19), 1e-6);
  for (int k = 20; k <= 128; ++k) EXPECT_LT(power_at(signal.values, k), 1e-20) << k;
}

TEST(Signal, MorePointsShowTheSameNoise) {
  const Signal few = make_signal({.band_limit = 8, .n_train = 16, .oversampling = 4});
  const Signal many = make_signal({.band_limit = 8, .n_train = 32, .oversampling = 4});
  // Scaled by extremes that are met better with more points: up to a line they are equal.
  const Eigen::VectorXd shown = many.values(Eigen::seqN(0, 64, 2));
  const Eigen::ArrayXd a = few.values.array() - few.values.mean();
  const Eigen::ArrayXd b = shown.array() - shown.mean();
  const double slope = (a * b).sum() / b.square().sum();
  EXPECT_NEAR(slope, 1, 0.1);
  EXPECT_LT((a - slope * b).abs().maxCoeff(), 1e-12);
}

TEST(Signal, TrainingPointsAreEveryCth) {
  const Signal signal{.values = Eigen::VectorXd::LinSpaced(6, 0, 5), .oversampling = 3};
  EXPECT_EQ(signal.n_train(), 2);
  EXPECT_EQ(signal.training_values(), Eigen::Vector2d(0, 3));
  EXPECT_TRUE(signal.is_training_point(3));
  EXPECT_FALSE(signal.is_training_point(4));
}

TEST(Signal, BadSettingsAreRefused) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const SignalSettings& bad :
       {SignalSettings{.alpha = -1}, SignalSettings{.alpha = nan}, SignalSettings{.band_limit = -1},
        SignalSettings{.frequency = -1}, SignalSettings{.frequency2 = nan},
        SignalSettings{.bump_width = 0}, SignalSettings{.n_train = 0},
        SignalSettings{.n_train = kMaxTrainPoints + 1}, SignalSettings{.oversampling = 0},
        SignalSettings{.oversampling = kMaxOversampling + 1}}) {
    EXPECT_THROW(make_signal(bad), std::invalid_argument);
  }
  const SignalSettings given{.kind = SignalKind::samples};
  EXPECT_THROW(make_signal(given), std::invalid_argument);
  const Samples none;
  EXPECT_THROW(make_signal(given, &none), std::invalid_argument);
  const Samples not_a_number = {0, nan};
  EXPECT_THROW(make_signal(given, &not_a_number), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
