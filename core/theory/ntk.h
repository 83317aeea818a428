// The neural tangent kernel of infinitely wide ReLU networks, in closed form.
#pragma once

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

/// The settings of a network. Throws std::invalid_argument unless its hidden activation is relu.
NtkSettings ntk_settings(const MlpShape& shape, Parameterization parameterization);

/// K (n1 x n2) of inputs X1 (d x n1) and X2 (d x n2), columns are points; any inputs, also zero.
/// Of the network's output before its output activation. Throws std::invalid_argument when a row
/// count is not n_inputs. PAPER sec. 2.1.
Eigen::MatrixXd ntk(const NtkSettings& settings, const ConstMatrixRef<double>& X1,
                    const ConstMatrixRef<double>& X2);

/// h_NTK: the kernel of two inputs of equal squared norm, as a function of rho, the cosine of the
/// angle between them (clamped to [-1, 1]).
class NtkFunction {
 public:
  /// squared_norm: |x|^2 of the inputs, > 0; of gamma(v) it is the sum of a_j^2.
  NtkFunction(const NtkSettings& settings, double squared_norm);
  double operator()(double rho) const;
  /// Its derivative with respect to rho; infinite slopes at rho = 1 are cut to a finite value.
  double derivative(double rho) const;

 private:
  NtkSettings settings_;
  double squared_norm_;
};

/// The same from a table, for millions of arguments. Relative error < 1e-6 (measured by a test).
class NtkTable {
 public:
  NtkTable(const NtkSettings& settings, double squared_norm);
  double operator()(double rho) const;

 private:
  std::vector<double> values_;  // by acos(rho), where the function is smooth
};

}  // namespace fscope
