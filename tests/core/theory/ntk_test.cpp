#include "core/theory/ntk.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "tests/core/golden.h"

namespace fscope {
namespace {

using std::numbers::pi;

std::vector<NtkSettings> variants() {
  std::vector<NtkSettings> out;
  for (const Parameterization parameterization : kParameterizations) {
    for (const Index n_layers : {1, 2, 3, 4, 5, 6, 7, 8}) {
      out.push_back({.n_inputs = 32,
                     .width = 256,
                     .n_layers = n_layers,
                     .n_outputs = 3,
                     .parameterization = parameterization});
    }
  }
  return out;
}

std::string describe(const NtkSettings& s) {
  return text(parameterization_name(s.parameterization), " layers ", s.n_layers);
}

Parameterization named(const std::string& name) {
  return name == "ntk" ? Parameterization::ntk : Parameterization::standard;
}

/// n points of d coordinates, of different norms.
Eigen::MatrixXd some_points(Index d, Index n) {
  return Eigen::MatrixXd::NullaryExpr(
      d, n, [](Index r, Index c) { return std::sin(static_cast<double>(1 + 3 * r + 7 * c * c)); });
}

double kernel_of(const NtkSettings& s, const Eigen::VectorXd& x, const Eigen::VectorXd& other) {
  return ntk(s, Eigen::MatrixXd(x), Eigen::MatrixXd(other))(0, 0);
}

TEST(Ntk, OneAndTwoLayersByHand) {
  const Eigen::Vector2d x(1, 0), y(0, 1);
  NtkSettings s{.n_inputs = 2, .width = 100, .n_layers = 1};
  EXPECT_EQ(kernel_of(s, x, x), 2);  // |x|^2, and 1 for the bias
  EXPECT_EQ(kernel_of(s, x, y), 1);
  s.n_layers = 2;
  // at a right angle: 1 * 1/4 below, then width * E[relu relu'] = 100 * (1/2) / (2 pi), and 1
  EXPECT_DOUBLE_EQ(kernel_of(s, x, y), 0.25 + 100 * 0.5 / (2 * pi) + 1);
  EXPECT_DOUBLE_EQ(kernel_of(s, x, x), 2 * 0.5 + 100 * 0.25 + 1);
  s.parameterization = Parameterization::ntk;
  EXPECT_DOUBLE_EQ(kernel_of(s, x, x), 0.5 * 0.5 + 0.25);
  EXPECT_DOUBLE_EQ(kernel_of(s, x, -x), 0);
  s.parameterization = Parameterization::glorot;
  s.width = 2;  // weights of variance v / fan_in with v = 2 * 2 / (2 + 2) = 1, then 2 * 2 / (2 + 1)
  EXPECT_DOUBLE_EQ(kernel_of(s, x, x), 4. / 3 * (2 * 0.5) + 2 * (0.5 + 1e-4) / 2 + 1);
}

TEST(Ntk, ScalarFormIsThatOfTheReference) {
  const auto known = golden::read("ntk_reference.json")["h_ntk"];
  const auto rho = known["rho"].get<std::vector<double>>();
  NtkSettings s{.n_inputs = known["input_dim"], .width = known["width"]};
  for (const std::string parameterization : {"standard", "ntk"}) {
    for (const Index n_layers : {2, 3, 4}) {
      s.n_layers = n_layers;
      s.parameterization = named(parameterization);
      const auto values = known[text(parameterization, "_depth", n_layers)];
      const NtkFunction h(s, 1);
      for (std::size_t i = 0; i < rho.size(); ++i) {
        const double expected = values[i];
        EXPECT_NEAR(h(rho[i]), expected, 1e-10 * std::abs(expected) + 1e-16) << rho[i];
      }
    }
  }
}

TEST(Ntk, ComposedWithTheMappingIsThatOfTheReference) {
  const NtkSettings s{.n_inputs = 32, .width = 1024};
  const Eigen::MatrixXd V = Eigen::VectorXd::LinSpaced(32, 0, 31. / 32).transpose();
  for (const auto reference = golden::read("ntk_reference.json");
       const auto& [p, known] : reference.at("fig2").items()) {
    const double power = p == "inf" ? std::numeric_limits<double>::infinity() : std::stod(p);
    const auto mapping = make_mapping(
        {.kind = MappingKind::power, .power = power, .n_frequencies = 16, .normalize = true}, 1, 0);
    const Eigen::MatrixXd F = encode<double>(mapping, V);
    const Eigen::VectorXd row = ntk(s, F, F.leftCols(1));
    EXPECT_LT((row - golden::vector(known["row"])).cwiseAbs().maxCoeff(), 1e-10 * 14) << p;
    EXPECT_NEAR(row[0], 14, 1e-13);
    const Eigen::MatrixXd K = ntk(s, F, F);
    EXPECT_TRUE(K.col(0).isApprox(row, 1e-14));
    EXPECT_EQ(K, K.transpose());
  }
}

TEST(Ntk, WithoutMappingHasTheEigenvaluesOfTheReference) {
  const NtkSettings s{.n_inputs = 1, .width = 1024};
  const Eigen::MatrixXd X =
      Eigen::RowVectorXd::LinSpaced(32, -0.5, -0.5 + 31. / 32);  // with the zero at point 16
  EXPECT_EQ(X(0, 16), 0);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(ntk(s, X, X));
  const auto expected =
      golden::vector(golden::read("ntk_reference.json")["fig2_no_mapping_eigenvalues"]);
  for (Index i = 0; i < expected.size(); ++i) {
    // 1e-10, and the rounding of a decomposition whose largest eigenvalue is 700
    EXPECT_NEAR(solver.eigenvalues()[31 - i], expected[i], 1e-10 * expected[i] + 1e-12);
  }
}

TEST(Ntk, TheScalarFormIsTheKernelOfInputsOfThatNorm) {
  for (const NtkSettings& s : variants()) {
    SCOPED_TRACE(describe(s));
    const NtkFunction h(s, 2.5);
    for (const double rho : {-1., -0.7, 0., 0.3, 0.99999, 1.}) {
      Eigen::VectorXd x = Eigen::VectorXd::Zero(32), y = x;
      x[3] = std::sqrt(2.5);
      y[3] = rho * x[3];
      y[7] = std::sqrt(1 - rho * rho) * x[3];
      // y is rounded, which moves the cosine by 1e-16 and so a small angle by less than 1e-13
      EXPECT_NEAR(kernel_of(s, x, y), h(rho), 1e-12 * h(1));
    }
    EXPECT_EQ(h(1.5), h(1));
    EXPECT_EQ(h(-1.5), h(-1));
  }
}

TEST(Ntk, IsPreciseForNearlyEqualPoints) {
  // The kernel is linear in the angle; a cosine in double could not tell angles below 1e-8.
  const NtkSettings s{.n_inputs = 2, .width = 64};
  const Eigen::Vector2d x(3, 4);
  const double top = kernel_of(s, x, x);
  const auto slope = [&](double angle) {
    const Eigen::Vector2d y(3 - 4 * angle, 4 + 3 * angle);
    return (top - kernel_of(s, x, y)) / angle;
  };
  EXPECT_NEAR(slope(1e-9) / slope(1e-6), 1, 1e-4);  // rounding of top over angle * top
}

TEST(Ntk, ZeroInputsAndNoLearnableInputGiveFiniteNumbers) {
  for (NtkSettings s : variants()) {
    s.n_inputs = 2;
    Eigen::MatrixXd X = Eigen::MatrixXd::Zero(2, 3);
    X(0, 1) = 1e-8;
    X(1, 2) = 3;
    const Eigen::MatrixXd K = ntk(s, X, X);
    EXPECT_TRUE(K.allFinite());
    if (s.parameterization == Parameterization::ntk) {
      EXPECT_EQ(K(0, 0), 0);
    }
  }
}

TEST(Ntk, RefusesOtherDimensionsNormsAndActivations) {
  const NtkSettings s{.n_inputs = 2};
  const Eigen::MatrixXd X = Eigen::MatrixXd::Ones(3, 4);
  EXPECT_THROW(ntk(s, X, X), std::invalid_argument);
  EXPECT_THROW(NtkFunction(s, 0), std::invalid_argument);
  EXPECT_THROW(NtkTable({.n_layers = 0}, 1), std::invalid_argument);
  EXPECT_THROW(ntk_settings({.hidden = Activation::tanh}, Parameterization::ntk),
               std::invalid_argument);
  const auto taken = ntk_settings({.n_inputs = 7, .width = 5}, Parameterization::glorot);
  EXPECT_EQ(taken, (NtkSettings{.n_inputs = 7,
                                .width = 5,
                                .n_outputs = 3,
                                .parameterization = Parameterization::glorot}));
}

TEST(Ntk, DerivativeIsTheSlope) {
  for (const NtkSettings& s : variants()) {
    SCOPED_TRACE(describe(s));
    const NtkFunction h(s, 1);
    for (const double rho : {-0.99, -0.4, 0., 0.5, 0.999}) {
      constexpr double kStep = 1e-6;  // truncation (step / (1 - rho))^2, rounding 1e-16 / step
      const double slope = (h(rho + kStep) - h(rho - kStep)) / (2 * kStep);
      EXPECT_NEAR(h.derivative(rho), slope, 2e-6 * std::abs(slope) + 1e-8 * h(1)) << rho;
    }
    EXPECT_TRUE(std::isfinite(h.derivative(1)));
    EXPECT_TRUE(std::isfinite(h.derivative(-1)));
  }
}

TEST(NtkTable, IsTheFunctionToAMillionthAndBetter) {
  for (NtkSettings s : variants()) {
    SCOPED_TRACE(describe(s));
    for (const double squared_norm : {1e-3, 1., 256.}) {
      const NtkFunction h(s, squared_norm);
      const NtkTable table(s, squared_norm);
      double worst = 0, worst_relative = 0;
      for (int i = 0; i <= 5000; ++i) {
        // evenly over the angle, and so densely where the function is steep
        const double rho = std::cos(pi * i / 5000);
        const double error = std::abs(table(rho) - h(rho));
        worst = std::max(worst, error / h(1));
        // the ntk kernel has zeros, where a relative error means nothing
        if (std::abs(h(rho)) > 1e-3 * h(1)) {
          worst_relative = std::max(worst_relative, error / std::abs(h(rho)));
        }
      }
      EXPECT_LT(worst, 1e-9);
      EXPECT_LT(worst_relative, 1e-6);
      EXPECT_DOUBLE_EQ(table(1), h(1));
      EXPECT_NEAR(table(-1), h(-1), 1e-15 * h(1));
      EXPECT_DOUBLE_EQ(table(1.5), h(1));
      EXPECT_TRUE(std::isnan(table(std::numeric_limits<double>::quiet_NaN())));
    }
  }
}

/// df/dtheta of output 0 at every point, n_parameters x n, by the network's own backward pass.
Eigen::MatrixXd jacobian(const MlpShape& shape, const Vector<double>& p, const Eigen::MatrixXd& X) {
  Eigen::MatrixXd J = Eigen::MatrixXd::Zero(p.size(), X.cols());
  MlpTile<double> tile(shape, 1);
  for (Index i = 0; i < X.cols(); ++i) {
    tile.features = X.col(i);
    forward(shape, p, 1, tile);
    Vector<double> gradient = J.col(i);
    backward<double>(shape, p, Matrix<double>::Identity(shape.n_outputs, 1), tile, gradient);
    J.col(i) = gradient;
  }
  return J;
}

TEST(Ntk, GlorotIsTheMeanOverNetworks) {
  const MlpShape shape{.n_inputs = 8,
                       .width = 192,
                       .n_layers = 3,
                       .n_outputs = 2,
                       .output = OutputActivation::linear};
  const Eigen::MatrixXd X = some_points(8, 4);
  const Eigen::MatrixXd K = ntk(ntk_settings(shape, Parameterization::glorot), X, X);
  constexpr int kNetworks = 24;
  Eigen::ArrayXXd sum = Eigen::ArrayXXd::Zero(4, 4), squares = sum;
  for (int seed = 0; seed < kNetworks; ++seed) {
    const Eigen::MatrixXd J =
        jacobian(shape, initial_parameters<double>(shape, static_cast<std::uint64_t>(seed)), X);
    const Eigen::ArrayXXd ratio = (J.transpose() * J).array() / K.array();
    sum += ratio;
    squares += ratio.square();
  }
  const Eigen::ArrayXXd mean = sum / kNetworks;
  const Eigen::ArrayXXd error = ((squares / kNetworks - mean.square()) / kNetworks).sqrt();
  // four standard errors of the mean, and corrections of order layers / width
  EXPECT_TRUE(((mean - 1).abs() < 4 * error + 3. / 192).all()) << mean << "\n\n" << error;
  EXPECT_LT(error.maxCoeff(), 0.05);  // so the comparison says something
}

}  // namespace
}  // namespace fscope
