#include "app/figures/table_task.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fscope {
namespace {

Grid line(Index n) { return {{Eigen::VectorXd::LinSpaced(n, 0, 1)}}; }

TEST(TableTask, GivesItsTable) {
  Matrix<float> values(2, 4);
  values << 1, 2, 3, 4, 5, 6, 7, 8;
  const TableTask task(line(4), values, every(2, 0, 4), every(2, 1, 4));
  EXPECT_EQ(task.n_outputs(), 2);
  EXPECT_EQ(task.n_points(Split::train), 2);
  EXPECT_EQ(task.point(Split::train, 1), 2);
  EXPECT_EQ(task.point(Split::heldout, 1), 3);
  const std::vector<Index> points = {3, 0};
  Matrix<float> out(2, 2);
  task.targets(points, out);
  EXPECT_EQ(out, (Matrix<float>(2, 2) << 4, 1, 8, 5).finished());
}

TEST(TableTask, RefusesWhatDoesNotFit) {
  const Matrix<float> values = Matrix<float>::Zero(1, 4);
  EXPECT_THROW(TableTask(line(3), values, {0}, {}), std::invalid_argument);
  EXPECT_THROW(TableTask(line(4), values, {}, {}), std::invalid_argument);
  EXPECT_THROW(TableTask(line(4), values, {4}, {}), std::invalid_argument);
  EXPECT_THROW(TableTask(line(4), values, {0}, {1, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
