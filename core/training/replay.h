// What fixes a run, as text: its settings at the start and every later change with its step.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/config.h"

namespace fscope {

/// A change of settings that kept the weights, made when `step` steps were complete.
struct ReplayChange {
  std::int64_t step = 0;
  RunConfig config;

  bool operator==(const ReplayChange&) const = default;
};

/// With the picture and the machine, all that the parameters after any number of steps depend on.
/// A restart begins a new replay.
struct Replay {
  RunConfig start;
  std::vector<ReplayChange> changes = {};  // steps do not fall
  /// What the first step begins with; null: what the seed makes. Of start's network.
  std::shared_ptr<const Vector<float>> weights = {};

  /// Records a change; one at the same step replaces the one before it, unless the optimiser,
  /// which starts anew, is another.
  void change(std::int64_t step, const RunConfig& config);
  /// Of the weights, the values count.
  bool operator==(const Replay& other) const;
};

/// A run as it is kept: what it is called, and all that it takes to be there again.
struct SavedRun {
  std::string name = {};
  Replay replay = {};
  std::int64_t step = 0;  // >= that of the last change

  bool operator==(const SavedRun&) const = default;
};

/// One line with every setting of the start, then a line "@STEP --key value ..." a change. In
/// front, where a run began with given weights, a line that says so: a text does not hold them, and
/// replay_from_text() refuses it.
std::string to_text(const Replay& replay);
/// Reads what to_text writes; empty lines and lines that begin with # are passed over.
/// Throws std::invalid_argument naming the line and the reason.
Replay replay_from_text(std::string_view text);

}  // namespace fscope
