#include "app/cli/sweep_plan.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "app/io/signal_file.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

void check_targets_differ(const std::vector<std::string>& targets) {
  for (auto it = targets.begin(); it != targets.end(); ++it) {
    if (std::find(targets.begin(), it, *it) != it) {
      throw UsageError(text(escape_bytes(*it), " comes twice"));
    }
  }
}

void check_size(const SweepArguments& arguments) {
  std::size_t n = arguments.targets.size() * std::max<std::size_t>(1, arguments.seeds.size());
  for (const SweepVariation& variation : arguments.variations) {
    // Checked in between, so that the product cannot overflow.
    if (n <= kMaxSweepCells) n *= variation.values.size();
  }
  if (n > kMaxSweepCells) {
    throw UsageError(text("the sweep would have more than ", kMaxSweepCells,
                          " cells; give fewer targets, values or seeds"));
  }
}

/// The indices of the next combination, the last one running fastest; false after the last.
bool advance(std::vector<std::size_t>& values, const std::vector<SweepVariation>& variations) {
  for (std::size_t i = values.size(); i-- > 0;) {
    if (++values[i] < variations[i].values.size()) return true;
    values[i] = 0;
  }
  return false;
}

/// The settings of one cell as a command line.
std::string settings_of(const SweepArguments& arguments, const std::vector<std::size_t>& values) {
  std::string given = arguments.given;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const SweepVariation& variation = arguments.variations[i];
    given += text(given.empty() ? "" : " ", "--", variation.key, ' ', variation.values[values[i]]);
  }
  return given;
}

RunConfig config_of(const std::string& target, const std::string& given) {
  SettingsArguments settings{given, {}};
  try {
    complete_settings(settings, target);
  } catch (const UsageError& error) {
    const std::string name = escape_bytes(target);
    const std::string reason = error.what();
    if (reason.starts_with(name)) throw;
    throw UsageError(text(name, given.empty() ? "" : " with ", given, ": ", reason));
  }
  return settings.config;
}

/// All cells of one target.
void add_cells(const SweepArguments& arguments, std::size_t target, SweepPlan& plan) {
  std::vector<std::size_t> values(plan.variations.size());
  do {
    SweepCell cell{target, values, {}};
    cell.config = config_of(plan.targets[target], settings_of(arguments, values));
    if (arguments.seeds.empty()) plan.seeds = {cell.config.seed};
    for (const std::uint64_t seed : plan.seeds) {
      cell.config.seed = seed;
      plan.cells.push_back(cell);
    }
  } while (advance(values, plan.variations));
}

void check_exists(const std::string& target) {
  if (target.starts_with(kSignalPrefix)) return;  // its settings have been completed
  if (target.starts_with(kBuiltinPrefix)) {
    const auto id = std::string_view(target).substr(kBuiltinPrefix.size());
    const auto same = [id](const BuiltinTarget& builtin) { return builtin.id == id; };
    if (!std::ranges::any_of(builtin_targets(), same)) load_picture(target);  // it says why not
    return;
  }
  std::error_code error;
  const auto status = std::filesystem::status(target, error);
  const std::string name = escape_bytes(target);
  if (!std::filesystem::exists(status)) throw std::runtime_error(name + ": " + error.message());
  if (std::filesystem::is_directory(status)) throw std::runtime_error(name + ": this is a folder");
}

}  // namespace

std::string SweepPlan::setting_label(const SweepCell& cell, std::size_t i) const {
  return text(variations[i].key, ' ', variations[i].values[cell.values[i]]);
}

SweepPlan make_plan(const SweepArguments& arguments) {
  check_targets_differ(arguments.targets);
  check_size(arguments);
  SweepPlan plan{arguments.targets, arguments.variations, arguments.seeds, arguments.n_steps, {}};
  for (std::size_t target = 0; target < plan.targets.size(); ++target) {
    add_cells(arguments, target, plan);
  }
  return plan;
}

void check_targets_exist(const SweepPlan& plan) {
  for (const std::string& target : plan.targets) check_exists(target);
}

}  // namespace fscope
