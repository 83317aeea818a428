// What a cell is called: readable, and different for whatever could make its result different.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/sweep_plan.h"
#include "core/training/subject.h"

namespace fscope {

/// Hash of the pixels or samples; equal for equal ones.
std::string fingerprint(const Sources& sources);
/// The same of a target's; "unreadable" where it cannot be loaded.
std::string fingerprint(const std::string& target);

/// "photo_sigma-3_seed-0_1f0c9ab2e4d7": the target's name without folder and extension, the value
/// of each variation, the seed, and a hash of all settings, the number of steps, the fingerprint
/// and the program's version. ASCII letters, digits and . + - _ only.
std::string cell_name(const SweepPlan& plan, const SweepCell& cell, std::string_view fingerprint);

/// The names of all cells, from the fingerprints of all targets. Throws std::runtime_error naming
/// two targets that are the same picture under the same name.
std::vector<std::string> cell_names(const SweepPlan& plan,
                                    const std::vector<std::string>& fingerprints);

/// The last part of a target's name, without extension; of target:ID and signal:KIND what follows
/// the colon.
std::string target_stem(const std::string& target);

}  // namespace fscope
