#include <gtest/gtest.h>

#include "core/network/mlp.h"
#include "core/tasks/loss.h"
#include "tests/core/network/variants.h"

namespace fscope {
namespace {

constexpr Index kSamples = 5;

struct Problem {
  MlpShape shape;
  Loss loss;
  Matrix<double> features;
  Matrix<double> targets;

  double value(const Vector<double>& p, Vector<double>* gradient) const {
    MlpTile<double> tile(shape, kSamples);
    tile.features = features;
    forward(shape, p, kSamples, tile);
    Matrix<double> dL_dy(shape.n_outputs, kSamples);
    const double result =
        squared_error_loss<double>(loss, tile.outputs(), targets, kSamples, dL_dy);
    if (gradient) backward<double>(shape, p, dL_dy, tile, *gradient);
    return result;
  }

  Vector<double> numeric_gradient(const Vector<double>& p) const {
    constexpr double kStep = 1e-5;  // truncation kStep^2, rounding 1e-16 / kStep: both below 1e-10
    Vector<double> out(p.size());
    for (Index i = 0; i < p.size(); ++i) {
      Vector<double> moved = p;
      moved[i] = p[i] + kStep;
      const double above = value(moved, nullptr);
      moved[i] = p[i] - kStep;
      out[i] = (above - value(moved, nullptr)) / (2 * kStep);
    }
    return out;
  }
};

TEST(Promise, gradients_are_checked) {
  for (const MlpShape& shape : shape_variants()) {
    for (const Loss loss : {Loss::half_mean, Loss::half_sum}) {
      SCOPED_TRACE(describe(shape) + " loss " + std::string(loss_name(loss)));
      const auto mapping = make_mapping({.sigma = 1, .n_frequencies = 2}, 2, 3);
      Matrix<double> V(2, kSamples);
      V << 0.1, 0.3, 0.5, 0.7, 0.9, 0.8, 0.2, 0.6, 0.4, 0.0;
      const Matrix<double> targets =
          Matrix<double>::NullaryExpr(shape.n_outputs, kSamples, [](Index r, Index c) {
            return 0.1 + 0.05 * static_cast<double>(r) + 0.15 * static_cast<double>(c);
          });
      const Problem problem{shape, loss, encode<double>(mapping, V), targets};
      const auto p = initial_parameters<double>(shape, 1);
      Vector<double> gradient = Vector<double>::Zero(p.size());
      problem.value(p, &gradient);
      const Vector<double> numeric = problem.numeric_gradient(p);
      ASSERT_GT(gradient.norm(), 1e-4);  // the comparison is not between zeros
      EXPECT_LT((gradient - numeric).norm() / numeric.norm(), 1e-6);
    }
  }
}

}  // namespace
}  // namespace fscope
