#include "core/network/optimizer.h"

#include <cmath>
#include <type_traits>

#include "core/network/kernels.h"

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
Optimizer<T>::Optimizer(OptimizerKind kind, Index n_parameters) : kind_(kind) {
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
  const auto g = gradient.array();
  auto x = parameters.segment(begin, g.size()).array();
  const auto rate = static_cast<T>(rate_);
  if (kind_ == OptimizerKind::sgd) {
    x -= rate * g;
    return;
  }
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
                    .epsilon = static_cast<float>(kEpsilon)});
    return;
  }
  auto m = first_moment_.segment(begin, g.size()).array();
  auto v = second_moment_.segment(begin, g.size()).array();
  m += static_cast<T>(1 - kBeta1) * (g - m);
  v += static_cast<T>(1 - kBeta2) * (g.square() - v);
  x -= rate * m / ((static_cast<T>(second_correction_) * v).sqrt() + static_cast<T>(kEpsilon));
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace fscope
