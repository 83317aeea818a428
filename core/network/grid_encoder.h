// gamma on the points of a product grid, without a sine per point.
#pragma once

#include <span>
#include <vector>

#include "core/network/fourier_mapping.h"

namespace fscope {

/// An axis-aligned product grid of points in one or two dimensions. Point i of a 2D grid has
/// column i % axes[0].size() and row i / axes[0].size(); its coordinates are
/// (axes[0][column], axes[1][row]): x first, as the paper's code orders them.
struct Grid {
  std::vector<Eigen::VectorXd> axes;

  Index size() const;
  Index n_inputs() const { return static_cast<Index>(axes.size()); }
  /// Coordinates of the listed points, n_inputs x N.
  Eigen::MatrixXd points(std::span<const Index> samples) const;
};

/// gamma at grid points by the angle-sum formula: sines and cosines are tabulated per column and
/// per row (phases in double), so a point costs 4 m multiplications. Accurate to a few
/// units of T's rounding for any frequency. Const calls from several threads are safe.
template <class T>
class GridEncoder {
 public:
  GridEncoder() = default;
  /// Throws std::invalid_argument when the grid's dimension is not the mapping's, or not 1 or 2.
  GridEncoder(const FourierMapping& mapping, const Grid& grid);

  Index n_features() const { return tables_.empty() ? 0 : tables_[0].rows(); }
  /// Writes gamma of the listed points into the columns of `features` (n_features x N).
  void encode(std::span<const Index> samples, MatrixRef<T> features) const;

 private:
  bool identity_ = false;
  std::vector<Matrix<T>> tables_;  // per axis: n_features x points; sines over cosines
};

}  // namespace fscope
