// Several runs beside each other: what the comparison's panels, menus and keys do.
#pragma once

#include <string_view>

#include "app/gui/ui_state.h"

namespace fscope {

/// A set of runs that differ in their mapping only. `id` is what the command line calls it.
struct ComparePreset {
  std::string_view id;
  Text title;
  Text help;
  TaskKind task;
};
std::span<const ComparePreset> compare_presets();
/// Throws std::invalid_argument naming the ids there are.
const ComparePreset& find_preset(std::string_view id);

/// The preset's runs, with all other settings from `base`.
std::vector<SavedRun> preset_runs(const ComparePreset& preset, const RunConfig& base);

/// Replaces all runs by those of the preset and trains them.
void start_preset(const ComparePreset& preset, UiState& ui, CommandSink& sink);
/// Adds a run with the settings wanted; nothing when there are kMaxRuns.
void add_run(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Removes a run; nothing when it is the last one.
void remove_run(const Snapshot& snapshot, UiState& ui, CommandSink& sink, int run);
/// Keeps the selected run only.
void keep_selected(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The controls show this run's settings from now on.
void select_run(const Snapshot& snapshot, UiState& ui, int run);

/// Forgets runs that are gone and gives colours to new ones. Once a frame, before the panels.
void update_compare(const Snapshot& snapshot, UiState& ui);

ImU32 run_colour(const UiState& ui, int run);
/// What a run is called: its name, else its mapping and sigma.
Phrase run_name(const RunSnapshot& run);
/// Whether the comparison's panels are on screen.
bool shows_compare(const Snapshot& snapshot, const UiState& ui);

}  // namespace fscope
