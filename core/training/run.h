// One run of a session: its trainer, its curves, and what is shown of it. Worker thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/training/exhibit.h"
#include "core/training/loss_watch.h"
#include "core/training/snapshot.h"
#include "core/training/trainer.h"

namespace fscope {

/// Not thread-safe; holds no thread. Settings and sources that fail leave the run as it was, with
/// a Failure; a halted run starts again with the next setting that is accepted.
class Run {
 public:
  /// Starts at once if what it learns is among the sources, else it waits.
  Run(int id, const RunConfig& config, const Sources& sources, ThreadPool& pool);

  int id() const { return id_; }
  void rename(std::string name) { name_ = std::move(name); }
  /// Spent training since the start.
  double seconds() const { return seconds_; }
  const RunConfig& config() const { return config_; }
  std::int64_t n_steps() const { return trainer_ ? trainer_->n_steps() : 0; }
  /// Whether there is anything to evaluate: what it learns is there and could be started on.
  bool has_trainer() const { return trainer_ != nullptr; }
  /// Whether a failure halts it.
  bool halted() const { return failure_ && failure_->halted; }
  /// Whether a step can be made.
  bool can_step() const { return trainer_ && !halted(); }

  /// Another picture, or other samples: a run that learns them starts again on them. Without
  /// pixels, or without finite values, they are refused.
  void set_picture(std::shared_ptr<const Image> picture);
  void set_samples(std::shared_ptr<const Samples> samples);
  void configure(const RunConfig& config, bool restart);
  void reset();
  /// To the last step at which all was well, with half the learning rate; see GoBack.
  void go_back();
  /// Starts again as `saved` did, once what it learns is there. advance() then makes its changes at
  /// their steps; any other change ends that.
  void restore(SavedRun saved);
  /// Whether steps are missing to where it was kept.
  bool restoring() const { return restoration_ != nullptr; }
  /// Halts with this reason, at this step.
  void fail(const std::string& what);

  /// Works on a step; true when it is complete. Failures are kept, not thrown.
  bool advance(const Interrupted& interrupted);

  /// Evaluates what there is to see of this moment, as finely as is expected to take at most
  /// `seconds`; false when interrupted, leaving the old. An exception halts the run; there is
  /// nothing to repeat then, so the result is true.
  bool render(const View& view, double seconds, const Interrupted& interrupted);
  /// Measures the errors at this step; false when interrupted. Failures as in render().
  bool measure(const Interrupted& interrupted);
  /// This moment. Evaluations and metrics are in it when made since the last change.
  RunSnapshot snapshot();

 private:
  /// A moment to come back to.
  struct Checkpoint {
    Trainer::State state;
    RunConfig config;
    double seconds = 0;
    History history;
    Replay replay;
  };

  void start(const RunConfig& config);
  void wait(const RunConfig& config);
  void keep_going(const RunConfig& config);
  void note_change(const RunConfig& config);
  std::string last_change() const;
  void forget_moment();
  void begin_replay(const RunConfig& config);
  void make_saved_changes();
  void begin_watch();
  void watch_loss();
  Checkpoint checkpoint() const;
  bool waits_to_restore() const { return !trainer_ && restoration_; }
  void note_errors(const Errors& errors);
  template <class Action>
  void guarded(const RunConfig& config, bool halts, Action action);

  int id_;
  std::string name_;
  RunConfig config_;
  ThreadPool* pool_;
  Sources sources_;
  Subject subject_;                   // of exhibit_
  std::unique_ptr<Exhibit> exhibit_;  // there when trainer_ is
  std::unique_ptr<Trainer> trainer_;
  double seconds_ = 0;
  double window_seconds_ = 0;  // training time since the speeds were last taken
  std::int64_t window_step_ = 0;
  double steps_per_s_ = 0;
  History history_;
  Replay replay_;
  std::shared_ptr<const SavedRun> restoration_;  // null when there is nothing left to restore
  std::size_t next_change_ = 0;                  // of restoration_
  RunConfig before_last_event_;
  std::optional<Failure> failure_;
  LossWatch watch_;
  std::optional<Trouble> trouble_;
  // The newest may already hold the beginning of a divergence, so the one before is kept, too.
  std::optional<Checkpoint> newest_;
  std::optional<Checkpoint> sound_;
  std::optional<Metrics> metrics_;
  std::shared_ptr<const Vector<float>> parameters_;  // copy of this moment's, made on demand
  std::shared_ptr<const FourierMapping> mapping_;
};

}  // namespace fscope
