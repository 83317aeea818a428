#include "app/figures/table_task.h"

#include <algorithm>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

void check_points(const std::vector<Index>& points, Index n) {
  for (const Index i : points) {
    require(i >= 0 && i < n, "there is no point ", i, " on a grid of ", n);
  }
  require(std::ranges::is_sorted(points), "the points of a split must ascend");
}

}  // namespace

TableTask::TableTask(Grid grid, Matrix<float> values, std::vector<Index> train,
                     std::vector<Index> heldout)
    : grid_(std::move(grid)),
      values_(std::move(values)),
      train_(std::move(train)),
      heldout_(std::move(heldout)) {
  require(values_.rows() >= 1 && values_.cols() == grid_.size(), "a grid of ", grid_.size(),
          " points cannot have ", values_.rows(), " x ", values_.cols(), " values");
  require(!train_.empty(), "a task needs at least one training point");
  check_points(train_, grid_.size());
  check_points(heldout_, grid_.size());
}

void TableTask::targets(std::span<const Index> points, MatrixRef<float> out) const {
  for (std::size_t k = 0; k < points.size(); ++k) {
    out.col(static_cast<Index>(k)) = values_.col(points[k]);
  }
}

std::vector<Index> every(Index step, Index begin, Index n) {
  std::vector<Index> out;
  for (Index i = begin; i < n; i += step) out.push_back(i);
  return out;
}

}  // namespace fscope
