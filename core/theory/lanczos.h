// Functions of a large symmetric matrix times a vector, from products with the matrix alone.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <optional>
#include <vector>

#include "core/theory/tridiagonal.h"

namespace fscope {

/// phi_t(lambda) = (1 - exp(-lambda t)) / lambda, t >= 0, also infinite: how far a mode of decay
/// rate lambda has come. 0 for lambda below `floor` (> 0): what the kernel cannot tell apart it
/// cannot learn, and rounding must not be learned instead.
double flow_gain(double lambda, double t, double floor);
/// The floor that goes with a largest eigenvalue.
double flow_floor(double largest);

/// Writes K w into `out`, which it makes as long as that is.
using LinearMap = std::function<void(const Eigen::VectorXd& w, Eigen::VectorXd& out)>;

/// Where Lanczos::run may end.
struct LanczosGoal {
  double t = 0;              // >= 0, may be infinite
  double residual = 0;       // norm, see Lanczos::residual()
  int max_iterations = 400;  // all runs together
};

/// phi_t(K) b for symmetric, positive semidefinite K (n x n) and every t from one sequence of
/// products K v: an orthonormal basis V of span(b, K b, K^2 b, ...) and the tridiagonal
/// T = V^T K V, so that phi_t(K) b = |b| V phi_t(T) e_1 nearly. Every new vector is orthogonalised
/// against all before it: without that, twice the iterations were needed. (A copy of V in single
/// precision would halve the traffic of this, which is most of the work, but its rounding enters
/// the result multiplied by the condition number of K: tried, and wrong.)
class Lanczos {
 public:
  /// b (n, n >= 1). Throws std::invalid_argument when it is empty or not finite.
  explicit Lanczos(const Eigen::VectorXd& b);

  /// Iterates until goal.residual is reached, the space is exhausted or goal.max_iterations are
  /// made; `stopped` is asked between iterations. A later run goes on where this one ended; K must
  /// be the same. Throws std::runtime_error when K gives values that are not finite.
  void run(const LinearMap& K, const LanczosGoal& goal, const std::function<bool()>& stopped = {});

  int n_iterations() const { return static_cast<int>(diagonal_.size()); }
  /// Whether K V = V T holds: more iterations change nothing.
  bool exhausted() const { return exhausted_; }
  double b_norm() const { return b_norm_; }
  /// |b| beta_k |e_k^T phi_t(T) e_1|: the norm by which K phi_t(K) b differs from |b| V T phi_t(T)
  /// e_1. In exact arithmetic no norm of the error of exp(-K t) b is larger, as that error is the
  /// integral over [0, t] of such terms, all of one sign. |b| before the first iteration.
  double residual(double t) const;
  /// phi_t(K) b (n). Keeps the eigenvectors of T for the next call.
  Eigen::VectorXd phi(double t);

 private:
  /// Columns of V kept together: few enough to be in a cache still when they are used again.
  static constexpr Eigen::Index kBlock = 8;

  void step(const LinearMap& K);
  void append(const Eigen::VectorXd& v);
  void orthogonalise(Eigen::VectorXd& w) const;
  Eigen::MatrixXd::ConstColXpr column(Eigen::Index k) const;
  Eigen::Index n_used(std::size_t block) const;
  TridiagonalEigen diagonalise(Eigen::MatrixXd rows) const;

  Eigen::Index n_;
  double b_norm_;
  bool exhausted_ = false;
  std::vector<Eigen::MatrixXd> blocks_;  // n x kBlock each: V, and the vector of the next step
  Eigen::Index n_columns_ = 0;
  std::vector<double> diagonal_, off_diagonal_;  // k each: the last of the latter is beyond T
  Eigen::VectorXd product_;
  std::optional<TridiagonalEigen> whole_;  // of the present T, when it was asked for
};

}  // namespace fscope
