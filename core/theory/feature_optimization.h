// How well a kernel of Fourier features generalises to a family of signals, and which features
// would do better (Fig. 5).
#pragma once

#include <Eigen/Core>

#include "core/support/fft.h"
#include "core/theory/circulant.h"
#include "core/theory/ntk.h"

namespace fscope {

/// Errors that Eq. 3 predicts for features of frequencies b = 1 .. m and amplitudes a.
struct FeatureErrors {
  double train = 0;  // mean squares over points and signals
  double held_out = 0;
  Eigen::VectorXd gradient;  // m: of held_out with respect to a
};

/// The mean of those errors over many signals on N points of a circle, as a function of amplitudes.
/// An evaluation costs N log N, however many signals there are: their spectra's second moments are
/// all that enters. Outputs start at 0. Const calls from several threads are safe.
/// PAPER sec. 2.2: 1d_ntk_opt's circulant form
class FeatureObjective {
 public:
  /// signals (N x S): one per column, trained at the first of every `oversampling` (>= 2) points
  /// and held out at the others; t: learning rate * steps, may be infinite; settings.n_inputs = 2
  /// m, 2 m <= N. Throws std::invalid_argument when these do not fit or are not finite.
  FeatureObjective(const Eigen::MatrixXd& signals, Index oversampling, const NtkSettings& settings,
                   double t);

  Index n_amplitudes() const { return m_; }
  /// amplitudes (m), of any scale but not all 0: the mapping divides them by their norm.
  FeatureErrors operator()(const Eigen::VectorXd& amplitudes) const;

 private:
  /// Of every mode: flow_gain, exp(-lambda t) and their derivatives with respect to lambda, n.
  struct Flow {
    Eigen::ArrayXd gain, gain_slope, left, left_slope;
  };
  Flow flow(const CirculantKernel& kernel) const;
  Eigen::VectorXd spectrum_gradient(const CirculantKernel& kernel, const Flow& flow) const;
  Eigen::VectorXd real_spectrum(const Eigen::VectorXd& values) const;
  Eigen::VectorXd cosines(const Eigen::VectorXd& weights) const;

  Index N_, n_, m_;
  double t_;
  NtkFunction h_;
  RealFft fft_;
  Eigen::VectorXd power_;  // N: mean |F_k|^2 of the signals' transforms
  Eigen::VectorXd cross_;  // N: mean Re F_k conj(Y_k), of training points in frequency k mod n
  Eigen::VectorXd train_;  // n: mean |Y_q|^2
};

}  // namespace fscope
