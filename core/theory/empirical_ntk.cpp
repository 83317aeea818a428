#include "core/theory/empirical_ntk.h"

#include "core/network/kernels.h"
#include "core/network/tiled_mlp.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// X^T X (n x n) of the first k rows and n columns of X.
Eigen::MatrixXd gram(const PaddedMatrix& X, Index k, Index n) {
  PaddedMatrix transposed(n, k), product(n, n);
  transposed.left(k) = X.left(n).topRows(k).transpose();
  kernels().multiply({.m = transposed.block_rows(),
                      .n = n,
                      .k = k,
                      .A = transposed.data(),
                      .lda = transposed.leading(),
                      .B = X.data(),
                      .ldb = X.leading(),
                      .C = product.data(),
                      .ldc = product.leading()});
  return product.left(n).cast<double>();
}

/// Of the parameter at `index`: 1 where no scale is given.
double scale_at(const std::vector<ParameterScale>& scales, Index index) {
  double scale = 1;
  for (const ParameterScale& s : scales) {
    if (s.begin <= index) scale = s.scale;
  }
  return scale;
}

}  // namespace

Eigen::MatrixXd empirical_ntk(const MlpShape& shape, const Vector<float>& parameters,
                              Parameterization parameterization,
                              const ConstMatrixRef<float>& features, Index output) {
  check_shape(shape);
  require(parameters.size() == shape.n_parameters(), parameters.size(),
          " parameters for a network of ", shape.n_parameters());
  require(features.rows() == shape.n_inputs, "features of ", features.rows(),
          " rows for a network of ", shape.n_inputs, " inputs");
  require(output >= 0 && output < shape.n_outputs, "there is no output ", output, " of ",
          shape.n_outputs);
  const Index n = features.cols();
  PackedParameters packed(shape);
  packed.pack(parameters, true);
  TiledMlpScratch scratch(shape, n);
  scratch.features.left(n) = features;
  forward(packed, n, scratch);

  const auto scales = parameter_scales(shape, parameterization);
  Eigen::MatrixXd K = Eigen::MatrixXd::Zero(n, n);
  backward_deltas(packed, output, n, scratch, [&](Index l, const PaddedMatrix& delta) {
    const auto& input = l == 0 ? scratch.features : scratch.layers[static_cast<std::size_t>(l - 1)];
    const Index begin = shape.offset(l);
    const double weights = scale_at(scales, begin);
    const double biases = scale_at(scales, begin + shape.fan_out(l) * shape.fan_in(l));
    K.array() += gram(delta, shape.fan_out(l), n).array() *
                 (weights * weights * gram(input, shape.fan_in(l), n).array() + biases * biases);
  });
  return K.selfadjointView<Eigen::Lower>();
}

}  // namespace fscope
