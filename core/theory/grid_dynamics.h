// Gradient flow in the limit of infinite width for a whole picture, without training (Eq. 3).
#pragma once

#include <Eigen/Core>
#include <functional>
#include <memory>
#include <vector>

#include "core/support/parallel.h"
#include "core/theory/grid_kernel.h"
#include "core/theory/lanczos.h"

namespace fscope {

/// When an iteration is good enough, and when it is given up.
struct FlowLimits {
  double tolerance = 1e-3;  // on FlowState::residual
  int max_iterations = 300;
};

struct FlowState {
  int n_iterations = 0;  // of the channel that took most
  /// What is left of K w = (1 - exp(-K t)) (y - f0), as a share of |y - f0| over all channels:
  /// Lanczos::residual(). At the training pixels the root mean square error of f is at most twice
  /// that share of the root mean square of y - f0.
  double residual = 0;
  bool converged = false;
};

/// f(t) = f0 + K_pixels,train phi_t(K) (y - f0) for every t from one decomposition, which grows
/// when a t needs it. One caller at a time.
class GridDynamics {
 public:
  /// targets (n_train x c): y - f0, rows as the training pixels, row by row; finite.
  /// Throws std::invalid_argument when they do not fit the kernel.
  GridDynamics(std::unique_ptr<const PixelKernel> kernel, const Eigen::MatrixXd& targets);

  /// Iterates until every channel is good enough for this t (>= 0, may be infinite), or is given
  /// up, or stopped() is true. Throws std::runtime_error when the kernel is not finite.
  FlowState prepare(double t, const FlowLimits& limits, ThreadPool& pool,
                    const std::function<bool()>& stopped = {});
  /// f(t) - f0 at every pixel (n_pixels x c), from as many iterations as prepare() has made.
  Eigen::MatrixXd evaluate(double t, ThreadPool& pool);

  const PixelGrid& grid() const { return kernel_->grid(); }

 private:
  std::unique_ptr<const PixelKernel> kernel_;
  Eigen::MatrixXd rotation_;         // c x c, orthogonal
  std::vector<Lanczos> components_;  // of the columns of targets * rotation_
};

}  // namespace fscope
