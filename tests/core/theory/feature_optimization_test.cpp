#include "core/theory/feature_optimization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/support/random.h"
#include "core/theory/dynamics.h"

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Noise whose spectrum falls as 1 / f^alpha (PAPER sec. 1.1), N x S.
Eigen::MatrixXd noise(Index N, Index S, double alpha) {
  Rng rng(5);
  Eigen::MatrixXd out(N, S);
  for (Index s = 0; s < S; ++s) {
    std::vector<Complex> spectrum;
    for (Index i = 0; i < N; ++i) {
      const double decay = std::pow(1 + static_cast<double>(std::min(i, N - i)), -alpha);
      spectrum.emplace_back(decay * rng.normal(), decay * rng.normal());
    }
    const auto signal = inverse_fft(spectrum);
    for (Index i = 0; i < N; ++i) out(i, s) = signal[static_cast<std::size_t>(i)].real();
  }
  return out;
}

Eigen::VectorXd powers(Index m, double p) {
  return Eigen::ArrayXd::LinSpaced(m, 1, static_cast<double>(m)).pow(-p);
}

TEST(FeatureObjective, TwoPointsByHand) {
  // one layer, one frequency: K = cos + 1 is 2 for a point with itself and 0 for its opposite
  const Eigen::MatrixXd signals{{3, 1}, {5, -1}};
  const FeatureObjective objective(signals, 2, {.n_inputs = 2, .n_layers = 1}, 0.25);
  const auto errors = objective(Eigen::VectorXd::Constant(1, 0.7));
  EXPECT_NEAR(errors.train, (9 + 1) / 2. * std::exp(-4 * 0.25), 1e-14);
  EXPECT_NEAR(errors.held_out, (25 + 1) / 2., 1e-13);
  EXPECT_NEAR(errors.gradient[0], 0, 1e-13);  // only ratios of amplitudes matter
}

TEST(FeatureObjective, IsTheMeanOfDensePredictions) {
  for (const Index c : {2, 3}) {
    const Index n = 8, N = n * c, m = 6;
    const Eigen::MatrixXd signals = noise(N, 5, 1);
    const NtkSettings s{.n_inputs = 2 * m, .width = 32, .n_layers = 3};
    const FourierMapping mapping{.B = Eigen::VectorXd::LinSpaced(m, 1, 6),
                                 .amplitude = powers(m, 0.8).normalized(),
                                 .n_inputs = 1};
    const Eigen::MatrixXd x = Eigen::RowVectorXd::LinSpaced(N, 0, 1 - 1 / static_cast<double>(N));
    const Eigen::MatrixXd F = encode<double>(mapping, x);
    const Eigen::MatrixXd F_train = F(Eigen::all, Eigen::seqN(0, n, c));
    std::vector<Index> held_out;
    for (Index i = 0; i < N; ++i) {
      if (i % c != 0) held_out.push_back(i);
    }
    const KernelDynamics dense({.K_train = ntk(s, F_train, F_train),
                                .K_all = ntk(s, F, F_train),
                                .y = signals(Eigen::seqN(0, n, c), Eigen::all),
                                .f0_train = {},
                                .f0_all = {}});
    for (const double t : {0., 0.02, 1., kInfinity}) {
      const auto expected = dense.errors(std::array{t}, held_out, signals(held_out, Eigen::all));
      const auto errors = FeatureObjective(signals, c, s, t)(3 * mapping.amplitude);
      const double power = signals.squaredNorm() / static_cast<double>(signals.size());
      // rounding of cosines is of 1e-8 in the angle of near points
      EXPECT_NEAR(errors.train, expected.train[0], 1e-7 * power) << t;
      EXPECT_NEAR(errors.held_out, expected.held_out[0], 1e-7 * power) << t;
    }
  }
}

