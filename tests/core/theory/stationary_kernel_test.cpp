#include "core/theory/stationary_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/core/golden.h"

namespace fscope {
namespace {

/// Every family in d dimensions, with NtkSettings that fit it.
struct Case {
  MappingKind kind;
  Index d;
  FourierMapping mapping;
  NtkSettings settings;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (const MappingKind kind : kMappingKinds) {
    for (const Index d : {1, 2}) {
      if (kind == MappingKind::none || (kind == MappingKind::power && d > 1)) continue;
      const auto mapping =
          make_mapping({.kind = kind, .sigma = 3, .power = 0.5, .n_frequencies = 24}, d, 7);
      out.push_back({kind, d, mapping, {.n_inputs = mapping.n_features(), .width = 128}});
    }
  }
  return out;
}

/// K(delta) from encoded points, without table or angle sums.
double encoded(const Case& c, const Eigen::VectorXd& delta) {
  const Eigen::MatrixXd F = encode<double>(c.mapping, Eigen::MatrixXd(delta));
  const Eigen::MatrixXd F0 =
      encode<double>(c.mapping, Eigen::MatrixXd(Eigen::VectorXd::Zero(delta.size())));
  return ntk(c.settings, F, F0)(0, 0);
}

/// Of K(0): what the header promises.
constexpr double kTolerance = 1e-7;

TEST(StationaryKernel, ByHand) {
  // one frequency: h_gamma(delta) = cos(2 pi delta)
  const FourierMapping mapping{.B = Eigen::MatrixXd::Ones(1, 1),
                               .amplitude = Eigen::VectorXd::Constant(1, 2),
                               .n_inputs = 1};
  const NtkSettings s{.n_inputs = 2, .n_layers = 1};  // K = x . x' + 1
  const StationaryKernel kernel(mapping, s);
  EXPECT_NEAR(kernel(Eigen::RowVectorXd::Constant(1, 0.25))[0], 1, 1e-9 * 5);
  const Eigen::VectorXd rho = kernel.cosines(DifferenceGrid{.nx = 3, .step_x = 0.25});
  EXPECT_TRUE(rho.isApprox((Eigen::VectorXd(5) << -1, 0, 1, 0, -1).finished(), 1e-15));
  // K falls from 5 to 1 at a quarter period: half way, 3, at cos = 1/2
  EXPECT_NEAR(kernel.effective_width(Eigen::VectorXd::Ones(1)), 1. / 6, 1e-8);
}

TEST(StationaryKernel, IsTheKernelOfEncodedPoints) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(text(mapping_name(c.kind), " in ", c.d));
    const StationaryKernel kernel(c.mapping, c.settings);
    const double top = kernel.at_cosine(1);
    const DifferenceGrid grid{
        .nx = 21, .ny = c.d == 2 ? 19 : 1, .step_x = 1. / 64, .step_y = 1. / 48};
    const Eigen::MatrixXd K = kernel(grid);
    ASSERT_EQ(K.rows(), 41);
    ASSERT_EQ(K.cols(), 2 * grid.ny - 1);
    for (Index j = 0; j < K.cols(); j += 3) {
      for (Index i = 0; i < K.rows(); ++i) {
        Eigen::VectorXd delta(c.d);
        delta[0] = static_cast<double>(i - 20) / 64;
        if (c.d == 2) delta[1] = static_cast<double>(j - 18) / 48;
        const double expected = encoded(c, delta);
        EXPECT_NEAR(K(i, j), expected, kTolerance * top) << delta.transpose();
        EXPECT_NEAR(kernel(delta)[0], expected, kTolerance * top) << delta.transpose();
      }
    }
    EXPECT_EQ(K(20, grid.ny - 1), top);
    EXPECT_EQ(K, K.reverse());  // K(-delta) = K(delta)
  }
}

TEST(StationaryKernel, BetweenPointsIsTheKernelOfTheirFeatures) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(text(mapping_name(c.kind), " in ", c.d));
    const Eigen::MatrixXd V = Eigen::MatrixXd::NullaryExpr(c.d, 12, [](Index r, Index k) {
      return 0.5 + 0.5 * std::sin(static_cast<double>(1 + 3 * r + k * k));
    });
    const StationaryKernel kernel(c.mapping, c.settings);
    const Eigen::MatrixXd K = kernel.between(V, V);
    const Eigen::MatrixXd F = encode<double>(c.mapping, V);
    EXPECT_LT((K - ntk(c.settings, F, F)).cwiseAbs().maxCoeff(), kTolerance * K(0, 0));
    EXPECT_EQ(K.diagonal(), Eigen::VectorXd::Constant(12, kernel.at_cosine(1)));
    EXPECT_EQ(kernel.between(V, V.leftCols(5)), K.leftCols(5));
  }
}

