#include "core/tasks/signal_1d.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <vector>

namespace fscope {
namespace {

std::shared_ptr<const Signal> ramp(Index n, Index oversampling) {
  const auto last = static_cast<double>(n - 1);
  return std::make_shared<const Signal>(
      Signal{.values = Eigen::VectorXd::LinSpaced(n, 0, last) / 8, .oversampling = oversampling});
}

std::vector<Index> points_of(const Task& task, Split split) {
  std::vector<Index> out;
  for (Index i = 0; i < task.n_points(split); ++i) out.push_back(task.point(split, i));
  return out;
}

TEST(Signal1d, SplitOfSixPoints) {
  const Signal1dTask task(ramp(6, 3));
  EXPECT_EQ(points_of(task, Split::train), (std::vector<Index>{0, 3}));
  EXPECT_EQ(points_of(task, Split::heldout), (std::vector<Index>{1, 2, 4, 5}));
  const Signal1dTask all(ramp(4, 1));
  EXPECT_EQ(points_of(all, Split::train), (std::vector<Index>{0, 1, 2, 3}));
  EXPECT_EQ(all.n_points(Split::heldout), 0);
}

TEST(Signal1d, EveryPointIsInOneSplit) {
  for (const Index c : {1, 2, 5, 16}) {
    for (const Index n_train : {1, 8, 11}) {
      const Signal1dTask task(ramp(c * n_train, c));
      std::set<Index> seen;
      for (const Split split : {Split::train, Split::heldout}) {
        for (const Index k : points_of(task, split)) {
          EXPECT_TRUE(seen.insert(k).second);
          EXPECT_EQ(task.signal()->is_training_point(k), split == Split::train);
        }
      }
      EXPECT_EQ(static_cast<Index>(seen.size()), task.grid().size());
    }
  }
}

TEST(Signal1d, CoordinatesAreFractionsShiftedWithoutAMapping) {
  const std::vector<Index> samples = {0, 2, 3};
  const Signal1dTask plain(ramp(4, 2), signal_origin(MappingKind::power));
  EXPECT_EQ(plain.grid().points(samples), Eigen::RowVector3d(0, 0.5, 0.75));
  const Signal1dTask shifted(ramp(4, 2), signal_origin(MappingKind::none));
  EXPECT_EQ(shifted.grid().points(samples), Eigen::RowVector3d(-0.5, 0, 0.25));
}

TEST(Signal1d, TargetsAreTheSignalsValues) {
  const Signal1dTask task(ramp(6, 2));
  EXPECT_EQ(task.n_outputs(), 1);
  Matrix<float> out(1, 3);
  task.targets(std::vector<Index>{5, 0, 2}, out);
  EXPECT_EQ(out, Eigen::RowVector3f(0.625F, 0, 0.25F));
}

TEST(Signal1d, BadSignalsAreRefused) {
  EXPECT_THROW(Signal1dTask{nullptr}, std::invalid_argument);
  EXPECT_THROW(Signal1dTask{std::make_shared<const Signal>()}, std::invalid_argument);
  EXPECT_THROW(Signal1dTask(ramp(6, 4)), std::invalid_argument);
  EXPECT_THROW(Signal1dTask(ramp(6, 0)), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
