// A computation in the background of which only the newest request counts.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/support/parallel.h"

namespace fscope {

/// Told to a background function when its result is no longer wanted.
using StopFlag = std::atomic<bool>;

/// Starting again, or cancel(), sets the stop flag of the running computation and drops its result
/// without waiting for it. Only the destructor waits, until every function has returned. One
/// thread uses it (the UI's).
template <class T>
class LatestJob {
 public:
  LatestJob() = default;
  LatestJob(const LatestJob&) = delete;
  LatestJob& operator=(const LatestJob&) = delete;
  ~LatestJob() {
    for (Job& job : jobs_) job.stop->store(true);
  }

  void start(std::function<T(const StopFlag&)> compute) {
    cancel();
    auto stop = std::make_shared<StopFlag>(false);
    jobs_.push_back(
        {stop, Background<T>([stop, compute = std::move(compute)] { return compute(*stop); })});
    wanted_ = true;
  }

  void cancel() {
    for (Job& job : jobs_) job.stop->store(true);
    wanted_ = false;
    forget_finished();
  }

  bool running() const { return wanted_; }

  /// The result, once. Rethrows what the function threw. Does not wait.
  std::optional<T> poll() {
    if (!wanted_ || !jobs_.back().work.ready()) return std::nullopt;
    Background<T> work = std::move(jobs_.back().work);
    jobs_.pop_back();
    wanted_ = false;
    forget_finished();
    return work.take();
  }

 private:
  struct Job {
    std::shared_ptr<StopFlag> stop;
    Background<T> work;
  };

  /// Joins the threads that have ended; the newest stays while its result is wanted.
  void forget_finished() {
    if (wanted_) return;
    std::erase_if(jobs_, [](const Job& job) { return job.work.ready(); });
  }

  std::vector<Job> jobs_;  // the newest last
  bool wanted_ = false;
};

}  // namespace fscope
