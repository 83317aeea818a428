// The neural tangent kernel of one actual network.
#pragma once

#include "core/network/mlp.h"

namespace fscope {

/// K (N x N), symmetric: <df/dtheta, df'/dtheta> over all that is trained in the parameterisation,
/// for one output f before its output activation, at `features` (n_inputs x N). Any activation.
/// Its error is float rounding: 1e-5 of the largest value and less.
///   parameters: flat, as initial_parameters() and training give them
/// Layer by layer from two Gram matrices, s_w^2 <a, a'> <d, d'> + s_b^2 <d, d'> with the layer's
/// inputs a, the gradients d of what it adds up and the scales s, so that no gradient of a
/// parameter is ever formed. Throws std::invalid_argument when shapes do not fit or there is no
/// such output.
Eigen::MatrixXd empirical_ntk(const MlpShape& shape, const Vector<float>& parameters,
                              Parameterization parameterization,
                              const ConstMatrixRef<float>& features, Index output = 0);

}  // namespace fscope
