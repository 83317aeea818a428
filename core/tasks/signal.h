// One-dimensional targets: how a signal is chosen, and its values (PAPER secs. 1.1 and 1.2).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/network/fourier_mapping.h"

namespace fscope {

enum class SignalKind {
  noise,      // random, its spectrum falls as 1 / f^alpha
  sine,       // one frequency
  two_sines,  // two frequencies, superposed
  square,
  sawtooth,
  chirp,    // from one frequency to another
  bump,     // a Gaussian
  samples,  // given values: drawn, or read from a file
};
inline constexpr std::array kSignalKinds = {
    SignalKind::noise,    SignalKind::sine,  SignalKind::two_sines, SignalKind::square,
    SignalKind::sawtooth, SignalKind::chirp, SignalKind::bump,      SignalKind::samples};

/// The name used in settings and on the command line, such as "two-sines".
std::string_view signal_name(SignalKind kind);

inline constexpr Index kMaxTrainPoints = 1024;
inline constexpr Index kMaxOversampling = 16;

/// What fixes a signal. It is known at N = oversampling * n_train points k / N; every
/// oversampling-th is trained on and the others are held out.
struct SignalSettings {
  SignalKind kind = SignalKind::noise;
  double alpha = 1;        // noise; in [0, 4]
  Index band_limit = 64;   // noise: frequencies below this many cycles; 0 = all. >= 0
  std::uint64_t seed = 0;  // noise
  /// Cycles over [0, 1): of sine, two-sines, square and sawtooth; where a chirp begins. >= 0
  double frequency = 3;
  double frequency2 = 10;    // cycles: the second sine; where a chirp ends. >= 0
  double bump_width = 0.05;  // standard deviation of the bump, > 0
  Index n_train = 32;        // in [1, kMaxTrainPoints]
  Index oversampling = 8;    // c; in [1, kMaxOversampling]; 1 = nothing held out

  Index n_points() const { return n_train * oversampling; }
  bool operator==(const SignalSettings&) const = default;
};

/// Values at equal distances over [0, 1): the k-th of M belongs to x = k / M.
using Samples = std::vector<double>;

/// A signal at N points x = k / N; point oversampling * i is the i-th training point.
struct Signal {
  Eigen::VectorXd values;  // N, in about [-1/2, 1/2]
  Index oversampling = 1;

  Index n_points() const { return values.size(); }
  Index n_train() const { return values.size() / oversampling; }
  bool is_training_point(Index k) const { return k % oversampling == 0; }
  /// The values at the training points.
  Eigen::VectorXd training_values() const;
};

/// The signal. `samples` (at least one finite value) is read for SignalKind::samples only and
/// interpolated linearly; after the last sample its value is held. All other kinds lie in
/// [-1/2, 1/2]. Throws std::invalid_argument naming the setting that is out of range.
Signal make_signal(const SignalSettings& settings, const Samples* samples = nullptr);

/// Whether there is a sample and all are finite. Null: no.
bool are_usable(const Samples* samples);

/// Linear interpolation of M samples at k * M / n, k = 0..n-1.
Eigen::VectorXd resample_linearly(const Samples& samples, Index n);

}  // namespace fscope
