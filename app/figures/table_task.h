// A learning task given by a table of values on a grid.
#pragma once

#include <vector>

#include "core/tasks/task.h"

namespace fscope {

/// Values at every point of a grid, and which of them are trained and measured.
class TableTask final : public Task {
 public:
  /// values: c x grid.size(). train (at least one) and heldout are indices into the grid, in
  /// ascending order; a point may be in both. Throws std::invalid_argument otherwise.
  TableTask(Grid grid, Matrix<float> values, std::vector<Index> train, std::vector<Index> heldout);

  const Grid& grid() const override { return grid_; }
  Index n_outputs() const override { return values_.rows(); }
  Index n_points(Split split) const override { return static_cast<Index>(points_of(split).size()); }
  Index point(Split split, Index i) const override {
    return points_of(split)[static_cast<std::size_t>(i)];
  }
  void targets(std::span<const Index> points, MatrixRef<float> out) const override;

 private:
  const std::vector<Index>& points_of(Split split) const {
    return split == Split::train ? train_ : heldout_;
  }

  Grid grid_;
  Matrix<float> values_;
  std::vector<Index> train_;
  std::vector<Index> heldout_;
};

/// begin, begin + step, ... below n.
std::vector<Index> every(Index step, Index begin, Index n);

}  // namespace fscope
