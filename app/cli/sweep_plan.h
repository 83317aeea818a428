// The cells of a sweep: every combination, in a fixed order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/arguments.h"

namespace fscope {

/// One fit.
struct SweepCell {
  std::size_t target = 0;           // index into the plan's
  std::vector<std::size_t> values;  // for each variation the index of the value taken
  RunConfig config;                 // complete, with the seed
};

/// Targets in the order given, for each of them the values of the first variation, ..., of the last
/// one, for each of those the seeds: cells are numbered in this order from 0.
struct SweepPlan {
  std::vector<std::string> targets;
  std::vector<SweepVariation> variations;
  std::vector<std::uint64_t> seeds;  // at least one
  std::int64_t n_steps = 0;
  std::vector<SweepCell> cells;

  const std::string& target(const SweepCell& cell) const { return targets[cell.target]; }
  /// "sigma 3" for variation i of the cell.
  std::string setting_label(const SweepCell& cell, std::size_t i) const;
};

inline constexpr std::size_t kMaxSweepCells = 10'000;

/// Nothing but the names of the targets is looked at. Throws UsageError when a target comes twice,
/// when the settings of a cell do not fit together, and for more than kMaxSweepCells.
SweepPlan make_plan(const SweepArguments& arguments);

/// Throws std::runtime_error or std::invalid_argument naming the target that is not there: neither
/// a file nor built in.
void check_targets_exist(const SweepPlan& plan);

}  // namespace fscope
