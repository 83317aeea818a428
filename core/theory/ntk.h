// The neural tangent kernel of infinitely wide ReLU networks, in closed form.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/network/mlp.h"

namespace fscope {

/// What the kernel depends on. `width` enters in the glorot and standard parameterisations only.
struct NtkSettings {
  Index n_inputs = 2;  // d: dimension of the network's input, features or coordinates
  Index width = 256;
  Index n_layers = 4;   // dense layers, the output layer included
  Index n_outputs = 1;  // enters in glorot only, through the last layer's variance
  Parameterization parameterization = Parameterization::standard;

  bool operator==(const NtkSettings&) const = default;
};

/// One dense layer as the kernel's recursion sees it.
struct NtkLayer {
  double variance;       // v: fan_in times the weights' variance
  double bias_variance;  // at initialisation
  double weight_gain;    // what the weights' gradients add, per second moment of the layer's input
  double bias_gain;      // what the biases' gradients add
};

/// The settings of a network. Throws std::invalid_argument unless its hidden activation is relu.
NtkSettings ntk_settings(const MlpShape& shape, Parameterization parameterization);

/// K (n1 x n2) of inputs X1 (d x n1) and X2 (d x n2), columns are points; any inputs, also zero.
/// The same matrix given twice costs half and gives an exactly symmetric K.
/// Of the network's output before its output activation. Throws std::invalid_argument when a row
/// count is not n_inputs. PAPER sec. 2.1, where the angle between a zero input and any is pi / 2.
/// Glorot: layer l has weights of variance v / fan_in, v = 2 fan_in / (fan_in + fan_out), and
/// biases of variance 1e-4. Their truncation is not felt but by the first layer of an input of two
/// or three coordinates, where a sum of so few truncated weights is not quite normal.
Eigen::MatrixXd ntk(const NtkSettings& settings, const ConstMatrixRef<double>& X1,
                    const ConstMatrixRef<double>& X2);

/// h_NTK: the kernel of two inputs of equal squared norm, as a function of rho, the cosine of the
/// angle between them (clamped to [-1, 1]).
class NtkFunction {
 public:
  /// squared_norm: |x|^2 of the inputs, > 0; of gamma(v) it is the sum of a_j^2.
  /// Throws std::invalid_argument for a norm or settings out of range.
  NtkFunction(const NtkSettings& settings, double squared_norm);
  double operator()(double rho) const;
  /// Its derivative with respect to rho. The slope is infinite at rho = 1 and -1 (but for one
  /// layer); there it is cut to that at an angle of 1e-8.
  double derivative(double rho) const;

 private:
  std::vector<NtkLayer> layers_;
  std::vector<double> norms_;  // root of the second moment of each layer's input
};

/// The same from a table, for millions of arguments: a square root and a cubic polynomial each.
/// Error below 1e-9 of h(1) (measured by a test); no error at -1, 0 and 1. Building it takes 800
/// values of NtkFunction, about 0.1 ms.
class NtkTable {
 public:
  NtkTable(const NtkSettings& settings, double squared_norm);
  double operator()(double rho) const {
    const double c = std::clamp(rho, -1.0, 1.0);
    const Half& half = halves_[c < 0 ? 1 : 0];
    const double t = half.cells_per_unit * (std::sqrt(1 - std::abs(c) + half.shift) - half.start);
    const int cell = t < kCells ? static_cast<int>(t) : kCells - 1;  // NaN stays NaN
    const double x = t - cell;
    const auto& p = half.cubics[static_cast<std::size_t>(cell)];
    return p[0] + x * (p[1] + x * (p[2] + x * p[3]));
  }

 private:
  static constexpr int kCells = 128;
  /// h for rho of one sign, as a function of sqrt(1 - |rho| + shift): in it the angle, and with it
  /// h, is smooth up to |rho| = 1, where biases (shift > 0) keep the angle from reaching pi.
  struct Half {
    double shift, start, cells_per_unit;  // start: the variable at |rho| = 1
    std::array<std::array<double, 4>, kCells> cubics;
  };
  std::vector<Half> halves_;
};

}  // namespace fscope
