// One run of a session: its trainer, its curves, and the pictures made of it. Worker thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/training/render_plan.h"
#include "core/training/snapshot.h"
#include "core/training/trainer.h"

namespace fscope {

/// Not thread-safe; holds no thread. Settings and pictures that fail leave the run as it was, with
/// a Failure; a halted run starts again with the next setting that is accepted.
class Run {
 public:
  Run(int id, const RunConfig& config, ThreadPool& pool);

  int id() const { return id_; }
  const RunConfig& config() const { return config_; }
  std::int64_t n_steps() const { return trainer_ ? trainer_->n_steps() : 0; }
  /// Whether there is anything to evaluate: a picture has been set and could be started on.
  bool has_trainer() const { return trainer_ != nullptr; }
  /// Whether a failure halts it.
  bool halted() const { return failure_ && failure_->halted; }
  /// Whether a step can be made.
  bool can_step() const { return trainer_ && !halted(); }

  /// Starts on another picture; one without pixels (or null) is refused.
  void set_source(std::shared_ptr<const Image> source);
  void configure(const RunConfig& config, bool restart);
  void reset();
  /// Halts with this reason, at this step.
  void fail(const std::string& what);

  /// Works on a step; true when it is complete. Failures are kept, not thrown.
  bool advance(const Interrupted& interrupted);

  /// Evaluates the pictures of this moment for a view, as finely as is expected to take at most
  /// `seconds`; false when interrupted, leaving the old ones. An exception halts the run; there is
  /// nothing to repeat then, so the result is true.
  bool render(const View& view, double seconds, const Interrupted& interrupted);
  /// Measures PSNR of both splits at this step; false when interrupted. Failures as in render().
  bool measure(const Interrupted& interrupted);
  /// This moment. Pictures and metrics are in it when made since the last change.
  RunSnapshot snapshot();

 private:
  void start(const RunConfig& config);
  void keep_going(const RunConfig& config);
  void note_change(const RunConfig& config);
  std::string last_change() const;
  void forget_pictures();
  template <class Action>
  void guarded(const RunConfig& config, bool halts, Action action);
  std::shared_ptr<const Image2dTask> task_for(const RunConfig& config) const;
  double seconds_per_point() const;
  bool render_pictures(const RenderPlan& plan, const Interrupted& interrupted);
  bool measure_splits(const Interrupted& interrupted);
  std::shared_ptr<const Raster> render_whole(int stride, const Interrupted& interrupted);
  std::shared_ptr<const Raster> render_detail(const RenderPlan& plan,
                                              const Interrupted& interrupted);

  int id_;
  RunConfig config_;
  ThreadPool* pool_;
  std::shared_ptr<const Image> source_;
  std::shared_ptr<const Image> source_of_task_;
  std::shared_ptr<const Image2dTask> task_;
  std::unique_ptr<Trainer> trainer_;
  double seconds_ = 0;
  double window_seconds_ = 0;  // training time since the speeds were last taken
  std::int64_t window_step_ = 0;
  double steps_per_s_ = 0;
  double measured_seconds_per_point_ = 0;  // 0 = not measured yet
  History history_;
  Replay replay_;
  RunConfig before_last_event_;
  std::optional<Failure> failure_;
  std::optional<Metrics> metrics_;
  std::shared_ptr<const Vector<float>> parameters_;  // copy of this moment's, made on demand
  std::shared_ptr<const FourierMapping> mapping_;
  std::shared_ptr<const Raster> whole_;
  int whole_stride_ = 1;  // of whole_
  std::shared_ptr<const Raster> detail_;
};

}  // namespace fscope
