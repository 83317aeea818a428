#include "core/theory/grid_dynamics.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "core/support/random.h"
#include "core/theory/ntk.h"
#include "tests/core/golden.h"

namespace fscope {
namespace {

using Eigen::Index;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A kernel of the difference (dx, dy) in pixels.
using KernelAt = std::function<double(double dx, double dy)>;

/// Positive definite.
KernelAt exponential(double length) {
  return [length](double dx, double dy) { return 0.1 * std::exp(-std::hypot(dx, dy) / length); };
}

std::unique_ptr<const PixelKernel> grid_kernel(const PixelGrid& grid, const KernelAt& kernel,
                                               ThreadPool& pool) {
  Eigen::MatrixXd values(2 * grid.width - 1, 2 * grid.height - 1);
  for (Index j = 0; j < values.cols(); ++j) {
    for (Index i = 0; i < values.rows(); ++i) {
      values(i, j) = kernel(double(i - grid.width + 1), double(j - grid.height + 1));
    }
  }
  return std::make_unique<GridKernel>(grid, values, GridPixels::all, pool);
}

Eigen::MatrixXd random_targets(Index n, Index channels) {
  Rng rng(3);
  Eigen::MatrixXd out(n, channels);
  for (double& x : out.reshaped()) x = rng.uniform() - 0.5;
  return out;
}

/// K between all pixels and the training pixels, term by term.
Eigen::MatrixXd dense_kernel(const PixelGrid& grid, const KernelAt& kernel) {
  Eigen::MatrixXd K(grid.n_pixels(), grid.n_train());
  for (Index i = 0; i < K.rows(); ++i) {
    for (Index j = 0; j < K.cols(); ++j) {
      const double dx = double(i % grid.width - grid.stride * (j % grid.train_columns()));
      const double dy = double(i / grid.width - grid.stride * (j / grid.train_columns()));
      K(i, j) = kernel(dx, dy);
    }
  }
  return K;
}

/// Rows of the training pixels.
Eigen::MatrixXd train_rows(const PixelGrid& grid, const Eigen::MatrixXd& all) {
  Eigen::MatrixXd out(grid.n_train(), all.cols());
  for (Index j = 0; j < out.rows(); ++j) {
    const Index column = grid.stride * (j % grid.train_columns());
    const Index row = grid.stride * (j / grid.train_columns());
    out.row(j) = all.row(row * grid.width + column);
  }
  return out;
}

/// Eq. 3 with a dense decomposition.
Eigen::MatrixXd dense_flow(const PixelGrid& grid, const KernelAt& kernel,
                           const Eigen::MatrixXd& targets, double t) {
  const Eigen::MatrixXd K = dense_kernel(grid, kernel);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(train_rows(grid, K));
  Eigen::VectorXd gain = eigen.eigenvalues();
  for (double& g : gain) g = -std::expm1(-g * t) / g;
  const Eigen::MatrixXd& Q = eigen.eigenvectors();
  return K * (Q * (gain.asDiagonal() * (Q.transpose() * targets)));
}

TEST(GridDynamics, OfOnePixelByHand) {
  ThreadPool pool(1);
  GridDynamics dynamics(grid_kernel({2, 1, 2}, exponential(1), pool),
                        Eigen::MatrixXd::Constant(1, 1, 0.4));
  const FlowState state = dynamics.prepare(5, {}, pool);
  EXPECT_TRUE(state.converged);
  EXPECT_EQ(state.n_iterations, 1);
  const double learned = 0.4 * (1 - std::exp(-0.1 * 5));
  const Eigen::MatrixXd f = dynamics.evaluate(5, pool);
  EXPECT_NEAR(f(0, 0), learned, 1e-15);
  EXPECT_NEAR(f(1, 0), learned * std::exp(-1), 1e-15);
  EXPECT_NEAR(dynamics.evaluate(kInfinity, pool)(0, 0), 0.4, 1e-15);
}

TEST(GridDynamics, AgreesWithADenseDecomposition) {
  ThreadPool pool(2);
  for (const PixelGrid grid : {PixelGrid{12, 9, 2}, PixelGrid{7, 7, 2}, PixelGrid{6, 5, 1}}) {
    for (const Index channels : {1, 3}) {
      const Eigen::MatrixXd targets = random_targets(grid.n_train(), channels);
      GridDynamics dynamics(grid_kernel(grid, exponential(4), pool), targets);
      const FlowState state = dynamics.prepare(kInfinity, {.tolerance = 1e-9}, pool);
      EXPECT_TRUE(state.converged);
      EXPECT_LE(state.residual, 1e-9);
      for (const double t : {0.0, 1.0, 100.0, 1e5, kInfinity}) {
        const Eigen::MatrixXd want = dense_flow(grid, exponential(4), targets, t);
        // Twice the residual, of targets below 1/2; factor 10 for pixels between.
        EXPECT_LT((dynamics.evaluate(t, pool) - want).cwiseAbs().maxCoeff(), 1e-8) << t;
      }
    }
  }
}

/// The kernel of a mapping with unit amplitudes, cosine by cosine; frequencies B (m x 2) are in
/// cycles over `side` pixels.
KernelAt mapped(const Eigen::MatrixXd& B, double side, const NtkFunction& h) {
  return [=](double dx, double dy) {
    const Eigen::Vector2d delta(dx / side, dy / side);
    return h((2 * std::numbers::pi * (B * delta).array()).cos().mean());
  };
}

TEST(GridDynamics, GoldenPicturesAtEveryTime) {
  const auto golden = golden::read("ntk_reference.json")["dynamics_2d"];
  const int side = golden["side"];
  const Eigen::MatrixXd image = golden::matrix(golden["image"]);
  const PixelGrid grid{side, side, 2};
  const Eigen::MatrixXd row_by_row = image.transpose().reshaped();
  const Eigen::MatrixXd targets = train_rows(grid, row_by_row).array() - 0.5;
  const Eigen::MatrixXd B0 = golden::matrix(golden["B0"]);
  const NtkFunction h({.n_inputs = 2 * B0.rows(), .parameterization = Parameterization::ntk}, 1);
  ThreadPool pool(2);
  double sigma_before = 0;
  std::optional<GridDynamics> dynamics;
  int n_cases = 0;
  for (const auto& known : golden["cases"]) {  // one decomposition for all times of a sigma
    const double sigma = known["sigma"];
    const double t = known["lr_t"];
    if (sigma != sigma_before) {
      dynamics.emplace(grid_kernel(grid, mapped(sigma * B0, side, h), pool), targets);
    }
    sigma_before = sigma;
    EXPECT_TRUE(dynamics->prepare(t, {.tolerance = 1e-6}, pool).converged);
    const Eigen::MatrixXd f = dynamics->evaluate(t, pool).array() + 0.5;
    const Eigen::MatrixXd want = golden::matrix(known["prediction"]).transpose().reshaped();
    // The tolerance of the iteration is 1e-6 of 0.3.
    EXPECT_LT((f - want).cwiseAbs().maxCoeff(), 1e-5) << "sigma " << sigma << ", t " << t;
    ++n_cases;
  }
  EXPECT_EQ(n_cases, 9);
}

TEST(GridDynamics, ResidualBoundsTheErrorAtTrainingPixels) {
  ThreadPool pool(2);
  const PixelGrid grid{15, 14, 2};
  const Eigen::MatrixXd targets = random_targets(grid.n_train(), 3);
  for (const double t : {30.0, kInfinity}) {
    GridDynamics dynamics(grid_kernel(grid, exponential(9), pool), targets);
    const FlowState state = dynamics.prepare(t, {.tolerance = 1e-2}, pool);
    const Eigen::MatrixXd error =
        train_rows(grid, dynamics.evaluate(t, pool) - dense_flow(grid, exponential(9), targets, t));
    EXPECT_TRUE(state.converged);
    EXPECT_LT(error.norm(), 2 * state.residual * targets.norm());
  }
}

TEST(GridDynamics, SaysWhenItHasNotConvergedAndGoesOn) {
  ThreadPool pool(2);
  const PixelGrid grid{24, 24, 2};
  GridDynamics dynamics(grid_kernel(grid, exponential(30), pool),
                        random_targets(grid.n_train(), 3));
  FlowState state = dynamics.prepare(kInfinity, {.tolerance = 1e-3, .max_iterations = 10}, pool);
  EXPECT_FALSE(state.converged);
  EXPECT_EQ(state.n_iterations, 10);
  EXPECT_GT(state.residual, 1e-3);
  state = dynamics.prepare(0.01, {.tolerance = 1e-3, .max_iterations = 10}, pool);
  EXPECT_TRUE(state.converged);  // so short a time needs no more
  EXPECT_EQ(state.n_iterations, 10);
  state = dynamics.prepare(kInfinity, {.tolerance = 1e-3}, pool);
  EXPECT_TRUE(state.converged);
  EXPECT_GT(state.n_iterations, 10);
  state = dynamics.prepare(kInfinity, {.tolerance = 0}, pool, [] { return true; });
  EXPECT_FALSE(state.converged);
}

TEST(GridDynamics, EqualChannelsCostNothing) {
  ThreadPool pool(1);
  const PixelGrid grid{10, 10, 2};
  const Eigen::MatrixXd gray = random_targets(grid.n_train(), 1).replicate(1, 3);
  GridDynamics dynamics(grid_kernel(grid, exponential(3), pool), gray);
  EXPECT_TRUE(dynamics.prepare(10, {.tolerance = 1e-6}, pool).converged);
  const Eigen::MatrixXd f = dynamics.evaluate(10, pool);
  EXPECT_LT((f.col(0) - f.col(2)).cwiseAbs().maxCoeff(), 1e-7);
}

TEST(GridDynamics, DegenerateInputsAreAnsweredOrRefused) {
  ThreadPool pool(2);
  const PixelGrid grid{6, 6, 2};
  const KernelAt constant = [](double, double) { return 5; };
  const Eigen::MatrixXd targets = random_targets(9, 3);
  GridDynamics flat(grid_kernel(grid, constant, pool), targets);
  EXPECT_TRUE(flat.prepare(kInfinity, {}, pool).converged);
  const Eigen::MatrixXd f = flat.evaluate(kInfinity, pool);
  for (Index c = 0; c < 3; ++c) {
    EXPECT_LT((f.col(c).array() - targets.col(c).mean()).abs().maxCoeff(), 1e-12);  // rounding
  }

  GridDynamics nothing(grid_kernel(grid, exponential(2), pool), Eigen::MatrixXd::Zero(9, 3));
  const FlowState state = nothing.prepare(kInfinity, {}, pool);
  EXPECT_TRUE(state.converged);
  EXPECT_EQ(state.residual, 0);
  EXPECT_EQ(nothing.evaluate(kInfinity, pool), Eigen::MatrixXd::Zero(36, 3));

  const auto make = [&](const Eigen::MatrixXd& wrong) {
    GridDynamics(grid_kernel(grid, exponential(2), pool), wrong);
  };
  EXPECT_THROW(make(Eigen::MatrixXd::Zero(8, 3)), std::invalid_argument);
  EXPECT_THROW(make(Eigen::MatrixXd::Zero(9, 0)), std::invalid_argument);
  EXPECT_THROW(make(Eigen::MatrixXd::Constant(9, 1, NAN)), std::invalid_argument);
  EXPECT_THROW(nothing.prepare(-1, {}, pool), std::invalid_argument);
  EXPECT_THROW(nothing.prepare(NAN, {}, pool), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
