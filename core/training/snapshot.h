// All that can be seen of a session at one moment: immutable, made by the worker.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tasks/image_2d.h"
#include "core/tasks/raster.h"
#include "core/tasks/signal.h"
#include "core/training/command.h"
#include "core/training/config.h"
#include "core/training/history.h"
#include "core/training/loss_watch.h"
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

/// Training goes on, but not well.
struct Trouble {
  Health health = Health::stalled;
  std::int64_t step = 0;  // at which it was noticed
  std::string setting;    // the last change before it; may be empty
};

/// A split of more pixels than this (a picture above 512 x 512, half of its rows and columns) is
/// measured on so many random ones, always the same.
inline constexpr Index kMaxMeasuredPoints = 1 << 16;

/// Mean squared error of the parameters this snapshot holds, over the points of a split and their
/// channels. psnr() makes decibels of a picture's; signals, whose values have no peak, stay with
/// it.
struct Metrics {
  double train_mse = 0;
  std::optional<double> heldout_mse;  // none when nothing is held out
};

/// One run. Everything in it belongs to the same step.
struct RunSnapshot {
  int id = 0;
  std::string name;  // for people; may be empty
  RunConfig config;
  std::int64_t step = 0;
  std::shared_ptr<const SavedRun> restoring;  // what it is on the way back to; else null
  double seconds = 0;                         // spent training since the start
  double loss = 0;                            // of the last batch; NaN before the first step
  double steps_per_s = 0;                     // of late
  double samples_per_s = 0;                   // of late
  MlpShape shape;
  std::shared_ptr<const FourierMapping> mapping;
  std::shared_ptr<const Vector<float>> parameters;
  // A picture; all null in a run that learns a signal:
  std::shared_ptr<const Image> target;   // as trained on
  std::shared_ptr<const Raster> whole;   // the whole picture, possibly coarse; may be null
  std::shared_ptr<const Raster> detail;  // the part in view, finer; may be null
  // A signal and the network at its N points; all null in a run that learns a picture:
  std::shared_ptr<const Signal> signal;          // values, and which points are trained on
  std::shared_ptr<const Vector<float>> outputs;  // may be null: not evaluated at this very moment
  /// Before the first step. Null before they are evaluated, and when mapping or points have changed
  /// since with the weights kept: then the run did not begin with what it is now.
  std::shared_ptr<const Vector<float>> first_outputs;
  std::optional<Metrics> metrics;  // when they were measured at this very step
  std::optional<Failure> failure;
  std::optional<Trouble> trouble;  // none in a run that is halted
  std::int64_t sound_step = 0;     // where GoBack leads
  History history;
  Replay replay;
};

/// What is to be kept of it: of one that is being restored, what it was kept as.
SavedRun saved_run(const RunSnapshot& run);

/// The session. Held as shared_ptr<const Snapshot>; may be read by any thread.
struct Snapshot {
  std::uint64_t version = 0;  // strictly increasing
  std::uint64_t handled = 0;  // ticket of the last command this moment takes account of
  bool playing = false;
  Pacing pacing = Pacing::steps;
  bool complete = false;     // nothing finer is coming for this moment
  std::string target_name;   // of the picture
  std::string samples_name;  // of the samples
  std::vector<RunSnapshot> runs;
};

}  // namespace fscope
