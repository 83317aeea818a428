// Gradient flow in the limit of infinite width for any points, from one eigendecomposition (Eq. 3).
#pragma once

#include <Eigen/Core>
#include <span>

namespace fscope {

/// What there is to learn: n training points, N points to predict at, c outputs.
struct DynamicsProblem {
  Eigen::MatrixXd K_train;   // n x n, symmetric, positive semidefinite
  Eigen::MatrixXd K_all;     // N x n; N may be 0
  Eigen::MatrixXd y;         // n x c
  Eigen::MatrixXd f0_train;  // n x c: outputs at initialisation; empty: 0
  Eigen::MatrixXd f0_all;    // N x c; empty: 0
};

/// Mean squared errors over points and outputs, one for each time.
struct FlowErrors {
  Eigen::VectorXd train, held_out;
};

/// f(t) = f0 + K_all K_train^-1 (I - exp(-K_train t)) (y - f0), t = learning rate * steps of
/// gradient descent on 1/2 sum (f - y)^2; every t in [0, infinity] is exact. Modes of an eigenvalue
/// below flow_floor() of the largest are never learned: rounding must not be. Const calls from
/// several threads are safe. Tancik et al. 2020, Eq. 3 and 4
class KernelDynamics {
 public:
  static constexpr Eigen::Index kMaxTrain = 2048;  // seconds, and 200 MB

  /// Throws std::invalid_argument when shapes do not fit, something is not finite or n is 0 or
  /// above kMaxTrain.
  explicit KernelDynamics(DynamicsProblem problem);

  Eigen::Index n_train() const { return Q_.rows(); }
  Eigen::Index n_all() const { return K_all_.rows(); }
  Eigen::Index n_outputs() const { return modes_.cols(); }

  /// n, descending, not negative, and their eigenvectors as columns (n x n).
  const Eigen::VectorXd& eigenvalues() const { return eigenvalues_; }
  const Eigen::MatrixXd& eigenvectors() const { return Q_; }
  /// How many eigenvalues are above the floor: the modes that are ever learned.
  Eigen::Index rank() const;
  /// Steps after which a mode's error has fallen to 1/e: 1 / (learning_rate * eigenvalue), n;
  /// infinite beyond rank().
  Eigen::VectorXd decay_steps(double learning_rate) const;

  /// f(t) at the training points (n x c) and at all (N x c).
  Eigen::MatrixXd train(double t) const;
  Eigen::MatrixXd all(double t) const;
  /// The same of one output at many times: n x T and N x T, each by one matrix product.
  Eigen::MatrixXd train(std::span<const double> times, Eigen::Index output) const;
  Eigen::MatrixXd all(std::span<const double> times, Eigen::Index output) const;

  /// Q^T (y - f(t)), n x c: what is left of each eigenvector.
  Eigen::MatrixXd residual(double t) const;
  /// held_out: rows of K_all; targets (held_out.size() x c): what is wanted there. The errors of no
  /// points are 0.
  FlowErrors errors(std::span<const double> times, std::span<const Eigen::Index> held_out,
                    const Eigen::MatrixXd& targets) const;

 private:
  Eigen::MatrixXd decays(std::span<const double> times) const;
  Eigen::MatrixXd gains(std::span<const double> times) const;
  Eigen::MatrixXd weights(std::span<const double> times, Eigen::Index output) const;

  Eigen::MatrixXd K_all_, f0_train_, f0_all_;
  Eigen::VectorXd eigenvalues_;
  Eigen::MatrixXd Q_;
  Eigen::MatrixXd modes_;  // n x c: Q^T (y - f0)
  double floor_;
};

}  // namespace fscope
