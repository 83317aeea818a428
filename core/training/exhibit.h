// What of a run can be seen: evaluations of its network, and errors. Worker thread only.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/training/command.h"
#include "core/training/snapshot.h"
#include "core/training/subject.h"
#include "core/training/trainer.h"

namespace fscope {

/// Errors of the network at one moment.
struct Errors {
  Metrics metrics;
  std::vector<double> bands;  // one for each of bands(); empty when not measured
};

/// Evaluates the network for one task and keeps the results until told to forget them. Calls with
/// `interrupted` stop as soon as it returns true, keeping what was there.
class Exhibit {
 public:
  Exhibit() = default;
  Exhibit(const Exhibit&) = delete;
  Exhibit& operator=(const Exhibit&) = delete;
  virtual ~Exhibit() = default;

  virtual std::shared_ptr<const Task> task() const = 0;
  /// For people: "picture".
  virtual const char* noun() const = 0;
  /// Bands of frequency whose errors are measured.
  virtual const std::vector<Band>& bands() const = 0;

  /// Comes before the first step: what can only be evaluated then. False when interrupted.
  virtual bool begin(Trainer& trainer, const Interrupted& interrupted) = 0;
  /// Evaluates what `view` shows, as finely as is expected to take at most `seconds`. False when
  /// interrupted.
  virtual bool render(Trainer& trainer, const View& view, double seconds,
                      const Interrupted& interrupted) = 0;
  /// Nothing when interrupted.
  virtual std::optional<Errors> measure(Trainer& trainer, const Interrupted& interrupted) = 0;
  /// Whether errors are wanted after this step, however short the time since the last ones.
  virtual bool measures_after(std::int64_t step) const = 0;

  /// The network has changed: what was evaluated belongs to the past...
  virtual void forget() = 0;
  /// ... and, when its mapping has, so does what was evaluated before the first step ...
  virtual void forget_beginning() = 0;
  /// ... and all else when another network begins.
  virtual void restart() = 0;
  /// Writes what there is of this moment.
  virtual void show(RunSnapshot& snapshot) const = 0;
};

/// Throws std::invalid_argument or std::bad_alloc when the subject cannot be learned.
std::unique_ptr<Exhibit> make_exhibit(const Subject& subject);

}  // namespace fscope
