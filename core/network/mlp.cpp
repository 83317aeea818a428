#include "core/network/mlp.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"
#include "core/support/random.h"

namespace fscope {
namespace {

constexpr std::uint64_t kWeightStream = 2;
constexpr double kBiasStddev = 0.01;

template <class T>
auto weights_of(const MlpShape& s, Index layer, const Vector<T>& p) {
  return Eigen::Map<const Matrix<T>>(p.data() + s.offset(layer), s.fan_out(layer), s.fan_in(layer));
}
template <class T>
auto biases_of(const MlpShape& s, Index layer, const Vector<T>& p) {
  return p.segment(s.offset(layer) + s.fan_out(layer) * s.fan_in(layer), s.fan_out(layer));
}
template <class T>
auto weights_of(const MlpShape& s, Index layer, Vector<T>& p) {
  return Eigen::Map<Matrix<T>>(p.data() + s.offset(layer), s.fan_out(layer), s.fan_in(layer));
}
template <class T>
auto biases_of(const MlpShape& s, Index layer, Vector<T>& p) {
  return p.segment(s.offset(layer) + s.fan_out(layer) * s.fan_in(layer), s.fan_out(layer));
}

/// Adds the biases and applies the hidden activation in one pass.
template <class T, class Z, class B>
void activate_hidden(Activation activation, Z z, const B& b, Matrix<T>* cosines) {
  switch (activation) {
    case Activation::relu:
      z = (z.colwise() + b).cwiseMax(T(0));
      return;
    case Activation::tanh:
      z = (z.colwise() + b).array().tanh().matrix();
      return;
    case Activation::sine:
      z.colwise() += b;
      cosines->leftCols(z.cols()) = z.array().cos().matrix();
      z = z.array().sin().matrix();
  }
}

/// delta = dL/dy times the activation's derivative, written in terms of its output y.
template <class T, class D, class Y>
void through_hidden(Activation activation, D delta, const Y& y, const Matrix<T>* cosines) {
  switch (activation) {
    case Activation::relu:
      delta = (y.array() > T(0)).select(delta, T(0));
      return;
    case Activation::tanh:
      delta.array() *= 1 - y.array().square();
      return;
    case Activation::sine:
      delta.array() *= cosines->leftCols(y.cols()).array();
  }
}

/// Adds the biases and applies the output activation in one pass.
template <class Z, class B>
void activate_output(OutputActivation activation, Z z, const B& b) {
  using T = typename Z::Scalar;
  switch (activation) {
    case OutputActivation::linear:
      z.colwise() += b;
      return;
    case OutputActivation::sigmoid:
      z = (T(1) + (-(z.colwise() + b)).array().exp()).inverse().matrix();
      return;
    case OutputActivation::tanh:
      z = (z.colwise() + b).array().tanh().matrix();
  }
}

template <class T>
Matrix<T>* cosines_of(MlpTile<T>& tile, Index layer) {
  return tile.cosines.empty() ? nullptr : &tile.cosines[static_cast<std::size_t>(layer)];
}

}  // namespace

std::string_view activation_name(Activation activation) {
  switch (activation) {
    case Activation::relu:
      return "relu";
    case Activation::tanh:
      return "tanh";
    case Activation::sine:
      return "sine";
  }
  return "unknown";
}

std::string_view output_name(OutputActivation activation) {
  switch (activation) {
    case OutputActivation::linear:
      return "linear";
    case OutputActivation::sigmoid:
      return "sigmoid";
    case OutputActivation::tanh:
      return "tanh";
  }
  return "unknown";
}

std::string_view parameterization_name(Parameterization parameterization) {
  switch (parameterization) {
    case Parameterization::glorot:
      return "glorot";
    case Parameterization::standard:
      return "standard";
    case Parameterization::ntk:
      return "ntk";
  }
  return "unknown";
}

Index MlpShape::offset(Index layer) const {
  Index sum = 0;
  for (Index l = 0; l < layer; ++l) sum += fan_out(l) * (fan_in(l) + 1);
  return sum;
}

double MlpShape::forward_flop() const {
  double macs = 0;
  for (Index l = 0; l < n_layers; ++l) macs += static_cast<double>(fan_out(l) * fan_in(l));
  return 2 * macs;
}

double MlpShape::training_flop() const {
  return 3 * forward_flop() - 2 * static_cast<double>(fan_out(0) * fan_in(0));
}

void check_shape(const MlpShape& s) {
  require(s.n_inputs >= 1, "a network needs at least one input, got ", s.n_inputs);
  require(s.n_outputs >= 1, "a network needs at least one output, got ", s.n_outputs);
  require(s.width >= 1, "the width must be at least 1, got ", s.width);
  require(s.n_layers >= 1, "the number of layers must be at least 1, got ", s.n_layers);
}

Index tile_columns(const MlpShape& shape) {
  constexpr Index kTileFloats = Index{256} * 1280;  // measured: 256 columns for the paper's network
  const Index per_column = shape.n_inputs + (shape.n_layers - 1) * shape.width;
  const Index columns = kTileFloats / std::max<Index>(1, per_column) / 16 * 16;
  return std::clamp<Index>(columns, 32, 256);
}

template <class T>
Vector<T> initial_parameters(const MlpShape& shape, std::uint64_t seed,
                             Parameterization parameterization) {
  check_shape(shape);
  const bool glorot = parameterization == Parameterization::glorot;
  Rng rng(seed, kWeightStream);
  Vector<T> parameters(shape.n_parameters());
  for (Index l = 0; l < shape.n_layers; ++l) {
    const auto fan_in = static_cast<double>(shape.fan_in(l));
    const auto fans = static_cast<double>(shape.fan_in(l) + shape.fan_out(l));
    const double scale =
        glorot ? std::sqrt(2 / fans) / kTruncatedNormalStddev : 1 / std::sqrt(fan_in);
    auto W = weights_of(shape, l, parameters);
    for (Index i = 0; i < W.size(); ++i)
      W.data()[i] = static_cast<T>(scale * (glorot ? rng.truncated_normal() : rng.normal()));
    auto b = biases_of(shape, l, parameters);
    for (Index i = 0; i < b.size(); ++i)
      b[i] = static_cast<T>(glorot ? kBiasStddev * rng.normal() : 0);
  }
  return parameters;
}

std::vector<ParameterScale> parameter_scales(const MlpShape& shape,
                                             Parameterization parameterization) {
  check_shape(shape);
  std::vector<ParameterScale> scales;
  if (parameterization != Parameterization::ntk) return scales;
  for (Index l = 0; l < shape.n_layers; ++l) {
    const Index begin = shape.offset(l);
    scales.push_back({begin, 1 / std::sqrt(static_cast<double>(shape.fan_in(l)))});
    scales.push_back({begin + shape.fan_out(l) * shape.fan_in(l), 0});
  }
  return scales;
}

template <class T>
MlpTile<T>::MlpTile(const MlpShape& shape, Index max_samples)
    : features(shape.n_inputs, max_samples) {
  for (Index l = 0; l < shape.n_layers; ++l) layers.emplace_back(shape.fan_out(l), max_samples);
  if (shape.hidden == Activation::sine) cosines = layers;
  const Index rows = std::max(shape.width, shape.n_outputs);
  delta.resize(rows, max_samples);
  next_delta.resize(rows, max_samples);
}

template <class T>
void forward(const MlpShape& shape, const Vector<T>& parameters, Index n, MlpTile<T>& tile) {
  for (Index l = 0; l < shape.n_layers; ++l) {
    const auto index = static_cast<std::size_t>(l);
    const Matrix<T>& input = l == 0 ? tile.features : tile.layers[index - 1];
    auto z = tile.layers[index].leftCols(n);
    z.noalias() = weights_of(shape, l, parameters) * input.leftCols(n);
    const auto b = biases_of(shape, l, parameters);
    if (l + 1 < shape.n_layers) {
      activate_hidden<T>(shape.hidden, z, b, cosines_of(tile, l));
    } else {
      activate_output(shape.output, z, b);
    }
  }
}

template <class T>
void backward(const MlpShape& shape, const Vector<T>& parameters,
              const ConstMatrixRef<T>& dL_doutputs, MlpTile<T>& tile, Vector<T>& gradient) {
  const Index n = dL_doutputs.cols();
  auto dL_dz = tile.delta.topLeftCorner(shape.n_outputs, n);
  dL_dz = dL_doutputs;
  if (shape.output == OutputActivation::sigmoid) {
    const auto y = tile.outputs().leftCols(n).array();
    dL_dz.array() *= y * (1 - y);
  } else if (shape.output == OutputActivation::tanh) {
    dL_dz.array() *= 1 - tile.outputs().leftCols(n).array().square();
  }
  for (Index l = shape.n_layers - 1; l >= 0; --l) {
    const auto delta = tile.delta.topLeftCorner(shape.fan_out(l), n);
    const auto index = static_cast<std::size_t>(l);
    const Matrix<T>& input = l == 0 ? tile.features : tile.layers[index - 1];
    weights_of(shape, l, gradient).noalias() += delta * input.leftCols(n).transpose();
    auto dL_db = biases_of(shape, l, gradient);
    for (Index k = 0; k < n; ++k) dL_db += delta.col(k);
    if (l == 0) return;
    auto next = tile.next_delta.topLeftCorner(shape.fan_in(l), n);
    next.noalias() = weights_of(shape, l, parameters).transpose() * delta;
    through_hidden<T>(shape.hidden, next, input.leftCols(n), cosines_of(tile, l - 1));
    tile.delta.swap(tile.next_delta);
  }
}

template Vector<float> initial_parameters(const MlpShape&, std::uint64_t, Parameterization);
template Vector<double> initial_parameters(const MlpShape&, std::uint64_t, Parameterization);
template struct MlpTile<float>;
template struct MlpTile<double>;
template void forward(const MlpShape&, const Vector<float>&, Index, MlpTile<float>&);
template void forward(const MlpShape&, const Vector<double>&, Index, MlpTile<double>&);
template void backward(const MlpShape&, const Vector<float>&, const ConstMatrixRef<float>&,
                       MlpTile<float>&, Vector<float>&);
template void backward(const MlpShape&, const Vector<double>&, const ConstMatrixRef<double>&,
                       MlpTile<double>&, Vector<double>&);

}  // namespace fscope
