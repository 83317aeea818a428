#include "core/theory/tridiagonal.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>
#include <stdexcept>

#include "core/support/random.h"

namespace fscope {
namespace {

using Eigen::Index;

Eigen::MatrixXd assemble(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& off) {
  Eigen::MatrixXd T = diagonal.asDiagonal();
  for (Index i = 0; i < off.size(); ++i) T(i, i + 1) = T(i + 1, i) = off[i];
  return T;
}

TEST(TridiagonalEigen, OfTwoByTwoByHand) {
  // (2 1; 1 2): 3 along (1, 1), 1 along (1, -1).
  const auto T = tridiagonal_eigen(Eigen::VectorXd::Constant(2, 2), Eigen::VectorXd::Ones(1),
                                   Eigen::MatrixXd::Identity(2, 2));
  for (Index i = 0; i < 2; ++i) {
    const double sign = T.rows(0, i) * T.rows(1, i) > 0 ? 1 : -1;
    EXPECT_NEAR(T.values[i], 2 + sign, 1e-15);
    EXPECT_NEAR(std::abs(T.rows(0, i)), std::sqrt(0.5), 1e-15);
  }
  const auto one = tridiagonal_eigen(Eigen::VectorXd::Constant(1, 7), Eigen::VectorXd(),
                                     Eigen::MatrixXd::Identity(1, 1));
  EXPECT_EQ(one.values[0], 7);
  EXPECT_EQ(one.rows(0, 0), 1);
}

TEST(TridiagonalEigen, AgreesWithADenseSolver) {
  Rng rng(4);
  for (const Index k : {3, 10, 60}) {
    for (const double grading : {1.0, 0.7}) {  // from equal sizes to ten orders of magnitude
      Eigen::VectorXd diagonal(k);
      Eigen::VectorXd off(k - 1);
      for (Index i = 0; i < k; ++i) diagonal[i] = rng.normal() * std::pow(grading, double(i));
      for (Index i = 0; i + 1 < k; ++i) off[i] = rng.normal() * std::pow(grading, double(i));
      off[k / 2] = 0;  // it falls apart
      const Eigen::MatrixXd T = assemble(diagonal, off);
      auto got = tridiagonal_eigen(diagonal, off, Eigen::MatrixXd::Identity(k, k));
      const Eigen::MatrixXd& Q = got.rows;
      // Rounding of k^2 rotations of numbers of size 1 to 5.
      EXPECT_LT((T * Q - Q * got.values.asDiagonal()).cwiseAbs().maxCoeff(), 1e-13);
      EXPECT_LT((Q.transpose() * Q - Eigen::MatrixXd::Identity(k, k)).cwiseAbs().maxCoeff(), 1e-13);
      std::sort(got.values.begin(), got.values.end());
      const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> dense(T);
      EXPECT_LT((got.values - dense.eigenvalues()).cwiseAbs().maxCoeff(), 1e-13);
    }
  }
}

TEST(TridiagonalEigen, RowsAreThoseOfTheWhole) {
  const Eigen::VectorXd diagonal = Eigen::VectorXd::LinSpaced(9, 1, 5);
  const Eigen::VectorXd off = Eigen::VectorXd::LinSpaced(8, 2, -1);
  const Eigen::MatrixXd all = Eigen::MatrixXd::Identity(9, 9);
  const auto whole = tridiagonal_eigen(diagonal, off, all);
  const auto part = tridiagonal_eigen(diagonal, off, all.row(8));
  EXPECT_EQ(part.values, whole.values);
  EXPECT_EQ(part.rows, whole.rows.row(8));
}

TEST(TridiagonalEigen, RefusesWhatDoesNotFitOrIsNotFinite) {
  const Eigen::VectorXd three = Eigen::VectorXd::Ones(3);
  EXPECT_THROW(tridiagonal_eigen(three, three, Eigen::MatrixXd::Identity(3, 3)),
               std::invalid_argument);
  EXPECT_THROW(tridiagonal_eigen(three, three.head(2), Eigen::MatrixXd::Identity(2, 2)),
               std::invalid_argument);
  EXPECT_THROW(tridiagonal_eigen({}, {}, {}), std::invalid_argument);
  const Eigen::VectorXd bad =
      Eigen::VectorXd::Constant(3, std::numeric_limits<double>::quiet_NaN());
  EXPECT_THROW(tridiagonal_eigen(bad, three.head(2), Eigen::MatrixXd::Identity(3, 3)),
               std::runtime_error);
}

}  // namespace
}  // namespace fscope
