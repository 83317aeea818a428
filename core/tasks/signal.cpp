#include "core/tasks/signal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/support/random.h"

namespace fscope {
namespace {

constexpr std::uint64_t kNoiseStream = 5;
constexpr double kTwoPi = 2 * std::numbers::pi;

void check(const SignalSettings& s) {
  require(s.n_train >= 1 && s.n_train <= kMaxTrainPoints,
          "the number of training points must be from 1 to ", kMaxTrainPoints, ", got ", s.n_train);
  require(s.oversampling >= 1 && s.oversampling <= kMaxOversampling,
          "the oversampling must be from 1 to ", kMaxOversampling, ", got ", s.oversampling);
  require(s.alpha >= 0 && s.alpha <= 4, "alpha must be from 0 to 4, got ", s.alpha);
  require(s.band_limit >= 0, "the band limit must not be negative, got ", s.band_limit);
  for (const double f : {s.frequency, s.frequency2}) {
    require(std::isfinite(f) && f >= 0, "a frequency must be finite and not negative, got ", f);
  }
  require(std::isfinite(s.bump_width) && s.bump_width > 0,
          "the bump's width must be positive, got ", s.bump_width);
}

/// To [-1/2, 1/2]; a constant becomes 0.
void normalize(Eigen::VectorXd& values) {
  const double low = values.minCoeff();
  const double range = values.maxCoeff() - low;
  if (range > 0) {
    values = ((values.array() - low) / range - 0.5).matrix();
  } else {
    values.setZero();
  }
}

/// real(ifft(raw * decay)), as the notebooks do it [1d_regression cell 3]. A frequency's draw does
/// not depend on N, so below a band limit more points show more of the same function.
Eigen::VectorXd noise(const SignalSettings& s) {
  const Index n = s.n_points();
  const Index n_kept = s.band_limit == 0 ? n : std::min(n, s.band_limit);
  std::vector<Complex> amplitudes(static_cast<std::size_t>(n));
  Rng rng(s.seed, kNoiseStream);
  for (Index k = 0; k < n_kept; ++k) {
    const double re = rng.normal();
    const double im = rng.normal();
    const double decay = std::pow(1 + static_cast<double>(std::min(k, n - k)), -s.alpha);
    amplitudes[static_cast<std::size_t>(k)] = decay * Complex(re, im);
  }
  const auto sum = inverse_fft(amplitudes);
  Eigen::VectorXd values = Eigen::Map<const Eigen::VectorXcd>(sum.data(), n).real();
  normalize(values);
  return values;
}

double fraction(double x) { return x - std::floor(x); }

/// A value of the kinds that are functions of x.
double value_at(const SignalSettings& s, double x) {
  const double phase = s.frequency * x;  // cycles
  switch (s.kind) {
    case SignalKind::sine:
      return 0.5 * std::sin(kTwoPi * phase);
    case SignalKind::two_sines:
      return 0.25 * (std::sin(kTwoPi * phase) + std::sin(kTwoPi * s.frequency2 * x));
    case SignalKind::square:
      return fraction(phase) < 0.5 ? 0.5 : -0.5;
    case SignalKind::sawtooth:
      return fraction(phase) - 0.5;
    case SignalKind::chirp:
      return 0.5 * std::sin(kTwoPi * (phase + (s.frequency2 - s.frequency) * x * x / 2));
    default: {
      const double z = (x - 0.5) / s.bump_width;
      return std::exp(-z * z / 2) - 0.5;
    }
  }
}

Eigen::VectorXd sampled(const SignalSettings& s) {
  Eigen::VectorXd values(s.n_points());
  for (Index k = 0; k < values.size(); ++k) {
    values[k] = value_at(s, static_cast<double>(k) / static_cast<double>(values.size()));
  }
  return values;
}

}  // namespace

std::string_view signal_name(SignalKind kind) {
  switch (kind) {
    case SignalKind::noise:
      return "noise";
    case SignalKind::sine:
      return "sine";
    case SignalKind::two_sines:
      return "two-sines";
    case SignalKind::square:
      return "square";
    case SignalKind::sawtooth:
      return "sawtooth";
    case SignalKind::chirp:
      return "chirp";
    case SignalKind::bump:
      return "bump";
    case SignalKind::samples:
      return "samples";
  }
  return "unknown";
}

Eigen::VectorXd Signal::training_values() const {
  return values(Eigen::seqN(0, n_train(), oversampling));
}

bool are_usable(const Samples* samples) {
  return samples && !samples->empty() &&
         std::ranges::all_of(*samples, [](double y) { return std::isfinite(y); });
}

Eigen::VectorXd resample_linearly(const Samples& samples, Index n) {
  const auto n_samples = static_cast<Index>(samples.size());
  Eigen::VectorXd out(n);
  for (Index k = 0; k < n; ++k) {
    const Index left = k * n_samples / n;
    const Index right = std::min(left + 1, n_samples - 1);
    const double t = static_cast<double>(k * n_samples % n) / static_cast<double>(n);
    out[k] = (1 - t) * samples[static_cast<std::size_t>(left)] +
             t * samples[static_cast<std::size_t>(right)];
  }
  return out;
}

Signal make_signal(const SignalSettings& settings, const Samples* samples) {
  check(settings);
  Signal signal{.values = {}, .oversampling = settings.oversampling};
  switch (settings.kind) {
    case SignalKind::noise:
      signal.values = noise(settings);
      break;
    case SignalKind::samples:
      require(are_usable(samples), "the signal has no samples, or some that are not finite");
      signal.values = resample_linearly(*samples, settings.n_points());
      break;
    default:
      signal.values = sampled(settings);
  }
  return signal;
}

}  // namespace fscope
