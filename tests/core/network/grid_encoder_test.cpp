#include "core/network/grid_encoder.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>
#include <vector>

namespace fscope {
namespace {

/// Unequal axes, so that rows and columns cannot be confused.
Grid grid_of(Index d) {
  Grid grid;
  for (Index axis = 0; axis < d; ++axis) {
    grid.axes.emplace_back(Eigen::VectorXd::LinSpaced(7 + 4 * axis, 0.01, 0.97));
  }
  return grid;
}

std::vector<Index> shuffled(Index n) {
  std::vector<Index> out;
  for (Index i = 0; i < n; ++i) out.push_back(i * 5 % n);
  return out;
}

template <class T>
double worst_error(const FourierMapping& mapping, const Grid& grid) {
  const auto samples = shuffled(grid.size());
  const GridEncoder<T> encoder(mapping, grid);
  EXPECT_EQ(encoder.n_features(), mapping.n_features());
  Matrix<T> features(encoder.n_features(), grid.size());
  encoder.encode(samples, features);
  const Matrix<double> exact = encode<double>(mapping, grid.points(samples));
  return (features.template cast<double>() - exact).cwiseAbs().maxCoeff();
}

TEST(Grid, PointsCountColumnsFirst) {
  const Grid grid{{Eigen::Vector3d(0, 1, 2), Eigen::Vector2d(10, 20)}};
  EXPECT_EQ(grid.size(), 6);
  const std::vector<Index> samples = {0, 2, 4};
  Eigen::MatrixXd expected(2, 3);
  expected << 0, 2, 1, 10, 10, 20;
  EXPECT_EQ(grid.points(samples), expected);
  EXPECT_EQ(Grid{}.size(), 0);
}

TEST(GridEncoder, EqualsEncodeForEveryMapping) {
  for (const MappingKind kind : kMappingKinds) {
    for (const Index d : {1, 2}) {
      if (kind == MappingKind::power && d == 2) continue;
      for (const bool normalize : {false, true}) {
        const double sigma = kind == MappingKind::positional ? 9.97 : 1000;
        const auto mapping = make_mapping(
            {.kind = kind, .sigma = sigma, .n_frequencies = 20, .normalize = normalize}, d, 1);
        SCOPED_TRACE(testing::Message() << mapping_name(kind) << ' ' << d << "D");
        // double: both reduce phases of up to 5000 turns, each rounded to 5000 * 2^-53 turns
        EXPECT_LT(worst_error<double>(mapping, grid_of(d)), 2e-11);
        // float: four tabulated factors and three operations of relative error 2^-24 each
        EXPECT_LT(worst_error<float>(mapping, grid_of(d)), 5 * 0x1p-24);
      }
    }
  }
}

TEST(GridEncoder, QuarterTurnsByHand) {
  const auto mapping = make_mapping({.kind = MappingKind::basic}, 2, 0);
  const Grid grid{{Eigen::Vector2d(0, 0.25), Eigen::Vector2d(0, 0.5)}};
  Matrix<float> features(4, 1);
  GridEncoder<float>(mapping, grid).encode(std::vector<Index>{3}, features);          // (1/4, 1/2)
  EXPECT_LT((features - Eigen::Vector4f(1, 0, 0, -1)).cwiseAbs().maxCoeff(), 1e-7F);  // rounding
}

TEST(GridEncoder, RefusesAGridThatDoesNotFit) {
  const auto mapping = make_mapping({}, 2, 0);
  EXPECT_THROW(GridEncoder<float>(mapping, grid_of(1)), std::invalid_argument);
  EXPECT_THROW(GridEncoder<float>(make_mapping({}, 3, 0), grid_of(3)), std::invalid_argument);
  EXPECT_THROW(GridEncoder<float>(mapping, Grid{}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
