// The network of mlp.h in float on the SIMD kernels: what training and pictures run on.
// mlp.h's Eigen functions are the reference it is tested against.
#pragma once

#include <functional>
#include <vector>

#include "core/network/mlp.h"
#include "core/support/aligned.h"

namespace fscope {

/// A column-major matrix whose columns start on cache lines; rows beyond the matrix's own, up to
/// the leading dimension, are zero or scratch.
class PaddedMatrix {
 public:
  PaddedMatrix() = default;
  PaddedMatrix(Index rows, Index cols);

  /// Rows rounded up to what the kernels work on.
  Index block_rows() const;
  Index leading() const { return leading_; }
  float* data() { return values_.get(); }
  const float* data() const { return values_.get(); }
  /// The first n columns, without the padding.
  Eigen::Map<Matrix<float>, 0, Eigen::OuterStride<>> left(Index n) {
    return {data(), rows_, n, Eigen::OuterStride<>(leading_)};
  }
  Eigen::Map<const Matrix<float>, 0, Eigen::OuterStride<>> left(Index n) const {
    return {data(), rows_, n, Eigen::OuterStride<>(leading_)};
  }
  Index rows() const { return rows_; }

 private:
  Index rows_ = 0;
  Index leading_ = 0;
  AlignedFloats values_;
};

/// The parameters as the kernels read them: aligned, and transposed for the backward pass.
struct PackedParameters {
  struct Layer {
    PaddedMatrix W;           // fan_out x fan_in
    PaddedMatrix transposed;  // fan_in x fan_out; empty for the first layer: its input's gradient
                              // is never computed
    PaddedMatrix bias;        // fan_out x 1
  };
  PackedParameters() = default;
  explicit PackedParameters(const MlpShape& shape);
  /// Copies flat parameters; the transposes only when asked. Not while others read.
  void pack(const Vector<float>& parameters, bool with_transposes);

  MlpShape shape;
  std::vector<Layer> layers;
};

/// Activations of one tile of samples: what forward leaves behind for backward.
struct TiledMlpScratch {
  TiledMlpScratch(const MlpShape& shape, Index max_samples);

  PaddedMatrix features;              // n_inputs x max_samples: filled by the caller before forward
  std::vector<PaddedMatrix> layers;   // activated outputs, fan_out(l) x max_samples
  std::vector<PaddedMatrix> cosines;  // sine networks only: cos of the pre-activations
  PaddedMatrix delta, next_delta;     // max(width, outputs) x max_samples

  const PaddedMatrix& outputs() const { return layers.back(); }
};

/// Runs the first n columns of scratch.features through the network.
void forward(const PackedParameters& parameters, Index n, TiledMlpScratch& scratch);

/// Adds the gradient of the loss to `gradient` (flat, as the parameters), given dL_doutputs
/// (n_outputs x n) with respect to the activated outputs of the forward call just made. Needs
/// parameters packed with transposes.
void backward(const PackedParameters& parameters, const ConstMatrixRef<float>& dL_doutputs,
              TiledMlpScratch& scratch, Vector<float>& gradient);

/// The gradient of one output, before its activation, with respect to what each layer adds up
/// before its activation: calls visit(layer, gradient), the first fan_out(layer) rows and n columns
/// of which count, from the last layer to the first. After a forward call, as backward.
void backward_deltas(const PackedParameters& parameters, Index output, Index n,
                     TiledMlpScratch& scratch,
                     const std::function<void(Index, const PaddedMatrix&)>& visit);

}  // namespace fscope
