// One fit without a window: training steps, a replay's changes, and the curve.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "core/training/loss_watch.h"
#include "core/training/replay.h"
#include "core/training/subject.h"
#include "core/training/trainer.h"

namespace fscope {

/// The fit was interrupted before it was complete.
class FitInterrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One row of the curve, of the parameters after `step` steps.
struct Measurement {
  std::int64_t step = 0;
  double seconds = 0;     // of training; evaluations are not counted
  double train_loss = 0;  // of the step's batch, before its update
  double train_mse = 0;
  std::optional<double> heldout_mse;
};

/// Trains on the sources as `replay` says; the bits are those of the window. `interrupted` is asked
/// between tiles, from compute threads. One caller at a time.
class FitRun {
 public:
  /// Throws std::invalid_argument when the settings do not fit what is learned.
  FitRun(Sources sources, Replay replay, ThreadPool& pool, Interrupted interrupted);

  /// One step. Throws FitInterrupted, and std::runtime_error naming step and settings when the
  /// loss is not finite or a change of the replay needs new weights.
  void advance();
  /// Makes the changes of the replay that are due at this step. advance() does so by itself.
  void apply_changes();

  std::int64_t n_steps() const { return trainer_->n_steps(); }
  double seconds() const { return seconds_; }
  std::int64_t n_samples() const { return n_samples_; }
  int n_threads() const { return pool_->size(); }
  const Trainer& trainer() const { return *trainer_; }
  /// The picture after cropping and resizing; null when a signal is learned.
  const Image* picture() const { return learned_.picture.get(); }
  const Replay& replay() const { return replay_; }
  /// Whether the replay has changes that are not due yet.
  bool has_changes_left() const { return next_change_ < replay_.changes.size(); }
  /// Mean squared error over the last step's batch, before its update; from the loss, so it costs
  /// nothing.
  std::optional<double> batch_mse() const;

  /// What the losses since the start, or since the last change, say of the training.
  Health health() const { return watch_.health(); }

  /// Throws FitInterrupted.
  Measurement measure();
  /// All pixels of a picture, as the network has learned them: clamped to [0, 1], rounded to 8
  /// bits. Throws FitInterrupted.
  Image reconstruction();

 private:
  struct Learned {
    std::shared_ptr<const Task> task;
    std::shared_ptr<const Image> picture;  // null for a signal
  };
  static Learned learn(const Subject& subject);
  void change_to(const RunConfig& config);
  void begin_watch();
  [[noreturn]] void stop() const;

  Sources sources_;
  Replay replay_;
  ThreadPool* pool_;
  Interrupted interrupted_;
  Subject subject_;
  Learned learned_;  // of subject_
  std::unique_ptr<Trainer> trainer_;
  LossWatch watch_;
  std::size_t next_change_ = 0;
  double seconds_ = 0;
  std::int64_t n_samples_ = 0;
};

}  // namespace fscope
