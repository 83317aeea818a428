#include "core/network/optimizer.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/core/golden.h"

namespace fscope {
namespace {

template <class T>
void step(Optimizer<T>& optimizer, double lr, const Vector<T>& gradient, Vector<T>& x) {
  optimizer.begin_step(lr);
  optimizer.update(0, gradient, x);
}

TEST(Sgd, OneStepByHand) {
  Optimizer<double> sgd(OptimizerKind::sgd, 2);
  Vector<double> x = Eigen::Vector2d(1, 2);
  step<double>(sgd, 0.5, Eigen::Vector2d(4, -1), x);
  EXPECT_EQ(x, Eigen::Vector2d(-1, 2.5));
}

TEST(Adam, TheFirstStepIsTheLearningRateWhateverTheGradient) {
  // mhat = g and vhat = g^2 after the correction, so the step is lr * g / (|g| + eps)
  Optimizer<double> adam(OptimizerKind::adam, 3);
  Vector<double> x = Vector<double>::Zero(3);
  step<double>(adam, 0.1, Eigen::Vector3d(1e-3, -1e3, 1e-8), x);
  EXPECT_NEAR(x[0], -0.1, 1e-5 * 0.1);  // eps / |g| = 1e-5
  EXPECT_NEAR(x[1], 0.1, 1.1e-12);      // eps / |g| = 1e-11
  EXPECT_NEAR(x[2], -0.05, 1e-9);       // |g| = eps: half of it
}

TEST(Optimizer, SameStepsAsPyTorch) {
  const auto known = golden::read("mlp.json");
  for (const auto& c : known["steps"]) {
    const auto kind = c["optimizer"] == "adam" ? OptimizerKind::adam : OptimizerKind::sgd;
    SCOPED_TRACE(optimizer_name(kind));
    Vector<double> x = golden::vector(c["start"]);
    Vector<float> single = x.cast<float>();
    Optimizer<double> optimizer(kind, x.size());
    Optimizer<float> in_float(kind, x.size());
    for (std::size_t k = 0; k < c["gradients"].size(); ++k) {
      const Vector<double> gradient = golden::vector(c["gradients"][k]);
      step<double>(optimizer, c["lr"], gradient, x);
      step<float>(in_float, c["lr"], gradient.cast<float>(), single);
      const Vector<double> expected = golden::vector(c["after"][k]);
      EXPECT_TRUE(x.isApprox(expected, 1e-13)) << "step " << k + 1;  // double rounding
      EXPECT_TRUE(single.cast<double>().isApprox(expected, 1e-6));   // float rounding
    }
  }
}

TEST(Optimizer, SlicesGiveTheSameBitsAsOneUpdate) {
  for (const OptimizerKind kind : {OptimizerKind::adam, OptimizerKind::sgd}) {
    const Vector<float> gradient = Vector<float>::LinSpaced(100, -1, 1);
    Vector<float> whole = Vector<float>::Ones(100);
    Vector<float> sliced = whole;
    Optimizer<float> a(kind, 100);
    Optimizer<float> b(kind, 100);
    for (int k = 0; k < 3; ++k) {
      step<float>(a, 0.1, gradient, whole);
      b.begin_step(0.1);
      b.update(64, gradient.tail(36), sliced);
      b.update(0, gradient.head(64), sliced);
    }
    EXPECT_EQ(whole, sliced);
  }
}

/// Trains w directly, with gradients s g, and returns s w.
template <class T>
Vector<T> trained_by_hand(OptimizerKind kind, const Vector<double>& scale, Vector<double> x,
                          const std::vector<Vector<double>>& gradients) {
  Optimizer<double> optimizer(kind, x.size());
  Vector<double> w = x.cwiseQuotient(scale);
  for (const auto& g : gradients) step<double>(optimizer, 0.1, scale.cwiseProduct(g), w);
  return scale.cwiseProduct(w).template cast<T>();
}

template <class T>
Vector<T> trained_scaled(OptimizerKind kind, Vector<double> x,
                         const std::vector<Vector<double>>& gradients) {
  Optimizer<T> optimizer(kind, x.size(), {{0, 0.25}, {40, 1}, {70, 0.03}});
  Vector<T> parameters = x.cast<T>();
  for (const auto& gradient : gradients) {
    const Vector<T> g = gradient.cast<T>();
    optimizer.begin_step(0.1);
    optimizer.update(64, g.tail(36), parameters);  // slices that do not end where scales do
    optimizer.update(0, g.head(64), parameters);
  }
  return parameters;
}

TEST(Optimizer, ScaledParametersMoveAsWhatTheyAreMultiplesOf) {
  Vector<double> scale = Vector<double>::Constant(100, 0.25);
  scale.segment(40, 30).setConstant(1);
  scale.tail(30).setConstant(0.03);
  const Vector<double> start = Vector<double>::LinSpaced(100, -2, 1);
  std::vector<Vector<double>> gradients;
  for (const double size : {1., 1e-8, -3.}) {  // 1e-8: where Adam's eps counts
    gradients.push_back(size * Vector<double>::LinSpaced(100, 1, -2));
  }
  for (const OptimizerKind kind : kOptimizerKinds) {
    const auto expected = trained_by_hand<double>(kind, scale, start, gradients);
    EXPECT_TRUE(trained_scaled<double>(kind, start, gradients).isApprox(expected, 1e-14));
    EXPECT_TRUE(trained_scaled<float>(kind, start, gradients)
                    .isApprox(expected.cast<float>(), 1e-6F));  // float rounding
  }
}

TEST(Optimizer, AScaleOfOneIsNoneToTheBitAndZeroIsNotTrained) {
  for (const OptimizerKind kind : kOptimizerKinds) {
    Optimizer<float> plain(kind, 100);
    Optimizer<float> scaled(kind, 100, {{0, 1}, {48, 0}});
    const Vector<float> gradient = Vector<float>::LinSpaced(100, -1, 1);
    Vector<float> a = Vector<float>::Ones(100), b = a;
    for (int k = 0; k < 3; ++k) {
      step<float>(plain, 0.1, gradient, a);
      step<float>(scaled, 0.1, gradient, b);
    }
    EXPECT_EQ(a.head(48), b.head(48));
    EXPECT_EQ(b.tail(52), Vector<float>::Ones(52));
  }
}

TEST(Optimizer, RefusesScalesThatAreNotInOrderOrNegative) {
  using Scales = std::vector<ParameterScale>;
  for (const Scales& scales : {Scales{{1, 1}}, Scales{{0, 1}, {0, 2}}, Scales{{0, -1}}}) {
    EXPECT_THROW(Optimizer<float>(OptimizerKind::sgd, 5, scales), std::invalid_argument);
  }
}

}  // namespace
}  // namespace fscope
