#include "core/theory/lanczos.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/support/check.h"

namespace fscope {

using Eigen::Index;

double flow_gain(double lambda, double t, double floor) {
  return lambda > floor ? -std::expm1(-lambda * t) / lambda : 0;
}

double flow_floor(double largest) {
  // Transforms of some thousand values round by 1e-15 of the largest; the rest is a safe distance.
  return std::max(1e-13 * largest, 1e-300);
}

Lanczos::Lanczos(const Eigen::VectorXd& b) : n_(b.size()), b_norm_(b.norm()) {
  require(n_ >= 1 && std::isfinite(b_norm_), "Lanczos needs a finite vector");
  exhausted_ = b_norm_ == 0;
  if (!exhausted_) append(b / b_norm_);
}

Index Lanczos::n_used(std::size_t block) const {
  return std::min(kBlock, n_columns_ - static_cast<Index>(block) * kBlock);
}

void Lanczos::append(const Eigen::VectorXd& v) {
  if (n_columns_ == static_cast<Index>(blocks_.size()) * kBlock) blocks_.emplace_back(n_, kBlock);
  blocks_.back().col(n_columns_ % kBlock) = v;
  ++n_columns_;
}

Eigen::MatrixXd::ConstColXpr Lanczos::column(Index k) const {
  return blocks_[static_cast<std::size_t>(k / kBlock)].col(k % kBlock);
}

void Lanczos::orthogonalise(Eigen::VectorXd& w) const {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(n_);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const auto V = blocks_[i].leftCols(n_used(i));
    const Eigen::VectorXd h = V.transpose() * w;
    sum.noalias() += V * h;
  }
  w -= sum;
}

void Lanczos::step(const LinearMap& K) {
  const Index k = n_iterations();
  const Eigen::VectorXd v = column(k);
  K(v, product_);
  require(product_.size() == n_, "a product of ", product_.size(), " values for ", n_);
  if (!product_.allFinite()) throw std::runtime_error("the kernel has values that are not finite");
  const double alpha = v.dot(product_);
  product_ -= alpha * v;
  if (k > 0) product_ -= off_diagonal_.back() * column(k - 1);
  orthogonalise(product_);
  const double beta = product_.norm();
  diagonal_.push_back(alpha);
  whole_.reset();
  const double largest = *std::max_element(diagonal_.begin(), diagonal_.end());
  constexpr double kNothingLeft = 1e-12;  // of the largest diagonal element: rounding
  exhausted_ = beta <= kNothingLeft * std::abs(largest) || k + 1 == n_;
  off_diagonal_.push_back(exhausted_ ? 0 : beta);
  if (!exhausted_) append(product_ / beta);
}

void Lanczos::run(const LinearMap& K, const LanczosGoal& goal,
                  const std::function<bool()>& stopped) {
  int next_check = n_iterations();
  while (!exhausted_ && n_iterations() < goal.max_iterations) {
    if (n_iterations() >= next_check) {
      if (residual(goal.t) <= goal.residual) return;
      next_check = n_iterations() + std::max(2, n_iterations() / 16);
    }
    if (stopped && stopped()) return;
    step(K);
  }
}

TridiagonalEigen Lanczos::diagonalise(Eigen::MatrixXd rows) const {
  const Index k = n_iterations();
  const Eigen::Map<const Eigen::VectorXd> diagonal(diagonal_.data(), k);
  const Eigen::Map<const Eigen::VectorXd> off(off_diagonal_.data(), k - 1);
  return tridiagonal_eigen(diagonal, off, std::move(rows));
}

namespace {

/// phi_t of the eigenvalues.
Eigen::ArrayXd gains(const Eigen::VectorXd& values, double t) {
  const double floor = flow_floor(values.maxCoeff());
  return values.array().unaryExpr([=](double lambda) { return flow_gain(lambda, t, floor); });
}

}  // namespace

double Lanczos::residual(double t) const {
  if (exhausted_ || t == 0) return 0;
  const Index k = n_iterations();
  if (k == 0) return b_norm_;
  Eigen::MatrixXd rows = Eigen::MatrixXd::Zero(2, k);
  rows(0, 0) = 1;
  rows(1, k - 1) = 1;
  const TridiagonalEigen T = diagonalise(std::move(rows));
  const double last =
      (T.rows.row(0).array() * T.rows.row(1).array() * gains(T.values, t).transpose()).sum();
  return b_norm_ * off_diagonal_.back() * std::abs(last);
}

Eigen::VectorXd Lanczos::phi(double t) {
  Eigen::VectorXd out = Eigen::VectorXd::Zero(n_);
  const Index k = n_iterations();
  if (k == 0) return out;
  if (!whole_) whole_ = diagonalise(Eigen::MatrixXd::Identity(k, k));
  const Eigen::MatrixXd& Q = whole_->rows;
  const Eigen::VectorXd along = gains(whole_->values, t) * Q.row(0).transpose().array();
  const Eigen::VectorXd c = b_norm_ * (Q * along);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Index begin = static_cast<Index>(i) * kBlock;
    const Index n = std::min(kBlock, k - begin);
    if (n > 0) out.noalias() += blocks_[i].leftCols(n) * c.segment(begin, n);
  }
  return out;
}

}  // namespace fscope
