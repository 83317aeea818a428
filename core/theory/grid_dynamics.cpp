#include "core/theory/grid_dynamics.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/support/check.h"

namespace fscope {

using Eigen::Index;

/// Channels of pictures are alike. Their principal components are not: the first is as hard as a
/// channel, the others are small and done sooner.
GridDynamics::GridDynamics(std::unique_ptr<const PixelKernel> kernel,
                           const Eigen::MatrixXd& targets)
    : kernel_(std::move(kernel)) {
  require(targets.rows() == grid().n_train() && targets.cols() >= 1, "targets of ", targets.rows(),
          " x ", targets.cols(), " for ", grid().n_train(), " training pixels");
  require(targets.allFinite(), "the targets are not finite");
  const Eigen::MatrixXd products = targets.transpose() * targets;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> principal(products);
  rotation_ = principal.eigenvectors().rowwise().reverse();
  for (Index i = 0; i < targets.cols(); ++i) components_.emplace_back(targets * rotation_.col(i));
}

FlowState GridDynamics::prepare(double t, const FlowLimits& limits, ThreadPool& pool,
                                const std::function<bool()>& stopped) {
  require(t >= 0, "time cannot be negative, got ", t);
  const auto n = components_.size();
  double norm = 0;
  for (const Lanczos& component : components_) norm = std::hypot(norm, component.b_norm());
  const LanczosGoal goal{.t = t,
                         .residual = limits.tolerance * norm / std::sqrt(static_cast<double>(n)),
                         .max_iterations = limits.max_iterations};
  std::vector<double> residuals(n);
  pool.for_each(static_cast<std::int64_t>(n), [&](std::int64_t i, int) {
    Lanczos& component = components_[static_cast<std::size_t>(i)];
    component.run(kernel_->train_product(), goal, stopped);
    residuals[static_cast<std::size_t>(i)] = component.residual(t);
  });
  FlowState state{.converged = true};
  for (std::size_t i = 0; i < n; ++i) {
    state.n_iterations = std::max(state.n_iterations, components_[i].n_iterations());
    state.residual = std::hypot(state.residual, residuals[i]);
    state.converged = state.converged && residuals[i] <= goal.residual;
  }
  if (norm > 0) state.residual /= norm;
  return state;
}

Eigen::MatrixXd GridDynamics::evaluate(double t, ThreadPool& pool) {
  Eigen::MatrixXd out(grid().n_pixels(), rotation_.cols());
  pool.for_each(out.cols(), [&](std::int64_t i, int) {
    Eigen::VectorXd component;
    kernel_->pixel_product()(components_[static_cast<std::size_t>(i)].phi(t), component);
    out.col(i) = component;
  });
  return out * rotation_.transpose();
}

}  // namespace fscope
