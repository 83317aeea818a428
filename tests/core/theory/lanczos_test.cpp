#include "core/theory/lanczos.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/support/random.h"

namespace fscope {
namespace {

using Eigen::Index;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

LinearMap product_with(const Eigen::MatrixXd& K) {
  return [K](const Eigen::VectorXd& w, Eigen::VectorXd& out) { out = K * w; };
}

Eigen::VectorXd random_vector(Index n, std::uint64_t seed) {
  Rng rng(seed);
  Eigen::VectorXd out(n);
  for (double& x : out) x = rng.normal();
  return out;
}

/// Positive definite, one large eigenvalue and a tail that falls to 1e-5 of it, as kernels have.
Eigen::MatrixXd kernel_like(Index n) {
  Eigen::MatrixXd K(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < n; ++j) K(i, j) = 3 + std::exp(-0.05 * std::abs(double(i - j)));
  }
  return K;
}

/// phi_t(K) b by definition.
Eigen::VectorXd dense_phi(const Eigen::MatrixXd& K, const Eigen::VectorXd& b, double t) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(K);
  Eigen::VectorXd c = eigen.eigenvectors().transpose() * b;
  for (Index i = 0; i < c.size(); ++i) {
    const double lambda = eigen.eigenvalues()[i];
    c[i] *= -std::expm1(-lambda * t) / lambda;
  }
  return eigen.eigenvectors() * c;
}

TEST(FlowGain, ByHandAndInTheLimits) {
  EXPECT_DOUBLE_EQ(flow_gain(2, 0.5, 1e-10), (1 - std::exp(-1)) / 2);
  EXPECT_EQ(flow_gain(2, 0, 1e-10), 0);
  EXPECT_EQ(flow_gain(2, kInfinity, 1e-10), 0.5);
  EXPECT_NEAR(flow_gain(1e-9, 3, 1e-10), 3, 1e-8);  // t for slow modes, up to lambda t^2 / 2
  EXPECT_EQ(flow_gain(1e-11, kInfinity, 1e-10), 0);
  EXPECT_EQ(flow_gain(-1e-11, 5, 1e-10), 0);
}

TEST(Lanczos, OfADiagonalByHand) {
  const Eigen::Matrix2d K = Eigen::Vector2d(1, 3).asDiagonal();
  Lanczos lanczos(Eigen::Vector2d(1, -2));
  EXPECT_EQ(lanczos.residual(0), 0);
  EXPECT_DOUBLE_EQ(lanczos.residual(1), std::sqrt(5));
  lanczos.run(product_with(K), {.t = kInfinity});
  EXPECT_EQ(lanczos.n_iterations(), 2);
  EXPECT_TRUE(lanczos.exhausted());
  const double t = 0.7;
  const Eigen::Vector2d want(1 - std::exp(-t), -2 * (1 - std::exp(-3 * t)) / 3);
  EXPECT_LT((lanczos.phi(t) - want).norm(), 1e-14);  // rounding
  EXPECT_LT((lanczos.phi(kInfinity) - Eigen::Vector2d(1, -2.0 / 3)).norm(), 1e-14);
  EXPECT_EQ(lanczos.phi(0).norm(), 0);
}

TEST(Lanczos, AgreesWithADenseDecompositionForEveryTime) {
  const Index n = 80;
  const Eigen::MatrixXd K = kernel_like(n);
  const Eigen::VectorXd b = random_vector(n, 1);
  Lanczos lanczos(b);
  lanczos.run(product_with(K), {.t = kInfinity, .residual = 1e-9 * b.norm()});
  for (const double t : {0.0, 1e-3, 0.1, 1.0, 50.0, 1e6, kInfinity}) {
    // w: the residual, over the smallest eigenvalue (0.025); and exp(-K t) b is as near as that.
    const Eigen::VectorXd w = dense_phi(K, b, t);
    EXPECT_LT((lanczos.phi(t) - w).norm(), 1e-7 * b.norm()) << t;
    EXPECT_LT((K * (lanczos.phi(t) - w)).norm(), 2e-9 * b.norm()) << t;
  }
}

