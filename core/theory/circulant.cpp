#include "core/theory/circulant.h"

#include <cmath>
#include <span>
#include <utility>

#include "core/support/check.h"
#include "core/theory/lanczos.h"

namespace fscope {

using Eigen::Index;

namespace {

std::span<const double> values_of(const Eigen::VectorXd& v) {
  return {v.data(), static_cast<std::size_t>(v.size())};
}

RealFft line_fft(Index n) { return RealFft({.rows = 1, .columns = static_cast<int>(n)}); }

}  // namespace

CirculantKernel::CirculantKernel(const Eigen::VectorXd& row, Index oversampling)
    : spectrum(row.size()) {
  const Index N = row.size();
  require(N >= 1 && oversampling >= 1 && N % oversampling == 0, "every ", oversampling, "th of ", N,
          " points on a circle cannot be trained on");
  require(row.allFinite(), "the kernel has values that are not finite");
  constexpr double kSameAround = 1e-6;  // of K(0): a table's error and more
  for (Index k = 1; k < N; ++k) {
    require(std::abs(row[k] - row[N - k]) <= kSameAround * std::abs(row[0]),
            "the kernel is not one of a circle: its values at ", k, " and ", N - k, " of ", N,
            " points are ", row[k], " and ", row[N - k]);
  }
  const std::vector<Complex> half = real_fft(values_of(row));
  for (Index k = 0; k < N; ++k)
    spectrum[k] = half[static_cast<std::size_t>(std::min(k, N - k))].real();
  // The row of K_train is every c-th value, and its transform the mean of the aliases.
  const Index n = N / oversampling;
  eigenvalues = spectrum.reshaped(n, oversampling).rowwise().mean();
}

CirculantDynamics::CirculantDynamics(CirculantKernel kernel, const Eigen::MatrixXd& y,
                                     const Eigen::MatrixXd& f0)
    : kernel_(std::move(kernel)), f0_(f0), all_fft_(line_fft(kernel_.n_all())) {
  const Index n = kernel_.n_train(), N = kernel_.n_all();
  if (f0_.size() == 0) f0_ = Eigen::MatrixXd::Zero(N, y.cols());
  require(y.rows() == n && f0_.rows() == N && y.cols() == f0_.cols() && y.cols() >= 1,
          "targets of ", y.rows(), " x ", y.cols(), " and initial outputs of ", f0_.rows(), " x ",
          f0_.cols(), " for ", n, " of ", N, " points");
  require(y.allFinite() && f0_.allFinite(), "targets and initial outputs must be finite");
  modes_.resize(n / 2 + 1, y.cols());
  for (Index o = 0; o < y.cols(); ++o) {
    const Eigen::VectorXd wanted = y.col(o) - f0_(Eigen::seqN(0, n, kernel_.oversampling()), o);
    const std::vector<Complex> transform = real_fft(values_of(wanted));
    modes_.col(o) = Eigen::Map<const Eigen::VectorXcd>(transform.data(), n / 2 + 1);
  }
}

Eigen::MatrixXd CirculantDynamics::all(double t) const {
  require(t >= 0, "a time must not be negative, got ", t);
  const Index n = kernel_.n_train(), N = kernel_.n_all();
  const double floor = flow_floor(kernel_.eigenvalues.maxCoeff());
  Eigen::MatrixXd f = f0_;
  std::vector<Complex> frequencies(all_fft_.n_frequencies());
  Eigen::VectorXd values(N);
  for (Index o = 0; o < f.cols(); ++o) {
    for (Index k = 0; k <= N / 2; ++k) {
      const Index q = k % n;  // of the training points: what frequency k looks like to them
      const Complex mode = q <= n / 2 ? modes_(q, o) : std::conj(modes_(n - q, o));
      const double gain = flow_gain(kernel_.eigenvalues[q], t, floor);
      frequencies[static_cast<std::size_t>(k)] =
          kernel_.spectrum[k] * gain / static_cast<double>(N) * mode;
    }
    all_fft_.inverse(frequencies, {values.data(), static_cast<std::size_t>(N)});
    f.col(o) += values;
  }
  return f;
}

}  // namespace fscope
