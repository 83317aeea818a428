#include "core/theory/grid_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "core/support/random.h"

namespace fscope {
namespace {

using Eigen::Index;

/// Even, but with no other symmetry.
double kernel_at(double dx, double dy) {
  return std::exp(-0.1 * (dx * dx + 2 * dy * dy + dx * dy)) + 0.3 * std::cos(dx - 0.7 * dy);
}

Eigen::MatrixXd kernel_of(const PixelGrid& grid) {
  Eigen::MatrixXd out(2 * grid.width - 1, 2 * grid.height - 1);
  for (Index j = 0; j < out.cols(); ++j) {
    for (Index i = 0; i < out.rows(); ++i) {
      out(i, j) = kernel_at(double(i - grid.width + 1), double(j - grid.height + 1));
    }
  }
  return out;
}

Eigen::VectorXd random_weights(Index n) {
  Rng rng(7);
  Eigen::VectorXd out(n);
  for (double& x : out) x = rng.normal();
  return out;
}

/// K_pixels,train w term by term.
Eigen::VectorXd slow_product(const PixelGrid& grid, const Eigen::VectorXd& w) {
  Eigen::VectorXd out(grid.n_pixels());
  for (int y = 0; y < grid.height; ++y) {
    for (int x = 0; x < grid.width; ++x) {
      double sum = 0;
      for (int j = 0; j < grid.train_rows(); ++j) {
        for (int i = 0; i < grid.train_columns(); ++i) {
          sum += kernel_at(x - grid.stride * i, y - grid.stride * j) *
                 w[Index{j} * grid.train_columns() + i];
        }
      }
      out[Index{y} * grid.width + x] = sum;
    }
  }
  return out;
}

Eigen::VectorXd pixels(const PixelKernel& K, const Eigen::VectorXd& w) {
  Eigen::VectorXd out;
  K.pixel_product()(w, out);
  return out;
}

const std::vector<PixelGrid> kGrids = {{1, 1, 1},  {1, 1, 2}, {2, 1, 2},  {1, 5, 2},  {7, 1, 2},
                                       {6, 4, 2},  {5, 4, 2}, {6, 3, 2},  {9, 11, 2}, {4, 3, 1},
                                       {21, 5, 2}, {3, 7, 1}, {37, 38, 2}};

TEST(GridKernel, OfThreePixelsInARowByHand) {
  // Trained on the first and the third; k = 4, 2, 1 at distances 0, 1, 2.
  Eigen::VectorXd kernel(5);
  kernel << 1, 2, 4, 2, 1;
  ThreadPool pool(1);
  const GridKernel K({3, 1, 2}, kernel, GridPixels::all, pool);
  Eigen::VectorXd out;
  K.train_product()(Eigen::Vector2d(1, 10), out);
  EXPECT_LT((out - Eigen::Vector2d(14, 41)).norm(), 1e-13);  // rounding
  EXPECT_LT((pixels(K, Eigen::Vector2d(1, 10)) - Eigen::Vector3d(14, 22, 41)).norm(), 1e-13);
}

TEST(GridKernel, IsTheSumOverTrainingPixelsForAnyGrid) {
  ThreadPool pool(2);
  for (const PixelGrid& grid : kGrids) {
    const GridKernel K(grid, kernel_of(grid), GridPixels::all, pool);
    const Eigen::VectorXd w = random_weights(grid.n_train());
    const Eigen::VectorXd want = slow_product(grid, w);
    const Eigen::VectorXd all = pixels(K, w);
    // Rounding of transforms of up to 75 x 75 values of sums up to some tens.
    EXPECT_LT((all - want).cwiseAbs().maxCoeff(), 1e-12) << grid.width << ' ' << grid.height;
    Eigen::VectorXd train;
    K.train_product()(w, train);
    for (Index i = 0; i < train.size(); ++i) {
      const Index column = grid.stride * (i % grid.train_columns());
      const Index row = grid.stride * (i / grid.train_columns());
      EXPECT_NEAR(train[i], want[row * grid.width + column], 1e-12);
    }
  }
}

TEST(GridKernel, SplitsAreAnsweredWithoutTheRest) {
  ThreadPool pool(1);
  for (const PixelGrid grid : {PixelGrid{6, 5, 2}, PixelGrid{1, 4, 2}, PixelGrid{4, 4, 1}}) {
    const GridKernel K(grid, kernel_of(grid), GridPixels::splits, pool);
    const Eigen::VectorXd w = random_weights(grid.n_train());
    Eigen::VectorXd want = slow_product(grid, w);
    for (Index i = 0; i < want.size(); ++i) {
      const Index column = i % grid.width % grid.stride;
      const Index row = i / grid.width % grid.stride;
      if (column != row) want[i] = 0;
    }
    EXPECT_LT((pixels(K, w) - want).cwiseAbs().maxCoeff(), 1e-12);
  }
}

TEST(GridKernel, SameBitsForAnyNumberOfThreads) {
  const PixelGrid grid{11, 8, 2};
  const Eigen::VectorXd w = random_weights(grid.n_train());
  ThreadPool one(1);
  ThreadPool many(4);
  EXPECT_EQ(pixels(GridKernel(grid, kernel_of(grid), GridPixels::all, one), w),
            pixels(GridKernel(grid, kernel_of(grid), GridPixels::all, many), w));
}

TEST(DenseKernel, MultipliesAndKnowsItsTrainingPixels) {
  Eigen::MatrixXd K(3, 2);  // trained on the first and the third
  K << 4, 1, 2, 2, 1, 4;
  const DenseKernel dense({3, 1, 2}, K);
  Eigen::VectorXd out;
  dense.train_product()(Eigen::Vector2d(1, 10), out);
  EXPECT_EQ(out, Eigen::Vector2d(14, 41));
  EXPECT_EQ(pixels(dense, Eigen::Vector2d(1, 10)), Eigen::Vector3d(14, 22, 41));
  EXPECT_THROW(DenseKernel({4, 1, 2}, K), std::invalid_argument);
  EXPECT_THROW(DenseKernel({0, 1, 2}, K), std::invalid_argument);
}

TEST(GridKernel, RefusesGridsAndKernelsThatDoNotFit) {
  ThreadPool pool(1);
  const Eigen::MatrixXd kernel = kernel_of({3, 3, 2});
  const auto make = [&](PixelGrid grid) { GridKernel(grid, kernel, GridPixels::all, pool); };
  EXPECT_THROW(make({0, 3, 2}), std::invalid_argument);
  EXPECT_THROW(make({3, 0, 2}), std::invalid_argument);
  EXPECT_THROW(make({3, 3, 3}), std::invalid_argument);
  EXPECT_THROW(make({4, 3, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
