#include "core/theory/feature_optimization.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"
#include "core/theory/lanczos.h"

namespace fscope {
namespace {

/// d flow_gain / d lambda.
double flow_gain_slope(double lambda, double t, double floor) {
  if (lambda <= floor) return 0;
  if (std::isinf(t)) return -1 / (lambda * lambda);
  const double x = lambda * t;
  // the difference below loses 1e-16 / x; the series lacks x^3 / 30 of 1/2
  if (x < 1e-4) return t * t * (-1. / 2 + x / 3 - x * x / 8);
  return (t * std::exp(-x) - flow_gain(lambda, t, floor)) / lambda;
}

/// One value each for the N frequencies, from n that repeat.
Eigen::VectorXd repeated(const Eigen::VectorXd& v, Index N) { return v.replicate(N / v.size(), 1); }

Eigen::VectorXcd transform(const Eigen::VectorXd& values) {
  const Eigen::VectorXcd complex = values.cast<Complex>();
  const auto out = fft({complex.data(), static_cast<std::size_t>(complex.size())});
  return Eigen::Map<const Eigen::VectorXcd>(out.data(), complex.size());
}

}  // namespace

FeatureObjective::FeatureObjective(const Eigen::MatrixXd& signals, Index oversampling,
                                   const NtkSettings& settings, double t)
    : N_(signals.rows()),
      n_(oversampling >= 1 ? N_ / oversampling : 0),
      m_(settings.n_inputs / 2),
      t_(t),
      h_(settings, 1),
      fft_({.rows = 1, .columns = static_cast<int>(std::max<Index>(N_, 1))}),
      power_(Eigen::VectorXd::Zero(N_)),
      cross_(Eigen::VectorXd::Zero(N_)),
      train_(Eigen::VectorXd::Zero(n_)) {
  require(oversampling >= 2 && n_ >= 1 && n_ * oversampling == N_, "every ", oversampling, "th of ",
          N_, " points cannot be trained on, and others held out");
  require(signals.cols() >= 1 && signals.allFinite(), "finite signals are needed");
  require(m_ >= 1 && settings.n_inputs == 2 * m_ && 2 * m_ <= N_, "features of ", m_,
          " frequencies, ", settings.n_inputs, " inputs, do not fit ", N_, " points");
  require(t >= 0, "a time must not be negative, got ", t);
  for (Index s = 0; s < signals.cols(); ++s) {
    const Eigen::VectorXcd F = transform(signals.col(s));
    const Eigen::VectorXcd Y = F.reshaped(n_, oversampling).rowwise().mean();
    power_ += F.cwiseAbs2();
    cross_ += (F.array() * Y.conjugate().replicate(oversampling, 1).array()).real().matrix();
    train_ += Y.cwiseAbs2();
  }
  const auto n_signals = static_cast<double>(signals.cols());
  power_ /= n_signals;
  cross_ /= n_signals;
  train_ /= n_signals;
}

/// Sums of values_j cos(2 pi j k / N), k = 0 .. N - 1: the transform of an even row, and what takes
/// a derivative back through it.
Eigen::VectorXd FeatureObjective::real_spectrum(const Eigen::VectorXd& values) const {
  std::vector<Complex> half(fft_.n_frequencies());
  fft_.forward({values.data(), static_cast<std::size_t>(N_)}, half);
  Eigen::VectorXd out(N_);
  for (Index k = 0; k < N_; ++k)
    out[k] = half[static_cast<std::size_t>(std::min(k, N_ - k))].real();
  return out;
}

/// h_gamma at k / N: sum over b of weights_b cos(2 pi b k / N), weights of sum 1. It is 1 at 0
/// without rounding, where the kernel would turn that into its square root.
Eigen::VectorXd FeatureObjective::cosines(const Eigen::VectorXd& weights) const {
  Eigen::VectorXd padded = Eigen::VectorXd::Zero(N_);
  padded.segment(1, m_) = weights;
  Eigen::VectorXd out = real_spectrum(padded);
  out[0] = 1;
  return out;
}

/// How far the modes of the kernel have come at t.
FeatureObjective::Flow FeatureObjective::flow(const CirculantKernel& kernel) const {
  const Eigen::VectorXd& lambda = kernel.eigenvalues;
  const double floor = flow_floor(lambda.maxCoeff());
  Flow out{Eigen::ArrayXd(n_), Eigen::ArrayXd(n_), Eigen::ArrayXd(n_), Eigen::ArrayXd(n_)};
  for (Index q = 0; q < n_; ++q) {
    const bool learned = lambda[q] > floor;
    out.gain[q] = flow_gain(lambda[q], t_, floor);
    out.gain_slope[q] = flow_gain_slope(lambda[q], t_, floor);
    out.left[q] = learned ? std::exp(-lambda[q] * t_) : 1;
    out.left_slope[q] = learned && std::isfinite(t_) ? -t_ * out.left[q] : 0;
  }
  return out;
}

/// d (sum of squares over the points held out) / d (the kernel's spectrum), N. Of frequency k the
/// prediction is H_k g_q Y_q, q = k mod n, with the spectrum H and the gain g of its mode.
Eigen::VectorXd FeatureObjective::spectrum_gradient(const CirculantKernel& kernel,
                                                    const Flow& flow) const {
  const auto N = static_cast<double>(N_), n = static_cast<double>(n_);
  const Eigen::ArrayXd H = kernel.spectrum;
  const Eigen::ArrayXd g = repeated(flow.gain, N_), A = repeated(train_, N_);
  const Eigen::VectorXd dproduct = 2 * (H * g * A - cross_.array()) / N;
  const Eigen::VectorXd dgain = (H * dproduct.array()).reshaped(n_, N_ / n_).rowwise().sum();
  const Eigen::VectorXd dlambda =
      dgain.array() * flow.gain_slope - 2 * flow.left * flow.left_slope * train_.array() / n;
  return g * dproduct.array() + repeated(dlambda, N_).array() * (n / N);
}

FeatureErrors FeatureObjective::operator()(const Eigen::VectorXd& amplitudes) const {
  const double norm = amplitudes.squaredNorm();
  require(amplitudes.size() == m_ && std::isfinite(norm) && norm > 0, amplitudes.size(),
          " amplitudes of square norm ", norm, " for ", m_, " frequencies");
  const Eigen::VectorXd rho = cosines(amplitudes.cwiseAbs2() / norm);
  const CirculantKernel kernel(rho.unaryExpr([this](double r) { return h_(r); }), N_ / n_);
  const Flow f = flow(kernel);

  // Parseval: sums over all points and over the training points; their difference is held out.
  const auto N = static_cast<double>(N_), n = static_cast<double>(n_);
  const Eigen::ArrayXd Hg = kernel.spectrum.cwiseProduct(repeated(f.gain, N_));
  const Eigen::ArrayXd A = repeated(train_, N_);
  const double all = (Hg.square() * A - 2 * Hg * cross_.array() + power_.array()).sum() / N;
  const double train = (f.left.square() * train_.array()).sum() / n;

  Eigen::VectorXd drho = real_spectrum(spectrum_gradient(kernel, f));
  drho[0] = 0;  // rho is 1 there whatever the amplitudes
  for (Index k = 1; k < N_; ++k) drho[k] *= h_.derivative(rho[k]);
  const Eigen::ArrayXd dweights = real_spectrum(drho).segment(1, m_);
  return {.train = train / n,
          .held_out = std::max(0., all - train) / (N - n),
          .gradient = 2 / norm * amplitudes.array() * (dweights - drho.dot(rho)) / (N - n)};
}

}  // namespace fscope
