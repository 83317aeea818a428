// What can be measured: one function a section, each returning rows of flat values whose names
// hold their units.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/bench_plan.h"
#include "app/cli/bench_statistics.h"
#include "core/network/kernels.h"
#include "core/support/parallel.h"
#include "core/tasks/image.h"

namespace fscope {

using Json = nlohmann::ordered_json;

/// What every section needs.
struct Bench {
  BenchPlan plan;
  Meter meter;
  const Kernels* peak;                   // the set whose multiply-adds are the fastest
  std::shared_ptr<const Image> picture;  // that every network learns, at the size it asks for
};

/// A network on the picture, ready to be trained.
class BenchSubject {
 public:
  /// Throws as Trainer does.
  BenchSubject(const Bench& bench, RunConfig config, ThreadPool& pool);

  const Trainer& trainer() const { return *trainer_; }
  /// A training step; its samples. These works throw BenchInterrupted.
  Work training();
  /// An evaluation of the picture's first n pixels; n <= n_pixels().
  Work evaluation(Index n);
  Index n_pixels() const { return trainer_->task().grid().size(); }

 private:
  Interrupted interrupted_;
  std::unique_ptr<Trainer> trainer_;
  Matrix<float> outputs_;
};

/// Independent fp32 fused multiply-adds in registers on all threads; its amount is floating-point
/// operations, two each.
Work peak_work(const Kernels& set, ThreadPool& pool);

/// The peak with 1, 2, 4, ... threads.
Json measure_peak(const Bench& bench);
/// Training on a 512 x 512 picture (65,536 samples), and the peak in turn with it.
Json measure_training(const Bench& bench);
/// Evaluation of a 256 x 256 picture (65,536 samples), and the peak in turn with it.
Json measure_inference(const Bench& bench);
/// Training with 1, 2, 4, ... threads, batch 16384, and their peaks, all in turn.
Json measure_scaling(const Bench& bench);
/// Milliseconds of a step over each sweep, and the exponents of the power laws through them.
Json measure_cost(const Bench& bench);
/// MiB that follow from the shapes, and how much the process's peak rose in a training step.
Json measure_memory(const Bench& bench);
/// Milliseconds from a change of sigma to what a session, in training, publishes of it.
Json measure_latency(const Bench& bench);
/// Milliseconds of what theory predicts for pictures, from nothing, at another time, and of a
/// landscape of sigmas, all included. Of the plan's first network.
Json measure_theory(const Bench& bench);
/// Milliseconds, on one thread, of all that theory says of a signal after a change of the mapping:
/// kernel, function and errors at 100 times. Of the 1D laboratory's network.
Json measure_signal_theory(const Bench& bench);

}  // namespace fscope
