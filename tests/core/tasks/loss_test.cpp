#include "core/tasks/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace fscope {
namespace {

const Matrix<double> kOutputs = (Matrix<double>(2, 2) << 1, 0.5, 0, 0.25).finished();
const Matrix<double> kTargets = (Matrix<double>(2, 2) << 0.5, 0.5, 1, 0).finished();
// differences: 0.5, 0; -1, 0.25; squares add up to 0.25 + 1 + 0.0625

TEST(Loss, HalfSumByHand) {
  Matrix<double> gradient(2, 2);
  const double value = squared_error_loss<double>(Loss::half_sum, kOutputs, kTargets, 2, gradient);
  EXPECT_EQ(value, 0.5 * 1.3125);
  EXPECT_EQ(gradient, kOutputs - kTargets);
}

TEST(Loss, HalfMeanByHand) {
  Matrix<double> gradient(2, 2);
  const double value = squared_error_loss<double>(Loss::half_mean, kOutputs, kTargets, 2, gradient);
  EXPECT_EQ(value, 0.5 * 1.3125 / 4);
  EXPECT_EQ(gradient, (kOutputs - kTargets) / 4);
}

TEST(Loss, PartsOfABatchAddUpToIt) {
  for (const Loss loss : {Loss::half_mean, Loss::half_sum}) {
    Matrix<double> gradient(2, 2);
    const double whole = squared_error_loss<double>(loss, kOutputs, kTargets, 2, gradient);
    double sum = 0;
    for (const Index k : {0, 1}) {
      Matrix<double> part(2, 1);
      sum += squared_error_loss<double>(loss, kOutputs.col(k), kTargets.col(k), 2, part);
      EXPECT_EQ(part, gradient.col(k));
    }
    EXPECT_EQ(sum, whole) << loss_name(loss);  // these numbers are exact in binary
  }
}

TEST(Loss, RefusesShapesThatDiffer) {
  Matrix<double> gradient(2, 2);
  EXPECT_THROW(
      squared_error_loss<double>(Loss::half_sum, kOutputs, kTargets.leftCols(1), 2, gradient),
      std::invalid_argument);
  Matrix<double> narrow(2, 1);
  EXPECT_THROW(squared_error_loss<double>(Loss::half_sum, kOutputs, kTargets, 2, narrow),
               std::invalid_argument);
}

TEST(Psnr, IsTenDecibelsADecade) {
  EXPECT_EQ(psnr(1), 0);
  EXPECT_NEAR(psnr(0.01), 20, 1e-12);  // rounding of the logarithm
  EXPECT_EQ(psnr(0), INFINITY);
  EXPECT_NEAR(psnr(0.05) - psnr(0.5), 10, 1e-12);
}

}  // namespace
}  // namespace fscope
