#include "core/theory/empirical_ntk.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "core/support/check.h"
#include "core/theory/ntk.h"

namespace fscope {
namespace {

Eigen::MatrixXd some_features(Index d, Index n) {
  return Eigen::MatrixXd::NullaryExpr(
      d, n, [](Index r, Index c) { return std::sin(static_cast<double>(1 + 3 * r + 7 * c * c)); });
}

/// J^T J with one column of J = dx/dw df/dx per point, by the reference network's backward pass.
Eigen::MatrixXd from_jacobian(const MlpShape& shape, const Vector<double>& p,
                              Parameterization parameterization, const Eigen::MatrixXd& X,
                              Index output) {
  Eigen::MatrixXd J = Eigen::MatrixXd::Zero(p.size(), X.cols());
  MlpTile<double> tile(shape, 1);
  for (Index i = 0; i < X.cols(); ++i) {
    tile.features = X.col(i);
    forward(shape, p, 1, tile);
    Vector<double> gradient = J.col(i);
    backward<double>(shape, p, Matrix<double>(Vector<double>::Unit(shape.n_outputs, output)), tile,
                     gradient);
    J.col(i) = gradient;
  }
  const auto scales = parameter_scales(shape, parameterization);
  for (std::size_t i = 0; i < scales.size(); ++i) {
    const Index end = i + 1 < scales.size() ? scales[i + 1].begin : J.rows();
    J.middleRows(scales[i].begin, end - scales[i].begin) *= scales[i].scale;
  }
  return J.transpose() * J;
}

TEST(EmpiricalNtk, OneLayerByHand) {
  // f = W x + b: <df, df'> = <x, x'> + 1, and <x, x'> / 2 for W = w / sqrt(2) without bias
  const MlpShape shape{.n_inputs = 2, .n_layers = 1, .n_outputs = 1};
  const Matrix<float> X{{1, 3}, {2, -1}};
  const Vector<float> p = Vector<float>::Constant(3, 0.5f);
  EXPECT_EQ(empirical_ntk(shape, p, Parameterization::standard, X),
            (Eigen::MatrixXd{{6, 2}, {2, 11}}));
  EXPECT_TRUE(empirical_ntk(shape, p, Parameterization::ntk, X)
                  .isApprox(Eigen::MatrixXd{{2.5, 0.5}, {0.5, 5}}, 1e-15));
}

TEST(EmpiricalNtk, IsTheProductOfJacobians) {
  const Eigen::MatrixXd X = some_features(5, 7);
  for (const Activation hidden : kActivations) {
    for (const Parameterization parameterization : kParameterizations) {
      for (const Index n_layers : {1, 2, 4}) {
        MlpShape shape{.n_inputs = 5,
                       .width = 19,
                       .n_layers = n_layers,
                       .n_outputs = 2,
                       .hidden = hidden,
                       .output = OutputActivation::linear};
        const auto p = initial_parameters<double>(shape, 3, parameterization);
        const Eigen::MatrixXd expected = from_jacobian(shape, p, parameterization, X, 1);
        shape.output = OutputActivation::sigmoid;  // is not looked at
        const Eigen::MatrixXd K = empirical_ntk(shape, p.cast<float>(), parameterization,
                                                Matrix<float>(X.cast<float>()), 1);
        EXPECT_LT((K - expected).cwiseAbs().maxCoeff(), 1e-5 * expected.maxCoeff()) << text(
            activation_name(hidden), ' ', parameterization_name(parameterization), ' ', n_layers);
        EXPECT_EQ(K, K.transpose());
      }
    }
  }
}

/// |empirical - infinite| / |infinite|, root mean square over six networks.
double distance_from_infinity(Index width, Parameterization parameterization) {
  const Eigen::MatrixXd X = some_features(8, 5);
  const MlpShape shape{.n_inputs = 8, .width = width, .n_layers = 3, .n_outputs = 1};
  const Eigen::MatrixXd infinite = ntk(ntk_settings(shape, parameterization), X, X);
  double sum = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    const auto p = initial_parameters<float>(shape, seed, parameterization);
    const Eigen::MatrixXd K =
        empirical_ntk(shape, p, parameterization, Matrix<float>(X.cast<float>()));
    sum += (K - infinite).squaredNorm() / infinite.squaredNorm();
  }
  return std::sqrt(sum / 6);
}

TEST(EmpiricalNtk, ApproachesTheClosedFormWithWidth) {
  for (const Parameterization parameterization :
       {Parameterization::standard, Parameterization::ntk}) {
    SCOPED_TRACE(parameterization_name(parameterization));
    const double narrow = distance_from_infinity(24, parameterization);
    const double wide = distance_from_infinity(768, parameterization);
    // falls as sqrt(c / width), c about 5 per layer: by 5.7, and six networks know each to a
    // quarter
    EXPECT_LT(wide, narrow / 2.5);
    EXPECT_LT(wide, 1.5 * std::sqrt(5 * 3 / 768.));
  }
}

TEST(EmpiricalNtk, RefusesWhatDoesNotFit) {
  const MlpShape shape{.n_inputs = 2, .width = 3, .n_layers = 2, .n_outputs = 2};
  const auto p = initial_parameters<float>(shape, 0);
  const Matrix<float> X = Matrix<float>::Ones(2, 3);
  const auto ntk = Parameterization::ntk;
  EXPECT_THROW(empirical_ntk(shape, p.head(4), ntk, X), std::invalid_argument);
  EXPECT_THROW(empirical_ntk(shape, p, ntk, Matrix<float>::Ones(3, 3)), std::invalid_argument);
  EXPECT_THROW(empirical_ntk(shape, p, ntk, X, 2), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
