#include "core/network/optimizer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <type_traits>
#include <utility>

#include "core/network/kernels.h"
#include "core/support/check.h"

namespace fscope {
namespace {
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;
}  // namespace

std::string_view optimizer_name(OptimizerKind kind) {
  return kind == OptimizerKind::adam ? "adam" : "sgd";
}

template <class T>
Optimizer<T>::Optimizer(OptimizerKind kind, Index n_parameters, std::vector<ParameterScale> scales)
    : kind_(kind) {
  if (!scales.empty()) scales_ = std::move(scales);
  for (std::size_t i = 0; i < scales_.size(); ++i) {
    const auto [begin, scale] = scales_[i];
    require(i == 0 ? begin == 0 : begin > scales_[i - 1].begin,
            "scales must begin at parameter 0 and ascend, got one that begins at ", begin);
    require(std::isfinite(scale) && scale >= 0, "a parameter's scale must not be negative, got ",
            scale);
  }
  if (kind == OptimizerKind::adam) {
    first_moment_ = Vector<T>::Zero(n_parameters);
    second_moment_ = Vector<T>::Zero(n_parameters);
  }
}

template <class T>
void Optimizer<T>::begin_step(double learning_rate) {
  ++step_;
  rate_ = learning_rate;
  if (kind_ == OptimizerKind::sgd) return;
  rate_ = learning_rate / (1 - std::pow(kBeta1, static_cast<double>(step_)));
  second_correction_ = 1 / (1 - std::pow(kBeta2, static_cast<double>(step_)));
}

template <class T>
void Optimizer<T>::update(Index begin, const Eigen::Ref<const Vector<T>>& gradient,
                          Vector<T>& parameters) {
  const Index end = begin + gradient.size();
  auto next = std::ranges::upper_bound(scales_, begin, {}, &ParameterScale::begin);
  for (Index at = begin; at < end;) {
    const double scale = std::prev(next)->scale;
    const Index stop = next == scales_.end() ? end : std::min(end, next++->begin);
    if (scale > 0) update_scaled(at, scale, gradient.segment(at - begin, stop - at), parameters);
    at = stop;
  }
}

/// Adam keeps the moments of g, not of s g: the step s lr (s m) / (sqrt(s^2 v) + eps) is
/// s lr m / (sqrt(v) + eps / s), the same loop with other constants.
template <class T>
void Optimizer<T>::update_scaled(Index begin, double scale,
                                 const Eigen::Ref<const Vector<T>>& gradient,
                                 Vector<T>& parameters) {
  const auto g = gradient.array();
  auto x = parameters.segment(begin, g.size()).array();
  if (kind_ == OptimizerKind::sgd) {
    x -= static_cast<T>(scale * scale * rate_) * g;
    return;
  }
  const auto rate = static_cast<T>(scale * rate_);
  const auto epsilon = static_cast<T>(kEpsilon / scale);
  if constexpr (std::is_same_v<T, float>) {
    kernels().adam({.n = g.size(),
                    .gradient = gradient.data(),
                    .first_moment = first_moment_.data() + begin,
                    .second_moment = second_moment_.data() + begin,
                    .parameters = parameters.data() + begin,
                    .rate = rate,
                    .second_correction = static_cast<float>(second_correction_),
                    .gain1 = static_cast<float>(1 - kBeta1),
                    .gain2 = static_cast<float>(1 - kBeta2),
                    .epsilon = epsilon});
    return;
  }
  auto m = first_moment_.segment(begin, g.size()).array();
  auto v = second_moment_.segment(begin, g.size()).array();
  m += static_cast<T>(1 - kBeta1) * (g - m);
  v += static_cast<T>(1 - kBeta2) * (g.square() - v);
  x -= rate * m / ((static_cast<T>(second_correction_) * v).sqrt() + epsilon);
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace fscope
