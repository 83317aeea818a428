// How far a figure is, and how it is told to stop.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <stdexcept>

namespace fscope {

/// What a computation tells and asks whoever started it. Either may be empty. Called from compute
/// threads, by several at once.
struct FigureHooks {
  std::function<void(double fraction)> progress;  // of the work, 0 to 1
  std::function<bool()> interrupted;              // true: stop as soon as possible
};

/// The figure was interrupted before it was complete.
class FigureInterrupted : public std::runtime_error {
 public:
  FigureInterrupted() : std::runtime_error("interrupted") {}
};

/// Counts work of known total size (in any unit) as it is done. Any thread.
class FigureWork {
 public:
  /// The hooks must outlive it. total > 0.
  FigureWork(const FigureHooks& hooks, double total) : hooks_(&hooks), total_(total) {}

  bool interrupted() const { return hooks_->interrupted && hooks_->interrupted(); }
  /// Adds to the work done and tells. Throws FigureInterrupted when interrupted().
  void add(double done);

 private:
  const FigureHooks* hooks_;
  double total_;
  std::atomic<double> done_ = 0;
};

/// Seconds until the end when `fraction` (0 to 1) took `elapsed_s`; nullopt while too little is
/// done to say.
std::optional<double> seconds_left(double fraction, double elapsed_s);

}  // namespace fscope
