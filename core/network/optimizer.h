// Adam and SGD over slices of the flat parameter vector.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/network/mlp.h"

namespace fscope {

enum class OptimizerKind { adam, sgd };
inline constexpr std::array kOptimizerKinds = {OptimizerKind::adam, OptimizerKind::sgd};

std::string_view optimizer_name(OptimizerKind kind);

/// First-order optimiser. A step is begin_step() once, then update() for every slice; slices may
/// be updated by several threads, as every parameter's update is independent of the others.
template <class T>
class Optimizer {
 public:
  Optimizer() = default;
  /// scales: for parameters that are multiples s w of what is trained; none: all are trained as
  /// they are. Throws std::invalid_argument unless they begin at 0, ascend and are not negative.
  Optimizer(OptimizerKind kind, Index n_parameters, std::vector<ParameterScale> scales = {});

  OptimizerKind kind() const { return kind_; }
  /// Counts the step and fixes its learning rate.
  void begin_step(double learning_rate);
  /// Updates parameters [begin, begin + gradient.size()) from their gradient.
  ///   adam: x -= lr * mhat / (sqrt(vhat) + eps), beta1 .9, beta2 .999, eps 1e-8 (PAPER sec. 1)
  ///   sgd:  x -= lr * g
  /// Where x = s w, both step w by its own gradient s g, and x by s times that.
  void update(Index begin, const Eigen::Ref<const Vector<T>>& gradient, Vector<T>& parameters);

 private:
  void update_scaled(Index begin, double scale, const Eigen::Ref<const Vector<T>>& gradient,
                     Vector<T>& parameters);

  OptimizerKind kind_ = OptimizerKind::adam;
  std::vector<ParameterScale> scales_{{0, 1}};
  std::int64_t step_ = 0;
  double rate_ = 0;               // adam: lr / (1 - beta1^t)
  double second_correction_ = 1;  // adam: 1 / (1 - beta2^t)
  Vector<T> first_moment_;
  Vector<T> second_moment_;
};

}  // namespace fscope
