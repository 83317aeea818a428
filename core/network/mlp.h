// The coordinate network: a multilayer perceptron over one flat vector of parameters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/network/fourier_mapping.h"

namespace fscope {

enum class Activation { relu, tanh, sine };
enum class OutputActivation { linear, sigmoid, tanh };
inline constexpr std::array kActivations = {Activation::relu, Activation::tanh, Activation::sine};
inline constexpr std::array kOutputActivations = {
    OutputActivation::linear, OutputActivation::sigmoid, OutputActivation::tanh};

/// How weights are drawn and what a gradient step moves (PAPER sec. 2.1; fan = of the layer).
///   glorot:   W truncated normal of variance 2 / (fan_in + fan_out), b ~ N(0, 0.01^2): stax.Dense,
///             the paper's 2D and 3D networks
///   standard: W ~ N(0, 1 / fan_in), b = 0 but trained: neural-tangents, the paper's 1D networks
///   ntk:      W = w / sqrt(fan_in) with w ~ N(0, 1) trained; no bias
enum class Parameterization { glorot, standard, ntk };
inline constexpr std::array kParameterizations = {
    Parameterization::glorot, Parameterization::standard, Parameterization::ntk};

std::string_view activation_name(Activation activation);
std::string_view output_name(OutputActivation activation);
std::string_view parameterization_name(Parameterization parameterization);

/// "n layers" counts as the paper does: n - 1 hidden layers of `width` and one output layer.
struct MlpShape {
  Index n_inputs = 2;
  Index width = 256;
  Index n_layers = 4;
  Index n_outputs = 3;
  Activation hidden = Activation::relu;
  OutputActivation output = OutputActivation::sigmoid;

  Index fan_in(Index layer) const { return layer == 0 ? n_inputs : width; }
  Index fan_out(Index layer) const { return layer + 1 == n_layers ? n_outputs : width; }
  /// Where layer's weights start in the flat vector: W (fan_out x fan_in, column-major), then b.
  Index offset(Index layer) const;
  Index n_parameters() const { return offset(n_layers); }
  /// Floating-point operations of one sample: forward, and forward plus backward. The gradient
  /// with respect to the network's input is never computed.
  double forward_flop() const;
  double training_flop() const;

  bool operator==(const MlpShape&) const = default;
};

/// Weights and biases as the parameterisation draws them, in double, then rounded to T. The vector
/// holds effective weights W, in ntk too; standard and ntk start from the same numbers.
template <class T>
Vector<T> initial_parameters(const MlpShape& shape, std::uint64_t seed,
                             Parameterization parameterization = Parameterization::glorot);

/// Parameters from `begin` to the next of these (or the end) are s times what is trained: x = s w.
struct ParameterScale {
  Index begin = 0;
  double scale = 1;  // >= 0; 0: not trained
};

/// The scales of a parameterisation, in order: of each ntk layer 1 / sqrt(fan_in) for the weights
/// and 0 for the biases; for the others none, which stands for 1 throughout.
std::vector<ParameterScale> parameter_scales(const MlpShape& shape,
                                             Parameterization parameterization);

/// Activations of one tile of samples: what forward leaves behind for backward.
template <class T>
struct MlpTile {
  /// Room for up to max_samples columns.
  MlpTile(const MlpShape& shape, Index max_samples);

  Matrix<T> features;              // n_inputs x max_samples: filled by the caller before forward
  std::vector<Matrix<T>> layers;   // fan_out(l) x max_samples: activated outputs of layer l
  std::vector<Matrix<T>> cosines;  // sine networks only: cos of the pre-activations
  Matrix<T> delta;                 // the larger of width and outputs x max_samples: scratch
  Matrix<T> next_delta;

  const Matrix<T>& outputs() const { return layers.back(); }
};

/// Runs the first n columns of tile.features through the network; tile.outputs() holds the result.
template <class T>
void forward(const MlpShape& shape, const Vector<T>& parameters, Index n, MlpTile<T>& tile);

/// Adds the gradient of the loss to `gradient` (flat, as the parameters), given dL_doutputs
/// (n_outputs x n) with respect to the activated outputs of the forward call just made on `tile`.
template <class T>
void backward(const MlpShape& shape, const Vector<T>& parameters,
              const ConstMatrixRef<T>& dL_doutputs, MlpTile<T>& tile, Vector<T>& gradient);

/// Throws std::invalid_argument naming the dimension that is out of range.
void check_shape(const MlpShape& shape);

/// Columns of a tile: few enough for its activations to stay in a large cache, and enough for each
/// pass over the weights' gradient to be worth its memory traffic. Depends on the shape only, never
/// on the machine, as it decides the order of summation.
Index tile_columns(const MlpShape& shape);

}  // namespace fscope