TEST(StationaryKernel, RowsAreThoseOfTheReference) {
  const NtkSettings s{.n_inputs = 32, .width = 1024};
  for (const auto reference = golden::read("ntk_reference.json");
       const auto& [p, known] : reference.at("fig2").items()) {
    const double power = p == "inf" ? std::numeric_limits<double>::infinity() : std::stod(p);
    const StationaryKernel kernel(
        make_mapping(
            {.kind = MappingKind::power, .power = power, .n_frequencies = 16, .normalize = true}, 1,
            0),
        s);
    const Eigen::VectorXd row = kernel(DifferenceGrid{.nx = 32, .step_x = 1. / 32}).col(0).tail(32);
    EXPECT_LT((row - golden::vector(known["row"])).cwiseAbs().maxCoeff(), kTolerance * 14) << p;
  }
}

TEST(StationaryKernel, IsConstantWithoutFrequencies) {
  const auto mapping = make_mapping({.sigma = 0, .n_frequencies = 5}, 2, 1);
  const StationaryKernel kernel(mapping, {.n_inputs = 10});
  const Eigen::MatrixXd K = kernel(DifferenceGrid{.nx = 4, .ny = 3, .step_x = 0.1, .step_y = 0.2});
  EXPECT_EQ(K, Eigen::MatrixXd::Constant(7, 5, kernel.at_cosine(1)));
  EXPECT_TRUE(std::isinf(kernel.effective_width(Eigen::Vector2d(1, 2))));
}

TEST(StationaryKernel, WidthIsWhereItHasFallenHalfWay) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(text(mapping_name(c.kind), " in ", c.d));
    const StationaryKernel kernel(c.mapping, c.settings);
    Eigen::VectorXd u = Eigen::VectorXd::Zero(c.d);
    u[0] = 2;
    const double width = kernel.effective_width(u);
    // frequencies across the direction never fall: positional and basic have half of them
    const Eigen::ArrayXd f = c.mapping.B.col(0);
    const Eigen::ArrayXd a2 = c.mapping.amplitude.array().square();
    const double mean = (f == 0).select(a2, 0).sum() / a2.sum();
    const double half = (kernel.at_cosine(1) + kernel.at_cosine(mean)) / 2;
    const Eigen::MatrixXd at = width * u / 2;
    EXPECT_NEAR(kernel(at)[0], half, 1e-6 * half);
    for (const double share : {0.1, 0.5, 0.9, 0.99}) EXPECT_GT(kernel(share * at)[0], half);
    auto twice = c.mapping;
    twice.B *= 2;
    EXPECT_NEAR(StationaryKernel(twice, c.settings).effective_width(u), width / 2, 1e-9 * width);
  }
}

TEST(StationaryKernel, RefusesWhatIsNotStationaryOrDoesNotFit) {
  const auto none = make_mapping({.kind = MappingKind::none}, 2, 0);
  EXPECT_THROW(StationaryKernel(none, {.n_inputs = 2}), std::invalid_argument);
  auto mapping = make_mapping({.n_frequencies = 4}, 1, 0);
  EXPECT_THROW(StationaryKernel(mapping, {.n_inputs = 4}), std::invalid_argument);
  const StationaryKernel kernel(mapping, {.n_inputs = 8});
  EXPECT_THROW(kernel(Eigen::MatrixXd(Eigen::MatrixXd::Zero(2, 3))), std::invalid_argument);
  EXPECT_THROW(kernel(DifferenceGrid{.nx = 2, .ny = 2}), std::invalid_argument);
  EXPECT_THROW(kernel(DifferenceGrid{.nx = 0}), std::invalid_argument);
  EXPECT_THROW(kernel.effective_width(Eigen::VectorXd::Zero(1)), std::invalid_argument);
  mapping.amplitude.setZero();
  EXPECT_THROW(StationaryKernel(mapping, {.n_inputs = 8}), std::invalid_argument);
  EXPECT_THROW(StationaryKernel(make_mapping({.n_frequencies = 4}, 3, 0),
                                {.n_inputs = 8})(DifferenceGrid{.nx = 2}),
               std::invalid_argument);
}

}  // namespace
}  // namespace fscope
