#include "core/theory/circulant.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "core/theory/dynamics.h"
#include "core/theory/stationary_kernel.h"

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// K at the differences k / N of b = 1 .. m, a = 1 / b^p.
Eigen::VectorXd some_row(Index N, Index m, double p = 0.5) {
  const auto mapping =
      make_mapping({.kind = MappingKind::power, .power = p, .n_frequencies = m}, 1, 0);
  const StationaryKernel kernel(mapping,
                                {.n_inputs = 2 * m, .parameterization = Parameterization::ntk});
  return kernel(DifferenceGrid{.nx = N, .step_x = 1 / static_cast<double>(N)}).col(0).tail(N);
}

Eigen::MatrixXd waves(Index rows, Index columns) {
  return Eigen::MatrixXd::NullaryExpr(
      rows, columns, [](Index i, Index j) { return std::sin(static_cast<double>(i * i + 3 * j)); });
}

TEST(Circulant, ByHand) {
  // four points, two of them trained on: K_train = [4 1; 1 4] has eigenvalues 5 and 3
  const CirculantKernel kernel(Eigen::Vector4d(4, 2, 1, 2), 2);
  EXPECT_TRUE(kernel.spectrum.isApprox(Eigen::Vector4d(9, 3, 1, 3), 1e-15));
  EXPECT_TRUE(kernel.eigenvalues.isApprox(Eigen::Vector2d(5, 3), 1e-15));
  // between targets 1 and 1 the weights are 1/5 each, and K gives 2/5 + 2/5
  const CirculantDynamics dynamics(kernel, Eigen::Vector2d(1, 1));
  EXPECT_TRUE(dynamics.all(kInfinity).isApprox(Eigen::Vector4d(1, 0.8, 1, 0.8), 1e-15));
}

TEST(Circulant, IsTheDenseForm) {
  for (const auto& [n, c] : {std::pair<Index, Index>{16, 2}, {15, 3}, {9, 4}, {8, 1}, {1, 6}}) {
    const Index N = n * c;
    const Eigen::VectorXd row = some_row(N, 7);
    DynamicsProblem p{.K_train = Eigen::MatrixXd(n, n),
                      .K_all = Eigen::MatrixXd(N, n),
                      .y = waves(n, 2),
                      .f0_train = {},
                      .f0_all = waves(N, 2).reverse()};
    p.f0_train = p.f0_all(Eigen::seqN(0, n, c), Eigen::all);
    for (Index j = 0; j < n; ++j) {
      for (Index i = 0; i < N; ++i) p.K_all(i, j) = row[(i - c * j + N) % N];
    }
    p.K_train = p.K_all(Eigen::seqN(0, n, c), Eigen::all);
    const KernelDynamics dense(p);
    const CirculantDynamics circulant(CirculantKernel(row, c), p.y, p.f0_all);
    Eigen::VectorXd eigenvalues = circulant.kernel().eigenvalues;
    std::sort(eigenvalues.begin(), eigenvalues.end(), std::greater<>());
    EXPECT_TRUE(eigenvalues.isApprox(dense.eigenvalues(), 1e-12));
    for (const double t : {0., 0.3, 10., kInfinity}) {
      // rounding of the smallest eigenvalues, a thousandth of the largest, and the table's error
      EXPECT_LT((circulant.all(t) - dense.all(t)).cwiseAbs().maxCoeff(), 1e-8)
          << n << " of " << N << " at " << t;
    }
    EXPECT_EQ(circulant.all(0), p.f0_all);
  }
}

TEST(Circulant, ConstantKernelsLearnTheMean) {
  const Eigen::VectorXd y = waves(6, 1);
  const CirculantDynamics dynamics(CirculantKernel(Eigen::VectorXd::Constant(12, 3), 2), y);
  EXPECT_TRUE(dynamics.all(kInfinity).isApprox(Eigen::VectorXd::Constant(12, y.mean()), 1e-13));
  const CirculantDynamics nothing(CirculantKernel(Eigen::VectorXd::Zero(12), 2), y);
  EXPECT_EQ(nothing.all(kInfinity), Eigen::MatrixXd::Zero(12, 1));
}

TEST(Circulant, RefusesWhatIsNoCircle) {
  const Eigen::VectorXd row = some_row(12, 4);
  EXPECT_THROW(CirculantKernel(row, 5), std::invalid_argument);
  EXPECT_THROW(CirculantKernel(row, 0), std::invalid_argument);
  EXPECT_THROW(CirculantKernel(Eigen::VectorXd(), 1), std::invalid_argument);
  EXPECT_THROW(CirculantKernel(Eigen::Vector3d(3, 2, 1), 1), std::invalid_argument);
  EXPECT_THROW(CirculantKernel(Eigen::Vector3d(3, std::nan(""), 1), 1), std::invalid_argument);
  const CirculantKernel kernel(row, 2);
  EXPECT_THROW(CirculantDynamics(kernel, waves(5, 1)), std::invalid_argument);
  EXPECT_THROW(CirculantDynamics(kernel, waves(6, 1), waves(12, 2)), std::invalid_argument);
  EXPECT_THROW(CirculantDynamics(kernel, waves(6, 1)).all(-1), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
