#include "app/gui/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

#include "app/gui/widgets/axis.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr std::array kPresets = {
    ComparePreset{"teaser", "The paper's teaser"_t,
                  "No mapping, basic, positional, and Gaussian with sigma 1, 10 and 100, on the "
                  "same picture, batches and seed"_t,
                  TaskKind::image},
    ComparePreset{"shapes", "Scale against shape"_t,
                  "Gaussian, uniform and Laplacian frequencies of the same standard deviation, "
                  "small and large: the scale matters, the shape does not"_t,
                  TaskKind::image},
    ComparePreset{"powers", "Powers of the paper's Fig. 3"_t,
                  "The 1D mapping a_j = 1 / j^p with p = 0, 0.5, 1, 1.5, 2 and infinity"_t,
                  TaskKind::signal},
};

struct NamedSettings {
  const char* name;
  const char* settings;
};
// Positional: 6 is the exponent that the paper found best for its pictures (PAPER sec. 3).
constexpr std::array kTeaser = {
    NamedSettings{"no mapping", "--mapping none"},
    NamedSettings{"basic", "--mapping basic"},
    NamedSettings{"positional", "--mapping positional --sigma 6"},
    NamedSettings{"Gaussian 1", "--mapping gaussian --sigma 1"},
    NamedSettings{"Gaussian 10", "--mapping gaussian --sigma 10"},
    NamedSettings{"Gaussian 100", "--mapping gaussian --sigma 100"},
};
// Standard deviations of 2 and 12: of U[0, s) as a radius in two dimensions s / sqrt(6) an axis, of
// |Laplace(0, s)| as a radius s, of N(0, s) s.
constexpr std::array kShapes = {
    NamedSettings{"Gaussian, sd 2", "--mapping gaussian --sigma 2"},
    NamedSettings{"uniform, sd 2", "--mapping uniform --sigma 4.9"},
    NamedSettings{"Laplacian, sd 2", "--mapping laplacian --sigma 2"},
    NamedSettings{"Gaussian, sd 12", "--mapping gaussian --sigma 12"},
    NamedSettings{"uniform, sd 12", "--mapping uniform --sigma 29.4"},
    NamedSettings{"Laplacian, sd 12", "--mapping laplacian --sigma 12"},
};
constexpr std::array kPowers = {
    NamedSettings{"p = 0", "--mapping power --power 0"},
    NamedSettings{"p = 0.5", "--mapping power --power 0.5"},
    NamedSettings{"p = 1", "--mapping power --power 1"},
    NamedSettings{"p = 1.5", "--mapping power --power 1.5"},
    NamedSettings{"p = 2", "--mapping power --power 2"},
    NamedSettings{"p = inf", "--mapping power --power inf"},
};

std::span<const NamedSettings> runs_of(const ComparePreset& preset) {
  if (preset.id == "teaser") return kTeaser;
  if (preset.id == "shapes") return kShapes;
  return kPowers;
}

const RunSnapshot* find_run(const Snapshot& snapshot, int run) {
  const auto found = std::ranges::find(snapshot.runs, run, &RunSnapshot::id);
  return found == snapshot.runs.end() ? nullptr : &*found;
}

/// "10", "17.7", "inf": what a drag leaves has sixteen digits.
std::string short_number(double value) { return std::isinf(value) ? "inf" : exact_label(value, 3); }

bool is_gone(const Snapshot& snapshot, const std::optional<int>& run) {
  return run && !find_run(snapshot, *run);
}

}  // namespace

std::span<const ComparePreset> compare_presets() { return kPresets; }

const ComparePreset& find_preset(std::string_view id) {
  const auto found = std::ranges::find(kPresets, id, &ComparePreset::id);
  if (found != kPresets.end()) return *found;
  std::string known;
  for (const ComparePreset& preset : kPresets) known += text(known.empty() ? "" : ", ", preset.id);
  throw std::invalid_argument(text("there is no comparison \"", id, "\"; there are ", known));
}

std::vector<SavedRun> preset_runs(const ComparePreset& preset, const RunConfig& base) {
  std::vector<SavedRun> runs;
  for (const NamedSettings& run : runs_of(preset)) {
    runs.push_back({.name = run.name,
                    .replay = {.start = with_settings(base, run.settings), .changes = {}},
                    .step = 0});
  }
  return runs;
}

void start_preset(const ComparePreset& preset, UiState& ui, CommandSink& sink) {
  turn_to(ui, preset.task);
  post(ui, sink, Restore{preset_runs(preset, ui.wanted)});
  post(ui, sink, Play{});
  ui.compare.shown = true;
  ui.compare.selected.reset();
  ui.compare.plot = {};
}

void add_run(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (snapshot.runs.size() >= kMaxRuns) return;
  post(ui, sink, AddRun{.config = ui.wanted});
  ui.compare.shown = true;
}

void remove_run(const Snapshot& snapshot, UiState& ui, CommandSink& sink, int run) {
  if (snapshot.runs.size() < 2) return;
  post(ui, sink, RemoveRun{run});
}

void keep_selected(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  for (const RunSnapshot& run : snapshot.runs) {
    if (&run != shown) post(ui, sink, RemoveRun{run.id});
  }
  ui.compare.shown = false;
}

void select_run(const Snapshot& snapshot, UiState& ui, int run) {
  const RunSnapshot* chosen = find_run(snapshot, run);
  if (!chosen) return;
  ui.compare.selected = run;
  ui.wanted = chosen->config;
}

void update_compare(const Snapshot& snapshot, UiState& ui) {
  CompareState& compare = ui.compare;
  if (snapshot.runs.empty()) return;
  const auto gone = [&](const auto& entry) { return !find_run(snapshot, entry.first); };
  std::erase_if(compare.colours, gone);
  std::erase_if(compare.similarity, gone);
  std::erase_if(compare.spectra, gone);
  for (auto* run : {&compare.selected, &compare.left, &compare.right, &compare.renaming}) {
    if (is_gone(snapshot, *run)) run->reset();
  }
  if (compare.to_select && snapshot.handled >= ui.ticket) {
    const std::size_t last = snapshot.runs.size() - 1;
    compare.selected = snapshot.runs[std::min(*compare.to_select, last)].id;
    compare.to_select.reset();
  }
  std::set<std::size_t> taken;
  for (const auto& [id, colour] : compare.colours) taken.insert(colour);
  for (const RunSnapshot& run : snapshot.runs) {
    if (compare.colours.contains(run.id)) continue;
    std::size_t colour = 0;
    while (taken.contains(colour)) ++colour;
    compare.colours[run.id] = colour;
    taken.insert(colour);
  }
}

ImU32 run_colour(const UiState& ui, int run) {
  const auto found = ui.compare.colours.find(run);
  return series_colour(ui.colors, found == ui.compare.colours.end() ? 0 : found->second);
}

Phrase run_name(const RunSnapshot& run) {
  if (!run.name.empty()) return translated(run.name);
  const MappingSettings& mapping = run.config.mapping;
  const Phrase name = translated(mapping_name(mapping.kind));
  if (mapping.kind == MappingKind::power)
    return fill("{} p = {}"_t, name, short_number(mapping.power));
  return uses_sigma(mapping.kind) ? fill("{} {}"_t, name, short_number(mapping.sigma)) : name;
}

bool shows_compare(const Snapshot& snapshot, const UiState& ui) {
  return ui.compare.shown && !snapshot.runs.empty();
}

}  // namespace fscope
