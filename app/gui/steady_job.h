// A computation in the background that follows its input without ever being abandoned.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "app/gui/latest_job.h"

namespace fscope {

/// While a slider is dragged its inputs change faster than results come. A LatestJob, which drops
/// what is under way, would show nothing until the hand rests; this one finishes it, shows it, and
/// goes on with the newest input then. One thread uses it (the UI's).
template <class Input, class T>
class SteadyJob {
 public:
  using Compute = std::function<T(const Input&, const StopFlag&)>;

  /// The result that has become ready, if one has. Starts on `wanted` when nothing is under way and
  /// it is not what was started last. Rethrows what `compute` threw. Does not wait.
  std::optional<T> follow(const Input& wanted, const Compute& compute) {
    std::optional<T> result;
    try {
      result = job_.poll();
    } catch (...) {
      start(wanted, compute);
      throw;
    }
    start(wanted, compute);
    return result;
  }

  bool running() const { return job_.running(); }
  /// What was started last. There is one after the first follow().
  const std::optional<Input>& input() const { return input_; }

 private:
  void start(const Input& wanted, const Compute& compute) {
    if (job_.running() || input_ == wanted) return;
    input_ = wanted;
    job_.start([wanted, compute](const StopFlag& stop) { return compute(wanted, stop); });
  }

  LatestJob<T> job_;
  std::optional<Input> input_;
};

}  // namespace fscope
