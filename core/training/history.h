// Curves of a whole run in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/tasks/bands.h"

namespace fscope {

/// A stretch of a curve: the extremes and the last value of the samples in it.
struct CurvePoint {
  std::int64_t step = 0;  // of the last sample
  double seconds = 0;     // training time at the last sample
  float min = 0;
  float max = 0;
  float last = 0;
};

/// A curve sampled at growing steps. When kCapacity points are reached, neighbours are merged and
/// every later point covers twice as many samples, so minima and maxima are never lost and a
/// million steps take as much room as two thousand.
class Curve {
 public:
  static constexpr std::size_t kCapacity = 2048;

  /// Non-finite values are left out.
  void add(std::int64_t step, double seconds, double value);
  const std::vector<CurvePoint>& points() const { return points_; }

 private:
  std::vector<CurvePoint> points_;
  std::int64_t samples_per_point_ = 1;
  std::int64_t samples_in_last_ = 0;
};

/// A setting that changed while the run went on.
struct HistoryEvent {
  std::int64_t step = 0;
  double seconds = 0;
  std::string label;  // such as "--sigma 3.5"
};

/// The error of one band of frequency, in the training residual, where measured.
struct BandCurve {
  Band band;
  Curve error;  // as signal_band_errors() or picture_band_errors() say
};

/// What a run has been through since its start.
struct History {
  Curve train_loss;              // of every step's batch
  Curve train_mse;               // whole training split, where measured
  Curve heldout_mse;             // whole held-out split, where measured
  Curve train_psnr;              // the same in dB; of pictures only, signals have no peak
  Curve heldout_psnr;            // dB
  std::vector<BandCurve> bands;  // signals, and pictures of at most kMaxMeasuredPoints to train on
  std::vector<HistoryEvent> events;
};

}  // namespace fscope
