#include "core/theory/dynamics.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/support/check.h"
#include "core/theory/lanczos.h"

namespace fscope {

using Eigen::Index;
using Eigen::MatrixXd;

namespace {

/// Shapes as they are announced, and zeros where nothing was given.
DynamicsProblem checked(DynamicsProblem p) {
  const Index n = p.K_train.rows(), N = p.K_all.rows(), c = p.y.cols();
  require(n >= 1, "kernel dynamics need at least one training point");
  require(n <= KernelDynamics::kMaxTrain, "kernel dynamics of ", n, " training points: at most ",
          KernelDynamics::kMaxTrain, " are decomposed");
  if (p.f0_train.size() == 0) p.f0_train = MatrixXd::Zero(n, c);
  if (p.f0_all.size() == 0) p.f0_all = MatrixXd::Zero(N, c);
  if (N == 0) p.K_all.resize(0, n);
  require(p.K_train.cols() == n && p.K_all.cols() == n && p.y.rows() == n && c >= 1,
          "the kernels of ", n, " training points are ", p.K_train.rows(), " x ", p.K_train.cols(),
          " and ", p.K_all.rows(), " x ", p.K_all.cols(), ", their targets ", p.y.rows(), " x ", c);
  require(p.f0_train.rows() == n && p.f0_all.rows() == N && p.f0_train.cols() == c &&
              p.f0_all.cols() == c,
          "initial outputs do not fit ", n, " training points of ", N, " and ", c, " outputs");
  require(p.K_train.allFinite() && p.K_all.allFinite(),
          "the kernel has values that are not finite");
  require(p.y.allFinite() && p.f0_train.allFinite() && p.f0_all.allFinite(),
          "targets and initial outputs must be finite");
  return p;
}

std::span<const double> one(const double& t) { return {&t, 1}; }

}  // namespace

KernelDynamics::KernelDynamics(DynamicsProblem problem) {
  DynamicsProblem p = checked(std::move(problem));
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(p.K_train);
  if (solver.info() != Eigen::Success) throw std::runtime_error("eigenvalues do not converge");
  eigenvalues_ = solver.eigenvalues().reverse().cwiseMax(0);
  Q_ = solver.eigenvectors().rowwise().reverse();
  floor_ = flow_floor(eigenvalues_[0]);
  modes_ = Q_.transpose() * (p.y - p.f0_train);
  K_all_ = std::move(p.K_all);
  f0_train_ = std::move(p.f0_train);
  f0_all_ = std::move(p.f0_all);
}

Index KernelDynamics::rank() const { return (eigenvalues_.array() > floor_).count(); }

Eigen::VectorXd KernelDynamics::decay_steps(double learning_rate) const {
  require(learning_rate > 0 && std::isfinite(learning_rate),
          "the learning rate must be positive and finite, got ", learning_rate);
  return (eigenvalues_.array() > floor_)
      .select(1 / (learning_rate * eigenvalues_.array()), std::numeric_limits<double>::infinity());
}

/// exp(-lambda t), n x T.
MatrixXd KernelDynamics::decays(std::span<const double> times) const {
  MatrixXd out = MatrixXd::Ones(n_train(), static_cast<Index>(times.size()));
  const Index r = rank();
  for (Index k = 0; k < out.cols(); ++k) {
    const double t = times[static_cast<std::size_t>(k)];
    require(t >= 0, "a time must not be negative, got ", t);
    for (Index i = 0; i < r; ++i) out(i, k) = std::exp(-t * eigenvalues_[i]);
  }
  return out;
}

/// flow_gain(lambda, t), n x T.
MatrixXd KernelDynamics::gains(std::span<const double> times) const {
  MatrixXd out(n_train(), static_cast<Index>(times.size()));
  for (Index k = 0; k < out.cols(); ++k) {
    const double t = times[static_cast<std::size_t>(k)];
    require(t >= 0, "a time must not be negative, got ", t);
    for (Index i = 0; i < out.rows(); ++i) out(i, k) = flow_gain(eigenvalues_[i], t, floor_);
  }
  return out;
}

/// What K_all is multiplied with: K_train^-1 (I - exp(-K_train t)) (y - f0) of one output, n x T.
MatrixXd KernelDynamics::weights(std::span<const double> times, Index output) const {
  require(output >= 0 && output < n_outputs(), "there is no output ", output, " of ", n_outputs());
  return Q_ * (modes_.col(output).asDiagonal() * gains(times));
}

MatrixXd KernelDynamics::train(std::span<const double> times, Index output) const {
  require(output >= 0 && output < n_outputs(), "there is no output ", output, " of ", n_outputs());
  // lambda phi = 1 - exp(-lambda t) keeps its digits where that is small
  const Eigen::VectorXd rates = eigenvalues_.cwiseProduct(modes_.col(output));
  MatrixXd f = Q_ * (rates.asDiagonal() * gains(times));
  f.colwise() += f0_train_.col(output);
  return f;
}

MatrixXd KernelDynamics::all(std::span<const double> times, Index output) const {
  MatrixXd f = K_all_ * weights(times, output);
  f.colwise() += f0_all_.col(output);
  return f;
}

MatrixXd KernelDynamics::train(double t) const {
  MatrixXd f(n_train(), n_outputs());
  for (Index o = 0; o < n_outputs(); ++o) f.col(o) = train(one(t), o);
  return f;
}

MatrixXd KernelDynamics::all(double t) const {
  MatrixXd f(n_all(), n_outputs());
  for (Index o = 0; o < n_outputs(); ++o) f.col(o) = all(one(t), o);
  return f;
}

MatrixXd KernelDynamics::residual(double t) const {
  return decays(one(t)).col(0).asDiagonal() * modes_;
}

FlowErrors KernelDynamics::errors(std::span<const double> times, std::span<const Index> held_out,
                                  const MatrixXd& targets) const {
  const auto n_held_out = static_cast<Index>(held_out.size());
  require(targets.rows() == n_held_out && (n_held_out == 0 || targets.cols() == n_outputs()),
          "targets of ", targets.rows(), " x ", targets.cols(), " for ", n_held_out,
          " points held out and ", n_outputs(), " outputs");
  for (const Index i : held_out) require(i >= 0 && i < n_all(), "there is no point ", i);
  const auto n_times = static_cast<Index>(times.size());
  const Eigen::VectorXd power = modes_.rowwise().squaredNorm();
  FlowErrors out{decays(times).cwiseAbs2().transpose() * power, Eigen::VectorXd::Zero(n_times)};
  out.train /= static_cast<double>(modes_.size());
  if (n_held_out == 0) return out;
  const MatrixXd K = K_all_(held_out, Eigen::all);
  for (Index o = 0; o < n_outputs(); ++o) {
    MatrixXd f = K * weights(times, o);
    f.colwise() += f0_all_(held_out, o) - targets.col(o);
    out.held_out += f.colwise().squaredNorm().transpose();
  }
  out.held_out /= static_cast<double>(targets.size());
  return out;
}

}  // namespace fscope
