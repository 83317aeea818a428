#include "core/theory/ntk.h"

#include <numbers>

#include "core/support/check.h"

namespace fscope {
namespace {

using std::numbers::pi;

constexpr double kGlorotBiasVariance = 1e-4;
constexpr double kNearlyParallel = 1e-6;  // sin^2 below which a Gram matrix is too coarse
constexpr double kSmallestSine = 1e-8;    // where derivative() cuts its slope

std::vector<NtkLayer> dense_layers(const NtkSettings& s) {
  require(s.n_inputs >= 1 && s.width >= 1 && s.n_layers >= 1 && s.n_outputs >= 1,
          "a kernel needs at least one input, unit, layer and output, got ", s.n_inputs, ", ",
          s.width, ", ", s.n_layers, " and ", s.n_outputs);
  std::vector<NtkLayer> out;
  for (Index l = 0; l < s.n_layers; ++l) {
    const auto fan_in = static_cast<double>(l == 0 ? s.n_inputs : s.width);
    const auto fan_out = static_cast<double>(l + 1 == s.n_layers ? s.n_outputs : s.width);
    switch (s.parameterization) {
      case Parameterization::glorot:
        out.push_back({2 * fan_in / (fan_in + fan_out), kGlorotBiasVariance, fan_in, 1});
        break;
      case Parameterization::standard:
        out.push_back({1, 0, fan_in, 1});
        break;
      case Parameterization::ntk:
        out.push_back({1, 0, 1, 0});
    }
  }
  return out;
}

/// Root of the second moment of the input of each layer, for one point: norms[0] is given.
void propagate_norm(const std::vector<NtkLayer>& layers, double* norms) {
  for (std::size_t l = 0; l + 1 < layers.size(); ++l) {
    const auto& layer = layers[l];
    norms[l + 1] = std::sqrt((layer.variance * norms[l] * norms[l] + layer.bias_variance) / 2);
  }
}

/// Two points on their way through the layers. The determinant of their second moments is carried
/// along because as a difference it would lose what small angles need: near rho = 1 an error e in
/// the cosine is one of sqrt(2 e) in the angle, and the kernel is linear in the angle.
struct Pair {
  double moment;       // E[x x'] of one unit
  double determinant;  // E[x^2] E[x'^2] - E[x x']^2
  double theta = 0;    // the tangent kernel of the layers so far
};

/// norm * other - moment without cancellation.
double shortfall(double norms, const Pair& p) {
  return p.moment > 0 ? p.determinant / (norms + p.moment) : norms - p.moment;
}

/// norm, other: roots of the second moments of the layer's input.
void through_dense(const NtkLayer& layer, double norm, double other, Pair& p) {
  const double v = layer.variance, b = layer.bias_variance;
  p.theta = layer.weight_gain * p.moment + layer.bias_gain + v * p.theta;
  double gap = 0;  // E[(x - x')^2]
  if (b > 0) gap = (norm - other) * (norm - other) + 2 * shortfall(norm * other, p);
  p.determinant = v * (v * p.determinant + b * gap);
  p.moment = v * p.moment + b;
}

/// norms: product of the two points' standard deviations before the ReLU. Returns
/// E[relu'(x) relu'(x')].
double through_relu(double norms, Pair& p) {
  const double root = std::sqrt(p.determinant);
  const double angle = norms > 0 ? std::atan2(root, p.moment) : pi / 2;
  const double both = (pi - angle) / (2 * pi);
  const double short_of =
      (pi * shortfall(norms, p) + angle * p.moment - root) / (2 * pi);  // of norms / 2
  p.theta *= both;
  p.moment = root / (2 * pi) + both * p.moment;
  p.determinant = norms > 0 ? std::max(0.0, short_of * (norms / 2 + p.moment)) : 0;
  return both;
}

double pair_kernel(const std::vector<NtkLayer>& layers, const double* norms1, const double* norms2,
                   Pair p) {
  for (std::size_t l = 0;; ++l) {
    through_dense(layers[l], norms1[l], norms2[l], p);
    if (l + 1 == layers.size()) return p.theta;
    through_relu(2 * norms1[l + 1] * norms2[l + 1], p);
  }
}

/// norms (n_layers x n) of the points of X (d x n).
Eigen::MatrixXd layer_norms(const std::vector<NtkLayer>& layers, const ConstMatrixRef<double>& X) {
  Eigen::MatrixXd norms(static_cast<Index>(layers.size()), X.cols());
  norms.row(0) = X.colwise().norm() / std::sqrt(static_cast<double>(X.rows()));
  for (Index i = 0; i < X.cols(); ++i) propagate_norm(layers, norms.col(i).data());
  return norms;
}

/// Two inputs as layer 0 meets them; from the vectors where the moments themselves nearly cancel.
template <class V, class W>
Pair pair_of(const V& x, const W& other, double norms, double moment) {
  const double difference = norms * norms - moment * moment;
  if (norms == 0 || difference > kNearlyParallel * norms * norms) {
    return {.moment = moment, .determinant = std::max(0.0, difference)};
  }
  const auto d = static_cast<double>(x.size());
  const double squared = x.squaredNorm();
  const double apart = (other - moment * d / squared * x).squaredNorm();
  return {.moment = moment, .determinant = squared * apart / (d * d)};
}

Pair pair_at(double norm, double rho) {
  const double c = std::clamp(rho, -1.0, 1.0);
  const double q = norm * norm;
  return {.moment = q * c, .determinant = q * q * (1 - c) * (1 + c)};
}

}  // namespace

NtkSettings ntk_settings(const MlpShape& shape, Parameterization parameterization) {
  check_shape(shape);
  require(shape.n_layers == 1 || shape.hidden == Activation::relu,
          "the kernel in closed form is that of relu networks, got ",
          activation_name(shape.hidden));
  return {.n_inputs = shape.n_inputs,
          .width = shape.width,
          .n_layers = shape.n_layers,
          .n_outputs = shape.n_outputs,
          .parameterization = parameterization};
}

Eigen::MatrixXd ntk(const NtkSettings& settings, const ConstMatrixRef<double>& X1,
                    const ConstMatrixRef<double>& X2) {
  const auto layers = dense_layers(settings);
  require(X1.rows() == settings.n_inputs && X2.rows() == settings.n_inputs, "points of ", X1.rows(),
          " and ", X2.rows(), " coordinates for a kernel of ", settings.n_inputs, " inputs");
  const bool symmetric =
      X1.data() == X2.data() && X1.cols() == X2.cols() && X1.outerStride() == X2.outerStride();
  const Eigen::MatrixXd norms1 = layer_norms(layers, X1);
  const Eigen::MatrixXd norms2 = layer_norms(layers, X2);
  Eigen::MatrixXd K = X1.transpose() * X2 / static_cast<double>(settings.n_inputs);
  for (Index j = 0; j < K.cols(); ++j) {
    for (Index i = symmetric ? j : 0; i < K.rows(); ++i) {
      const auto pair = pair_of(X1.col(i), X2.col(j), norms1(0, i) * norms2(0, j), K(i, j));
      K(i, j) = pair_kernel(layers, norms1.col(i).data(), norms2.col(j).data(), pair);
      if (symmetric) K(j, i) = K(i, j);
    }
  }
  return K;
}

NtkFunction::NtkFunction(const NtkSettings& settings, double squared_norm)
    : layers_(dense_layers(settings)), norms_(layers_.size()) {
  require(std::isfinite(squared_norm) && squared_norm > 0,
          "a kernel of inputs of one norm needs a positive norm, got its square ", squared_norm);
  norms_[0] = std::sqrt(squared_norm / static_cast<double>(settings.n_inputs));
  propagate_norm(layers_, norms_.data());
}

double NtkFunction::operator()(double rho) const {
  return pair_kernel(layers_, norms_.data(), norms_.data(), pair_at(norms_[0], rho));
}

double NtkFunction::derivative(double rho) const {
  Pair p = pair_at(norms_[0], rho);
  double dmoment = norms_[0] * norms_[0];
  double dtheta = 0;
  for (std::size_t l = 0;; ++l) {
    const auto& layer = layers_[l];
    dtheta = layer.weight_gain * dmoment + layer.variance * dtheta;
    through_dense(layer, norms_[l], norms_[l], p);
    if (l + 1 == layers_.size()) return dtheta;
    dmoment *= layer.variance;
    const double norms = 2 * norms_[l + 1] * norms_[l + 1];
    const double root = std::max(std::sqrt(p.determinant), kSmallestSine * norms);
    const double theta = p.theta;
    const double both = through_relu(norms, p);
    dtheta = both * dtheta + theta * dmoment / (2 * pi * root);  // d both = d moment / (2 pi root)
    dmoment *= both;
  }
}

NtkTable::NtkTable(const NtkSettings& settings, double squared_norm) {
  const NtkFunction h(settings, squared_norm);
  const auto first = dense_layers(settings)[0];
  // The first layer's cosine c has 1 + c proportional to 1 + rho + shift, and 1 - c to 1 - rho.
  const double q = squared_norm / static_cast<double>(settings.n_inputs);
  const double shift = 2 * first.bias_variance / (first.variance * q);
  for (const double sign : {1., -1.}) {
    Half half{.shift = sign > 0 ? 0 : shift, .start = 0, .cells_per_unit = 0, .cubics = {}};
    half.start = std::sqrt(half.shift);
    half.cells_per_unit = kCells / (std::sqrt(1 + half.shift) - half.start);
    const auto at = [&](int third) {
      const double above = third / (3 * half.cells_per_unit);  // (start + above)^2 - shift:
      return h(sign * (1 - above * (2 * half.start + above)));
    };
    double next = at(0);
    for (int cell = 0; cell < kCells; ++cell) {
      const std::array y{next, at(3 * cell + 1), at(3 * cell + 2), at(3 * cell + 3)};
      next = y[3];
      // The cubic through the four, from Newton's divided differences on 0, 1/3, 2/3, 1.
      const double d1 = 3 * (y[1] - y[0]), d2 = 4.5 * (y[2] - 2 * y[1] + y[0]);
      const double d3 = 4.5 * (y[3] - 3 * y[2] + 3 * y[1] - y[0]);
      half.cubics[static_cast<std::size_t>(cell)] = {y[0], d1 - d2 / 3 + d3 * 2 / 9, d2 - d3, d3};
    }
    halves_.push_back(half);
  }
}

}  // namespace fscope
