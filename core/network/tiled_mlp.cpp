#include "core/network/tiled_mlp.h"

#include <algorithm>
#include <utility>

#include "core/network/kernels.h"

namespace fscope {
namespace {

constexpr Index kManyRows = 64;

Index round_up(Index n, Index multiple) { return (n + multiple - 1) / multiple * multiple; }

/// W and b of a layer in the flat vector.
const float* weights_at(const MlpShape& shape, Index layer, const Vector<float>& p) {
  return p.data() + shape.offset(layer);
}
Index n_weights(const MlpShape& shape, Index layer) {
  return shape.fan_out(layer) * shape.fan_in(layer);
}

const PaddedMatrix& input_of(const TiledMlpScratch& scratch, Index layer) {
  return layer == 0 ? scratch.features : scratch.layers[static_cast<std::size_t>(layer - 1)];
}

void sine_in_place(PaddedMatrix& z, PaddedMatrix& cosines, Index n) {
  const auto turns = static_cast<float>(0.15915494309189535);
  for (Index k = 0; k < n; ++k) {
    float* column = z.data() + k * z.leading();
    z.left(n).col(k) *= turns;
    kernels().sincos_cycles(column, z.rows(), column, cosines.data() + k * cosines.leading());
  }
}

void activate(const MlpShape& shape, Index layer, Index n, TiledMlpScratch& scratch) {
  const auto index = static_cast<std::size_t>(layer);
  PaddedMatrix& z = scratch.layers[index];
  if (layer + 1 == shape.n_layers) {
    if (shape.output == OutputActivation::sigmoid) kernels().sigmoid(z.data(), n * z.leading());
    if (shape.output == OutputActivation::tanh) z.left(n).array() = z.left(n).array().tanh();
  } else if (shape.hidden == Activation::tanh) {
    z.left(n).array() = z.left(n).array().tanh();
  } else if (shape.hidden == Activation::sine) {
    sine_in_place(z, scratch.cosines[index], n);
  }
}

/// delta *= the activation's derivative at `layer`; relu's is the product's epilogue.
void through_hidden(const MlpShape& shape, Index layer, Index n, TiledMlpScratch& scratch) {
  const auto index = static_cast<std::size_t>(layer);
  auto delta = scratch.next_delta.left(n).topRows(shape.width).array();
  if (shape.hidden == Activation::tanh) delta *= 1 - scratch.layers[index].left(n).array().square();
  if (shape.hidden == Activation::sine) delta *= scratch.cosines[index].left(n).array();
}

void propagate(const PackedParameters& parameters, Index layer, Index n, TiledMlpScratch& scratch) {
  const MlpShape& shape = parameters.shape;
  const PaddedMatrix& A = parameters.layers[static_cast<std::size_t>(layer)].transposed;
  const PaddedMatrix& below = input_of(scratch, layer);
  const bool relu = shape.hidden == Activation::relu;
  kernels().multiply({.m = A.block_rows(),
                      .n = n,
                      .k = shape.fan_out(layer),
                      .A = A.data(),
                      .lda = A.leading(),
                      .B = scratch.delta.data(),
                      .ldb = scratch.delta.leading(),
                      .C = scratch.next_delta.data(),
                      .ldc = scratch.next_delta.leading(),
                      .epilogue = relu ? Epilogue::gate : Epilogue::none,
                      .gate = below.data(),
                      .ldg = below.leading()});
  through_hidden(shape, layer - 1, n, scratch);
  std::swap(scratch.delta, scratch.next_delta);
}

}  // namespace

PaddedMatrix::PaddedMatrix(Index rows, Index cols)
    : rows_(rows),
      // One block more, or columns a power of two apart would share few places of the cache.
      leading_(block_rows() + (block_rows() % kManyRows == 0 ? kRowBlock : 0)),
      values_(aligned_floats(static_cast<std::size_t>(leading_ * cols))) {}

Index PaddedMatrix::block_rows() const { return round_up(rows_, kRowBlock); }

PackedParameters::PackedParameters(const MlpShape& s) : shape(s) {
  for (Index l = 0; l < s.n_layers; ++l) {
    Layer& layer = layers.emplace_back();
    layer.W = PaddedMatrix(s.fan_out(l), s.fan_in(l));
    if (l > 0) layer.transposed = PaddedMatrix(s.fan_in(l), s.fan_out(l));
    layer.bias = PaddedMatrix(s.fan_out(l), 1);
  }
}

void PackedParameters::pack(const Vector<float>& parameters, bool with_transposes) {
  for (Index l = 0; l < shape.n_layers; ++l) {
    Layer& layer = layers[static_cast<std::size_t>(l)];
    const float* at = weights_at(shape, l, parameters);
    const Eigen::Map<const Matrix<float>> W(at, shape.fan_out(l), shape.fan_in(l));
    layer.W.left(W.cols()) = W;
    layer.bias.left(1) = Eigen::Map<const Vector<float>>(at + W.size(), W.rows());
    if (with_transposes && l > 0) layer.transposed.left(W.rows()) = W.transpose();
  }
}

TiledMlpScratch::TiledMlpScratch(const MlpShape& s, Index max_samples)
    : features(s.n_inputs, max_samples),
      delta(std::max(s.width, s.n_outputs), max_samples),
      next_delta(std::max(s.width, s.n_outputs), max_samples) {
  for (Index l = 0; l < s.n_layers; ++l) layers.emplace_back(s.fan_out(l), max_samples);
  if (s.hidden != Activation::sine) return;
  for (Index l = 0; l + 1 < s.n_layers; ++l) cosines.emplace_back(s.fan_out(l), max_samples);
}

void forward(const PackedParameters& parameters, Index n, TiledMlpScratch& scratch) {
  const MlpShape& shape = parameters.shape;
  for (Index l = 0; l < shape.n_layers; ++l) {
    const auto index = static_cast<std::size_t>(l);
    const auto& layer = parameters.layers[index];
    const PaddedMatrix& input = input_of(scratch, l);
    PaddedMatrix& z = scratch.layers[index];
    const bool relu = l + 1 < shape.n_layers && shape.hidden == Activation::relu;
    kernels().multiply({.m = layer.W.block_rows(),
                        .n = n,
                        .k = shape.fan_in(l),
                        .A = layer.W.data(),
                        .lda = layer.W.leading(),
                        .B = input.data(),
                        .ldb = input.leading(),
                        .C = z.data(),
                        .ldc = z.leading(),
                        .bias = layer.bias.data(),
                        .epilogue = relu ? Epilogue::relu : Epilogue::none});
    activate(shape, l, n, scratch);
  }
}

void backward(const PackedParameters& parameters, const ConstMatrixRef<float>& dL_doutputs,
              TiledMlpScratch& scratch, Vector<float>& gradient) {
  const MlpShape& shape = parameters.shape;
  const Index n = dL_doutputs.cols();
  auto dL_dz = scratch.delta.left(n).topRows(shape.n_outputs);
  dL_dz = dL_doutputs;
  if (shape.output == OutputActivation::sigmoid) {
    const auto y = scratch.outputs().left(n).array();
    dL_dz.array() *= y * (1 - y);
  } else if (shape.output == OutputActivation::tanh) {
    dL_dz.array() *= 1 - scratch.outputs().left(n).array().square();
  }
  for (Index l = shape.n_layers - 1; l >= 0; --l) {
    const Index rows = shape.fan_out(l);
    const PaddedMatrix& input = input_of(scratch, l);
    float* const at = gradient.data() + shape.offset(l);
    kernels().add_outer({.rows = rows,
                         .m = round_up(rows, kRowBlock),
                         .n = shape.fan_in(l),
                         .k = n,
                         .A = scratch.delta.data(),
                         .lda = scratch.delta.leading(),
                         .B = input.data(),
                         .ldb = input.leading(),
                         .C = at});
    kernels().add_columns(scratch.delta.data(), scratch.delta.leading(), rows, n,
                          at + n_weights(shape, l));
    if (l > 0) propagate(parameters, l, n, scratch);
  }
}

void backward_deltas(const PackedParameters& parameters, Index output, Index n,
                     TiledMlpScratch& scratch,
                     const std::function<void(Index, const PaddedMatrix&)>& visit) {
  const MlpShape& shape = parameters.shape;
  auto top = scratch.delta.left(n).topRows(shape.n_outputs);
  top.setZero();
  top.row(output).setOnes();
  for (Index l = shape.n_layers - 1;; --l) {
    visit(l, scratch.delta);
    if (l == 0) return;
    propagate(parameters, l, n, scratch);
  }
}

}  // namespace fscope
