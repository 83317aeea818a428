// All that can be seen of a session at one moment: immutable, made by the worker.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tasks/image_2d.h"
#include "core/tasks/raster.h"
#include "core/training/config.h"
#include "core/training/history.h"
#include "core/training/replay.h"

namespace fscope {

/// Something went wrong in a run. When halted it waits, and a new setting, a new target or a reset
/// recovers it by starting again; otherwise a setting or a target was refused and the run goes on
/// as it was.
struct Failure {
  std::string what;  // the reason, a sentence without a full stop
  std::int64_t step = 0;
  std::string setting;  // the change that did it or the last one before it; may be empty
  bool halted = true;
};

/// A split of more pixels than this (a picture above 512 x 512, half of its rows and columns) is
/// measured on so many random ones, always the same.
inline constexpr Index kMaxMeasuredPoints = 1 << 16;

/// PSNR of the parameters this snapshot holds, over the pixels of a split and their channels.
struct Metrics {
  double train_psnr = 0;               // dB
  std::optional<double> heldout_psnr;  // dB; none when nothing is held out
};

/// One run. Everything in it belongs to the same step.
struct RunSnapshot {
  int id = 0;
  RunConfig config;
  std::int64_t step = 0;
  double seconds = 0;        // spent training since the start
  double loss = 0;           // of the last batch; NaN before the first step
  double steps_per_s = 0;    // of late
  double samples_per_s = 0;  // of late
  MlpShape shape;
  std::shared_ptr<const FourierMapping> mapping;
  std::shared_ptr<const Vector<float>> parameters;
  std::shared_ptr<const Image> target;   // as trained on
  std::shared_ptr<const Raster> whole;   // the whole picture, possibly coarse; may be null
  std::shared_ptr<const Raster> detail;  // the part in view, finer; may be null
  std::optional<Metrics> metrics;        // when they were measured at this very step
  std::optional<Failure> failure;
  History history;
  Replay replay;
};

/// The session. Held as shared_ptr<const Snapshot>; may be read by any thread.
struct Snapshot {
  std::uint64_t version = 0;  // strictly increasing
  std::uint64_t handled = 0;  // ticket of the last command this moment takes account of
  bool playing = false;
  bool complete = false;  // nothing finer is coming for this moment
  std::string target_name;
  std::vector<RunSnapshot> runs;
};

}  // namespace fscope
