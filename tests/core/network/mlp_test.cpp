#include "core/network/mlp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "core/tasks/loss.h"
#include "tests/core/golden.h"
#include "tests/core/network/variants.h"

namespace fscope {
namespace {

TEST(MlpShape, CountsParametersAndOperations) {
  const MlpShape s{.n_inputs = 3, .width = 5, .n_layers = 3, .n_outputs = 2};
  EXPECT_EQ(s.offset(0), 0);
  EXPECT_EQ(s.offset(1), 5 * 4);
  EXPECT_EQ(s.offset(2), 5 * 4 + 5 * 6);
  EXPECT_EQ(s.n_parameters(), 5 * 4 + 5 * 6 + 2 * 6);
  EXPECT_EQ(s.forward_flop(), 2 * (15 + 25 + 10));
  // backward: every weight's gradient, and the input's gradient of all layers but the first
  EXPECT_EQ(s.training_flop(), 2 * (15 + 25 + 10) * 2 + 2 * (25 + 10));
}

TEST(MlpShape, RefusesDimensionsBelowOne) {
  for (const auto member :
       {&MlpShape::n_inputs, &MlpShape::width, &MlpShape::n_layers, &MlpShape::n_outputs}) {
    MlpShape s;
    s.*member = 0;
    EXPECT_THROW(check_shape(s), std::invalid_argument);
    EXPECT_THROW(initial_parameters<float>(s, 0), std::invalid_argument);
  }
}

TEST(Mlp, TwoLayersByHand) {
  const MlpShape s{.n_inputs = 1,
                   .width = 2,
                   .n_layers = 2,
                   .n_outputs = 1,
                   .hidden = Activation::relu,
                   .output = OutputActivation::linear};
  Vector<double> p(7);
  p << 2, -1, /* W0 */ 0.5, 1, /* b0 */ 3, 4, /* W1 */ -1; /* b1 */
  MlpTile<double> tile(s, 2);
  tile.features << 1, 3;
  forward(s, p, 2, tile);
  // x = 1: hidden (2.5, 0), output 3 * 2.5 - 1;  x = 3: hidden (6.5, relu(-2) = 0), 3 * 6.5 - 1
  EXPECT_EQ(tile.outputs(), Eigen::RowVector2d(6.5, 18.5));
  Vector<double> gradient = Vector<double>::Zero(7);
  backward<double>(s, p, Matrix<double>(Eigen::RowVector2d(1, 10)), tile, gradient);
  Vector<double> expected(7);
  // dL/dhidden = 3 for the active unit: W0: 3 * 1 * 1 + 10 * 3 * 3, b0: 33; W1: 2.5 + 65; b1: 11
  expected << 93, 0, 33, 0, 67.5, 0, 11;
  EXPECT_EQ(gradient, expected);
}

TEST(Mlp, SigmoidOfZeroIsAHalf) {
  const MlpShape s{.n_inputs = 2, .width = 3, .n_layers = 2, .n_outputs = 2};
  MlpTile<float> tile(s, 1);
  tile.features.setOnes();
  forward<float>(s, Vector<float>::Zero(s.n_parameters()), 1, tile);
  EXPECT_EQ(tile.outputs(), Eigen::Vector2f::Constant(0.5F));
}

TEST(Mlp, TanhOutputByHand) {
  const MlpShape s{.n_inputs = 1, .n_layers = 1, .n_outputs = 1, .output = OutputActivation::tanh};
  Vector<double> p(2);
  p << 2, -std::log(2.0);
  MlpTile<double> tile(s, 1);
  tile.features << std::log(2.0);
  forward(s, p, 1, tile);
  // tanh(ln 2) = (2 - 1/2) / (2 + 1/2) = 0.6, its slope 1 - 0.36; one rounding of each step
  EXPECT_NEAR(tile.outputs()(0, 0), 0.6, 1e-15);
  Vector<double> gradient = Vector<double>::Zero(2);
  backward<double>(s, p, Matrix<double>::Constant(1, 1, 10.0), tile, gradient);
  EXPECT_NEAR(gradient[0], 6.4 * std::log(2.0), 1e-14);
  EXPECT_NEAR(gradient[1], 6.4, 1e-14);
}

TEST(Mlp, SameOutputsAndGradientsAsPyTorch) {
  const auto known = golden::read("mlp.json");
  int n_seen = 0;
  for (const auto& c : known["networks"]) {
    MlpShape s{.n_inputs = known["n_inputs"],
               .width = known["width"],
               .n_layers = c["layers"],
               .n_outputs = known["n_outputs"]};
    for (const Activation a : kActivations) {
      if (activation_name(a) == c["activation"]) s.hidden = a;
    }
    s.output = c["output"] == "linear" ? OutputActivation::linear : OutputActivation::sigmoid;
    SCOPED_TRACE(describe(s));
    const Loss loss = c["loss"] == "mean" ? Loss::half_mean : Loss::half_sum;
    const Vector<double> p = golden::vector(c["parameters"]);
    ASSERT_EQ(p.size(), s.n_parameters());
    MlpTile<double> tile(s, 4);
    tile.features = golden::matrix(c["x"]);
    forward(s, p, 4, tile);
    EXPECT_TRUE(tile.outputs().isApprox(golden::matrix(c["outputs"]), 1e-14));  // double rounding
    Matrix<double> dL_dy(s.n_outputs, 4);
    const double value =
        squared_error_loss<double>(loss, tile.outputs(), golden::matrix(c["targets"]), 4, dL_dy);
    EXPECT_NEAR(value, c["value"].get<double>(), 1e-14);
    Vector<double> gradient = Vector<double>::Zero(p.size());
    backward<double>(s, p, dL_dy, tile, gradient);
    EXPECT_TRUE(gradient.isApprox(golden::vector(c["gradient"]), 1e-13));
    ++n_seen;
  }
  EXPECT_EQ(n_seen, 18);
}

TEST(Mlp, GradientsOfTilesAddUp) {
  for (const MlpShape& s : shape_variants()) {
    const auto p = initial_parameters<double>(s, 1);
    MlpTile<double> tile(s, 6);
    tile.features = Matrix<double>::NullaryExpr(
        4, 6, [](Index r, Index c) { return std::sin(static_cast<double>(1 + 3 * r + 7 * c)); });
    const Matrix<double> features = tile.features;
    const Matrix<double> dL_dy = Matrix<double>::Ones(s.n_outputs, 6);
    Vector<double> whole = Vector<double>::Zero(p.size());
    forward(s, p, 6, tile);
    const Matrix<double> outputs = tile.outputs();
    backward<double>(s, p, dL_dy, tile, whole);
    Vector<double> parts = Vector<double>::Zero(p.size());
    for (const Index begin : {0, 2}) {
      const Index n = begin == 0 ? 2 : 4;
      tile.features.leftCols(n) = features.middleCols(begin, n);
      forward(s, p, n, tile);
      // another blocking of the products: double rounding
      EXPECT_TRUE(tile.outputs().leftCols(n).isApprox(outputs.middleCols(begin, n), 1e-13));
      backward<double>(s, p, dL_dy.leftCols(n), tile, parts);
    }
    EXPECT_TRUE(parts.isApprox(whole, 1e-13)) << describe(s);
  }
}

TEST(InitialParameters, AreGlorotTruncatedNormalWithSmallBiases) {
  const MlpShape s{.n_inputs = 200, .width = 300, .n_layers = 3, .n_outputs = 3};
  const auto p = initial_parameters<double>(s, 4);
  for (Index l = 0; l < s.n_layers; ++l) {
    const Index n = s.fan_in(l) * s.fan_out(l);
    const auto W = p.segment(s.offset(l), n);
    const double stddev = std::sqrt(2.0 / static_cast<double>(s.fan_in(l) + s.fan_out(l)));
    const double measured = std::sqrt(W.squaredNorm() / static_cast<double>(n));
    const double stray = 5 / std::sqrt(2.0 * static_cast<double>(n));  // five standard errors
    EXPECT_NEAR(measured / stddev, 1, stray);
    EXPECT_NEAR(W.mean() / stddev, 0, 5 / std::sqrt(static_cast<double>(n)));
    EXPECT_LE(W.cwiseAbs().maxCoeff(), 2 * stddev / 0.8796);  // truncated at two
    const auto b = p.segment(s.offset(l) + n, s.fan_out(l));
    const double b_stddev = std::sqrt(b.squaredNorm() / static_cast<double>(b.size()));
    EXPECT_NEAR(b_stddev / 0.01, 1, 5 / std::sqrt(2.0 * static_cast<double>(b.size())));
  }
}

TEST(InitialParameters, SeedsDifferAndFloatIsTheRoundedDouble) {
  const MlpShape s{.n_inputs = 3, .width = 8, .n_layers = 3};
  EXPECT_EQ(initial_parameters<float>(s, 1), initial_parameters<double>(s, 1).cast<float>());
  EXPECT_NE(initial_parameters<float>(s, 1), initial_parameters<float>(s, 2));
}

TEST(InitialParameters, StandardAndNtkAreNormalWithoutBiases) {
  const MlpShape s{.n_inputs = 200, .width = 300, .n_layers = 3, .n_outputs = 3};
  const auto p = initial_parameters<double>(s, 4, Parameterization::standard);
  EXPECT_EQ(p, initial_parameters<double>(s, 4, Parameterization::ntk));
  for (Index l = 0; l < s.n_layers; ++l) {
    const Index n = s.fan_in(l) * s.fan_out(l);
    const auto W = p.segment(s.offset(l), n);
    const double measured = W.squaredNorm() / static_cast<double>(n);
    const double stray = 5 * std::sqrt(2.0 / static_cast<double>(n));  // five standard errors
    EXPECT_NEAR(measured * static_cast<double>(s.fan_in(l)), 1, stray);
    EXPECT_TRUE(p.segment(s.offset(l) + n, s.fan_out(l)).isZero(0));
  }
}

TEST(ParameterScales, OfNtkAreOnePerWeightsAndBiasesOthersHaveNone) {
  const MlpShape s{.n_inputs = 4, .width = 9, .n_layers = 2, .n_outputs = 1};
  EXPECT_TRUE(parameter_scales(s, Parameterization::glorot).empty());
  EXPECT_TRUE(parameter_scales(s, Parameterization::standard).empty());
  const auto scales = parameter_scales(s, Parameterization::ntk);
  ASSERT_EQ(scales.size(), 4U);
  EXPECT_EQ(scales[0].begin, 0);
  EXPECT_EQ(scales[0].scale, 1. / 2);
  EXPECT_EQ(scales[1].begin, 36);
  EXPECT_EQ(scales[1].scale, 0);
  EXPECT_EQ(scales[2].begin, 45);
  EXPECT_EQ(scales[2].scale, 1. / 3);
  EXPECT_EQ(scales[3].begin, 54);
}

TEST(TileColumns, AreSixteensWithinTheirBounds) {
  EXPECT_EQ(tile_columns({.n_inputs = 512, .width = 256, .n_layers = 4}), 256);  // the paper's
  for (const Index width : {1, 64, 4096}) {
    const Index n = tile_columns({.n_inputs = 2 * width, .width = width});
    EXPECT_EQ(n % 16, 0);
    EXPECT_GE(n, 32);
    EXPECT_LE(n, 256);
  }
}

}  // namespace
}  // namespace fscope