TEST(FeatureObjective, GradientIsThatOfDifferences) {
  for (const auto& [N, m] : {std::pair<Index, Index>{16, 8}, {18, 5}}) {
    const Eigen::MatrixXd signals = noise(N, 4, 0.5);
    for (const double t : {1e-6, 0.05, 2., kInfinity}) {
      for (const Parameterization parameterization : kParameterizations) {
        const NtkSettings s{.n_inputs = 2 * m, .width = 64, .parameterization = parameterization};
        const FeatureObjective objective(signals, 2, s, t);
        const Eigen::VectorXd a = powers(m, 0.6);
        const Eigen::VectorXd gradient = objective(a).gradient;
        Eigen::VectorXd differences(m);
        for (Index b = 0; b < m; ++b) {
          constexpr double kStep = 1e-5;  // truncation 1e-10, rounding 1e-16 / 1e-5
          const Eigen::VectorXd step = kStep * Eigen::VectorXd::Unit(m, b);
          differences[b] =
              (objective(a + step).held_out - objective(a - step).held_out) / (2 * kStep);
        }
        const double size = std::max(differences.norm(), 1e-4 * objective(a).held_out);
        EXPECT_LT((gradient - differences).norm(), 1e-6 * size) << N << ' ' << t;
      }
    }
  }
}

TEST(FeatureObjective, PrefersThePowersOfThePaper) {
  // PAPER sec. 3.2, read off Fig. 5 to a quarter: the steeper the signals, the steeper the best
  // features. 128 of 256 points, learning rate 5e-3, 1000 steps.
  const NtkSettings s{.n_inputs = 128, .width = 1024};
  for (const auto& [alpha, best] : {std::pair<double, double>{1, 0.75}, {1.5, 1}, {2, 1.25}}) {
    const FeatureObjective objective(noise(256, 256, alpha), 2, s, 5);
    double least = kInfinity, at = 0;
    for (int i = 0; i <= 16; ++i) {
      const double p = i / 8., error = objective(powers(64, p)).held_out;
      if (error < least) at = p;
      least = std::min(least, error);
    }
    EXPECT_NEAR(at, best, 0.25) << alpha;
    // and a step down the gradient from there does better still
    const Eigen::VectorXd a = powers(64, at);
    const Eigen::VectorXd gradient = objective(a).gradient;
    EXPECT_LT(objective(a - 1e-3 / gradient.norm() * gradient).held_out, least);
  }
}

TEST(FeatureObjective, SilentSignalsAndSingleFeaturesAreFinite) {
  const Eigen::MatrixXd silence = Eigen::MatrixXd::Zero(8, 2);
  const FeatureObjective nothing(silence, 2, {.n_inputs = 8}, kInfinity);
  EXPECT_EQ(nothing(powers(4, 1)).held_out, 0);
  EXPECT_EQ(nothing(powers(4, 1)).gradient, Eigen::VectorXd::Zero(4));
  const FeatureObjective objective(noise(8, 2, 1), 2, {.n_inputs = 8}, kInfinity);
  for (Index b = 0; b < 4; ++b) {  // b = 2 and 4 repeat within the circle: a singular kernel
    const auto errors = objective(Eigen::VectorXd::Unit(4, b));
    EXPECT_TRUE(std::isfinite(errors.held_out) && errors.gradient.allFinite()) << b;
  }
}

TEST(FeatureObjective, RefusesWhatDoesNotFit) {
  const Eigen::MatrixXd signals = noise(8, 2, 1);
  EXPECT_THROW(FeatureObjective(signals, 1, {.n_inputs = 8}, 1), std::invalid_argument);
  EXPECT_THROW(FeatureObjective(signals, 3, {.n_inputs = 8}, 1), std::invalid_argument);
  EXPECT_THROW(FeatureObjective(signals, 2, {.n_inputs = 7}, 1), std::invalid_argument);
  EXPECT_THROW(FeatureObjective(signals, 2, {.n_inputs = 10}, 1), std::invalid_argument);
  EXPECT_THROW(FeatureObjective(signals, 2, {.n_inputs = 8}, -1), std::invalid_argument);
  EXPECT_THROW(FeatureObjective(Eigen::MatrixXd(), 2, {.n_inputs = 8}, 1), std::invalid_argument);
  const FeatureObjective objective(signals, 2, {.n_inputs = 8}, 1);
  EXPECT_THROW(objective(powers(3, 1)), std::invalid_argument);
  EXPECT_THROW(objective(Eigen::VectorXd::Zero(4)), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
