// The composed kernel of a Fourier mapping and a network: a function of the difference of points.
#pragma once

#include "core/network/fourier_mapping.h"
#include "core/theory/ntk.h"

namespace fscope {

/// The differences (i step_x, j step_y), |i| < nx, |j| < ny. In one dimension ny = 1.
struct DifferenceGrid {
  Index nx = 1;
  Index ny = 1;
  double step_x = 1;
  double step_y = 1;
};

/// K(delta) = h_NTK(h_gamma(delta)), h_gamma(delta) = sum_j a_j^2 cos(2 pi b_j.delta) / sum_j
/// a_j^2. PAPER sec. 6. Within 1e-7 of K(0) of encode() and ntk(): h_NTK is tabulated, and cosines
/// that rounding cannot tell from 1 count as 1. Const calls from several threads are safe.
class StationaryKernel {
 public:
  /// settings.n_inputs is the mapping's n_features. Throws std::invalid_argument when it is not,
  /// for the identity (whose kernel is not stationary) and when all amplitudes are 0.
  StationaryKernel(const FourierMapping& mapping, const NtkSettings& settings);

  Index n_inputs() const { return unit_.n_inputs; }
  /// K of differences of rho = h_gamma.
  double at_cosine(double rho) const { return h_(rho); }

  /// h_gamma and K at each difference (d x N): N. One sine per frequency and difference.
  Eigen::VectorXd cosines(const ConstMatrixRef<double>& deltas) const;
  Eigen::VectorXd operator()(const ConstMatrixRef<double>& deltas) const;

  /// h_gamma and K on a grid of differences: (2 nx - 1) x (2 ny - 1), x along the columns as in a
  /// picture's memory, the zero difference in the middle. Two matrix products, as cos(x + y) is a
  /// sum of products. Throws std::invalid_argument in other than 1 or 2 dimensions, and for ny > 1
  /// in one.
  Eigen::MatrixXd cosines(const DifferenceGrid& grid) const;
  Eigen::MatrixXd operator()(const DifferenceGrid& grid) const;

  /// K (n1 x n2) between points V1 (d x n1) and V2 (d x n2), by one product of their features.
  Eigen::MatrixXd between(const ConstMatrixRef<double>& V1, const ConstMatrixRef<double>& V2) const;

  /// The smallest distance along a direction (d, not zero) at which K has fallen half way from K(0)
  /// to its value at the mean of h_gamma along that direction, which is what K levels off at (0 of
  /// h_gamma, but for frequencies across it). Infinite where K is constant.
  double effective_width(const Eigen::VectorXd& direction) const;

 private:
  struct Quadrants {
    Eigen::MatrixXd same, opposite;  // nx x ny: at (i, j) and at (i, -j)
  };
  Quadrants quadrants(const DifferenceGrid& grid) const;

  FourierMapping unit_;  // frequencies of amplitudes other than 0, |gamma| = 1
  NtkTable h_;
};

}  // namespace fscope