TEST(Lanczos, ResidualBoundsTheErrorAndFalls) {
  const Index n = 80;
  const Eigen::MatrixXd K = kernel_like(n);
  const Eigen::VectorXd b = random_vector(n, 2);
  for (const double t : {0.3, 10.0, kInfinity}) {
    Lanczos lanczos(b);
    double last = kInfinity;
    for (int k = 4; k <= 64; k *= 2) {
      lanczos.run(product_with(K), {.t = t, .residual = 0, .max_iterations = k});
      ASSERT_EQ(lanczos.n_iterations(), k);
      const double residual = lanczos.residual(t);
      EXPECT_LT(residual, last);
      last = residual;
      const double error = (K * (lanczos.phi(t) - dense_phi(K, b, t))).norm();
      // exp(-K t) b errs by at most the residual, and K w differs from b minus that by once more.
      EXPECT_LE(error, 2 * residual + 1e-12 * b.norm()) << t << ' ' << k;
    }
  }
}

TEST(Lanczos, GoesOnWhereItStopped) {
  const Eigen::MatrixXd K = kernel_like(50);
  const Eigen::VectorXd b = random_vector(50, 3);
  Lanczos once(b);
  once.run(product_with(K), {.t = kInfinity, .residual = 0, .max_iterations = 30});
  Lanczos twice(b);
  twice.run(product_with(K), {.t = 0.1, .residual = 0, .max_iterations = 11});
  EXPECT_GT(twice.phi(1).norm(), 0);
  twice.run(product_with(K), {.t = kInfinity, .residual = 0, .max_iterations = 30});
  EXPECT_EQ(twice.phi(1), once.phi(1));

  Lanczos stopped(b);
  int asked = 0;
  stopped.run(product_with(K), {.t = kInfinity}, [&asked] { return ++asked > 5; });
  EXPECT_EQ(stopped.n_iterations(), 5);
}

TEST(Lanczos, ASmallTimeTakesFewIterations) {
  const Eigen::MatrixXd K = kernel_like(80);
  const Eigen::VectorXd b = random_vector(80, 4);
  const auto n_iterations = [&](double t) {
    Lanczos lanczos(b);
    lanczos.run(product_with(K), {.t = t, .residual = 1e-6 * b.norm()});
    return lanczos.n_iterations();
  };
  EXPECT_EQ(n_iterations(0), 0);
  EXPECT_LT(n_iterations(0.01), n_iterations(1));
  EXPECT_LT(n_iterations(1), n_iterations(kInfinity));
}

TEST(Lanczos, SingularKernelsLeaveWhatTheyCannotSee) {
  // Every entry 2: only the mean can be learned, however long it takes.
  const Eigen::MatrixXd K = Eigen::MatrixXd::Constant(40, 40, 2);
  const Eigen::VectorXd b = random_vector(40, 5);
  Lanczos lanczos(b);
  lanczos.run(product_with(K), {.t = kInfinity, .residual = 1e-9});
  EXPECT_TRUE(lanczos.exhausted());
  for (const double t : {1.0, 1e20, kInfinity}) {
    // phi errs by 1e-15 |b| / lambda elsewhere; K takes it back.
    const Eigen::VectorXd f = K * lanczos.phi(t);
    EXPECT_LT((f.array() - b.mean()).abs().maxCoeff(), 1e-12) << t;
  }
}

TEST(Lanczos, DegenerateInputsAreAnsweredOrRefused) {
  Lanczos zero(Eigen::VectorXd::Zero(3));
  zero.run(product_with(Eigen::MatrixXd::Identity(3, 3)), {.t = 1});
  EXPECT_EQ(zero.n_iterations(), 0);
  EXPECT_EQ(zero.residual(1), 0);
  EXPECT_EQ(zero.phi(1), Eigen::VectorXd::Zero(3));

  Lanczos one(Eigen::VectorXd::Constant(1, -4));
  one.run(product_with(Eigen::MatrixXd::Constant(1, 1, 2)), {.t = kInfinity});
  EXPECT_EQ(one.phi(kInfinity)[0], -2);
  Lanczos no_kernel(Eigen::VectorXd::Ones(3));
  no_kernel.run(product_with(Eigen::MatrixXd::Zero(3, 3)), {.t = kInfinity});
  EXPECT_EQ(no_kernel.phi(kInfinity).norm(), 0);

  EXPECT_THROW(Lanczos(Eigen::VectorXd()), std::invalid_argument);
  EXPECT_THROW(Lanczos(Eigen::VectorXd::Constant(2, NAN)), std::invalid_argument);
  Lanczos lanczos(Eigen::VectorXd::Ones(2));
  EXPECT_THROW(lanczos.run(product_with(Eigen::MatrixXd::Constant(2, 2, NAN)), {.t = 1}),
               std::runtime_error);
}

}  // namespace
}  // namespace fscope
