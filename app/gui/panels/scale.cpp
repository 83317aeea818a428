#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/gui/panels/landscape.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "core/support/check.h"

namespace fscope {
namespace {

struct MappingChoice {
  MappingKind kind;
  Text name;
};

// The power family is left out: it is defined for 1D signals.
constexpr std::array kChoices = std::to_array<MappingChoice>({
    {MappingKind::none, "none"_t},
    {MappingKind::basic, "basic"_t},
    {MappingKind::positional, "positional"_t},
    {MappingKind::gaussian, "Gaussian"_t},
    {MappingKind::uniform, "uniform"_t},
    {MappingKind::log_uniform, "log-uniform"_t},
    {MappingKind::laplacian, "Laplacian"_t},
});

constexpr Text kMappingHelp =
    "gamma(v), what the network sees of a pixel at v = (x, y) in [0, 1):\n"
    "none: v itself\n"
    "basic: sin and cos of 2 pi v\n"
    "positional: sin and cos of 2 pi f v on each axis, f = 2^linspace(0, sigma) - 1\n"
    "Gaussian, uniform, log-uniform, Laplacian: sin and cos of 2 pi b.v with random b of that "
    "distribution, scaled by sigma"_t;

constexpr Text kSigmaHelp =
    "Scale of the frequencies: B = sigma B0, in cycles over the longer side. Small: blurred. "
    "Large: sharp at the training pixels, noise between them. Drag, turn the wheel for 2 % steps, "
    "or Ctrl-click to type."_t;

std::size_t choice_of(MappingKind kind) {
  const auto* found = std::ranges::find(kChoices, kind, &MappingChoice::kind);
  return static_cast<std::size_t>(std::min<std::ptrdiff_t>(
      found - kChoices.begin(), static_cast<std::ptrdiff_t>(kChoices.size()) - 1));
}

bool draw_mapping(UiState& ui) {
  MappingSettings& mapping = ui.wanted.mapping;
  std::vector<Phrase> names;
  names.reserve(kChoices.size());
  for (const auto& choice : kChoices) names.emplace_back(choice.name);
  int index = static_cast<int>(choice_of(mapping.kind));
  bool changed = combo("Mapping"_t, index, names, kMappingHelp);
  const MappingKind before = mapping.kind;
  mapping.kind = kChoices[static_cast<std::size_t>(index)].kind;
  // A positional sigma is an exponent: 10 would be frequencies up to 1023.
  constexpr double kPositionalSigma = 5;
  if (changed && mapping.kind == MappingKind::positional) mapping.sigma = kPositionalSigma;
  if (changed && before == MappingKind::positional && mapping.kind != before) mapping.sigma = 10;
  constexpr std::array kCounts = {16, 32, 64, 128, 256, 512, 1024};
  std::vector<Phrase> counts;
  int count = -1;
  for (std::size_t i = 0; i < kCounts.size(); ++i) {
    counts.push_back(verbatim(text(kCounts[i])));
    if (kCounts[i] == mapping.n_frequencies) count = static_cast<int>(i);
  }
  if (count < 0) counts.push_back(verbatim(text(mapping.n_frequencies)));
  if (count < 0) count = static_cast<int>(kCounts.size());
  const bool drawn = mapping.kind != MappingKind::none && mapping.kind != MappingKind::basic;
  ImGui::BeginDisabled(!drawn);
  if (combo("Frequencies"_t, count, counts,
            "Number m of frequencies; the network has 2 m inputs: m sines and m cosines"_t) &&
      count < static_cast<int>(kCounts.size())) {
    mapping.n_frequencies = kCounts[static_cast<std::size_t>(count)];
    changed = true;
  }
  ImGui::EndDisabled();
  return changed;
}

bool draw_sigma(const RunSnapshot* run, UiState& ui) {
  MappingSettings& mapping = ui.wanted.mapping;
  const bool exponent = mapping.kind == MappingKind::positional;
  std::vector<SliderMark> marks;
  if (run && run->target && !exponent) {
    marks.push_back({.value = sampling_limit(*run),
                     .label = "sampling limit"_t,
                     .tooltip = "The training pixels cannot tell frequencies beyond this from "
                                "lower ones (half a cycle per training pixel)"_t});
  }
  if (!exponent) {
    if (const auto best = best_sigma_mark(ui)) marks.push_back(*best);
  }
  std::ranges::sort(marks, {}, &SliderMark::value);  // labels find room from left to right
  LogSliderSpec spec;
  spec.label = "sigma"_t;
  spec.min = 0.1;
  spec.max = exponent ? 12 : 100;
  spec.unit = exponent ? "(exponent)"_t : "cycles per image"_t;
  spec.tooltip = kSigmaHelp;
  spec.marks = marks;
  const Interval range{spec.min, spec.max};
  spec.strip = [&ui, range](ImDrawList& list, ImVec2 min, ImVec2 max) {
    draw_landscape(list, min, max, range, ui);
  };
  ImGui::BeginDisabled(!uses_sigma(mapping.kind));
  const bool changed = log_slider(spec, ui.sigma_slider, mapping.sigma).changed;
  ImGui::EndDisabled();
  return changed;
}

void draw_theory_time(UiState& ui) {
  PictureTheoryState& theory = ui.theory;
  ImGui::BeginDisabled(theory.match_training);
  endless_slider("Theory time"_t, theory.time, {.min = 0.01F, .max = 1e4F},
                 "eta t K(0), how long Eq. 3 of the paper runs: a pixel that shared nothing with "
                 "its neighbours would come within exp(-this) of its target. Right end: for ever "
                 "(kernel regression)."_t);
  ImGui::EndDisabled();
  checkbox("Match the training"_t, theory.match_training,
           "Choose the theory time at which the predicted train PSNR is the one measured last, so "
           "that both have come equally far"_t);
}

/// The mapping above its sigma.
bool draw_scale_to_present(const Snapshot& snapshot, UiState& ui) {
  bool changed = draw_mapping(ui);
  ImGui::Dummy({0, 0.3F * ImGui::GetFontSize()});
  changed |= draw_sigma(shown_run(snapshot, ui), ui);
  return changed;
}

/// The mapping beside its sigma.
bool draw_scale_row(const Snapshot& snapshot, UiState& ui) {
  const float left = std::min(18 * ImGui::GetFontSize(), 0.65F * ImGui::GetContentRegionAvail().x);
  ImGui::BeginChild("mapping", {left, 0}, false, ImGuiWindowFlags_NoScrollbar);
  bool changed = draw_mapping(ui);
  draw_theory_time(ui);
  ImGui::EndChild();
  ImGui::SameLine();
  ImGui::BeginChild("sigma", {0, 0}, false, ImGuiWindowFlags_NoScrollbar);
  changed |= draw_sigma(shown_run(snapshot, ui), ui);
  ImGui::EndChild();
  return changed;
}

}  // namespace

void draw_scale(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool changed =
      ui.presenter ? draw_scale_to_present(snapshot, ui) : draw_scale_row(snapshot, ui);
  if (changed) post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

}  // namespace fscope
