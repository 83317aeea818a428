// Gradient flow in the limit of infinite width on a circle, by Fourier transforms (Eq. 3).
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/support/fft.h"

namespace fscope {

/// A kernel on N points evenly spaced on a circle, the first of every c of which is trained on:
/// n = N / c. All its matrices are circulant, so that Fourier modes are their eigenvectors. It is
/// the kernel of a mapping of whole frequencies on the points k / N.
struct CirculantKernel {
  /// row (N): K at the differences 0, 1/N, 2/N, ...; oversampling: c. Throws std::invalid_argument
  /// when c does not divide N or the row is not finite or not that of a circle: K_k = K_(N - k).
  CirculantKernel(const Eigen::VectorXd& row, Eigen::Index oversampling);

  Eigen::Index n_all() const { return spectrum.size(); }
  Eigen::Index n_train() const { return eigenvalues.size(); }
  Eigen::Index oversampling() const { return n_all() / n_train(); }

  Eigen::VectorXd spectrum;     // N: the row's transform, which is real; frequencies 0 .. N - 1
  Eigen::VectorXd eigenvalues;  // n: of K_train; frequencies 0 .. n - 1, k and n - k alike
};

/// KernelDynamics of such a kernel: all times in n log n.
class CirculantDynamics {
 public:
  /// y (n x o): targets of the training points; f0 (N x o): outputs at initialisation, empty: 0.
  /// Throws std::invalid_argument when they do not fit or are not finite.
  CirculantDynamics(CirculantKernel kernel, const Eigen::MatrixXd& y,
                    const Eigen::MatrixXd& f0 = {});

  const CirculantKernel& kernel() const { return kernel_; }
  /// f(t) at all points (N x o), t >= 0, also infinite; modes below flow_floor() are never learned.
  Eigen::MatrixXd all(double t) const;

 private:
  CirculantKernel kernel_;
  Eigen::MatrixXd f0_;
  Eigen::MatrixXcd modes_;  // (n / 2 + 1) x o: transform of y - f0
  RealFft all_fft_;
};

}  // namespace fscope
