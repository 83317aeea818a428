#include "core/theory/feature_optimization.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"
#include "core/theory/circulant.h"
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

FeatureErrors FeatureObjective::operator()(const Eigen::VectorXd& amplitudes) const {
  const double norm = amplitudes.squaredNorm();
  require(amplitudes.size() == m_ && std::isfinite(norm) && norm > 0, amplitudes.size(),
          " amplitudes of square norm ", norm, " for ", m_, " frequencies");
  const Eigen::VectorXd rho = cosines(amplitudes.cwiseAbs2() / norm);
  const CirculantKernel kernel(rho.unaryExpr([this](double r) { return h_(r); }), N_ / n_);

  // Of every frequency: predictions H g Y, H and g being the kernel's spectrum and flow_gain.
  const Eigen::VectorXd& lambda = kernel.eigenvalues;
  const double floor = flow_floor(lambda.maxCoeff());
  const Eigen::VectorXd gain = lambda.unaryExpr([&](double l) { return flow_gain(l, t_, floor); });
  const Eigen::VectorXd slope =
      lambda.unaryExpr([&](double l) { return flow_gain_slope(l, t_, floor); });
  const Eigen::ArrayXd left =
      lambda.unaryExpr([&](double l) { return l > floor ? std::exp(-l * t_) : 1; });
  const Eigen::ArrayXd H = kernel.spectrum, g = repeated(gain, N_), A = repeated(train_, N_);

  // Parseval: sums over all points and over the training points; their difference is held out.
  const auto N = static_cast<double>(N_), n = static_cast<double>(n_);
  const double all = ((H * g).square() * A - 2 * H * g * cross_.array() + power_.array()).sum() / N;
  const double train = (left.square() * train_.array()).sum() / n;
  FeatureErrors out{train / n, std::max(0., all - train) / (N - n), {}};

  Eigen::VectorXd dH = 2 * (H * g.square() * A - g * cross_.array()) / N;
  const Eigen::VectorXd per_gain = 2 * (H.square() * g * A - H * cross_.array()) / N;
  const Eigen::ArrayXd dgain = per_gain.reshaped(n_, N_ / n_).rowwise().sum();
  Eigen::ArrayXd dlambda = dgain * slope.array();
  if (std::isfinite(t_)) {
    dlambda += (lambda.array() > floor).select(2 * t_ * left.square() * train_.array() / n, 0);
  }
  dH += repeated(dlambda, N_) * (n / N);

  Eigen::VectorXd drho = real_spectrum(dH);
  drho[0] = 0;  // rho is 1 there whatever the amplitudes
  for (Index k = 1; k < N_; ++k) drho[k] *= h_.derivative(rho[k]);
  const double mean = drho.dot(rho);
  const Eigen::ArrayXd through = real_spectrum(drho).segment(1, m_);
  out.gradient = 2 / norm * amplitudes.array() * (through - mean) / (N - n);
  return out;
}

}  // namespace fscope
