#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "app/gui/panels/choices.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/settings.h"

namespace fscope {
namespace {

constexpr Text kKindHelp =
    "The function to learn, over x in [0, 1), between -1/2 and 1/2:\n"
    "1/f noise: random, its spectrum falls as 1 / f^alpha (Fig. 3 and 4 of the paper)\n"
    "sine, two sines: one frequency, or two superposed\n"
    "square wave, sawtooth: jumps\n"
    "chirp: from one frequency to another\n"
    "Gaussian bump: in the middle\n"
    "drawn, or a file: what you draw with the mouse (D), or a table of numbers"_t;

void draw_kind(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  std::vector<Phrase> names;
  for (const SignalKind kind : kSignalKinds) names.push_back(signal_title(kind));
  const auto* found = std::ranges::find(kSignalKinds, ui.wanted.signal.kind);
  int index = static_cast<int>(found - kSignalKinds.begin());
  if (combo("Signal"_t, index, names, kKindHelp)) {
    choose_signal(snapshot, ui, sink, kSignalKinds[static_cast<std::size_t>(index)]);
  }
}

bool number(const Phrase& label, double& value, FloatRange range, const Phrase& help) {
  auto typed = static_cast<float>(value);
  if (!float_slider(label, typed, range, help)) return false;
  value = static_cast<double>(typed);
  return true;
}

bool draw_noise(SignalSettings& signal) {
  bool changed = number("alpha"_t, signal.alpha, {.min = 0, .max = 4},
                        "The spectrum falls as 1 / f^alpha: 0.5 is rough, 2 is smooth"_t);
  int limit = static_cast<int>(signal.band_limit);
  if (int_input("Band limit"_t, limit, {.min = 0, .max = kMaxTrainPoints * kMaxOversampling},
                "Only frequencies below this many cycles; 0: all. Those above half the number of "
                "training points cannot be learned from them."_t)) {
    signal.band_limit = limit;
    changed = true;
  }
  constexpr int kMaxSeed = 999999;
  int seed = static_cast<int>(std::min<std::uint64_t>(signal.seed, kMaxSeed));
  if (int_input("Signal seed"_t, seed, {.min = 0, .max = kMaxSeed},
                "Another one, another signal"_t)) {
    signal.seed = static_cast<std::uint64_t>(seed);
    changed = true;
  }
  return changed;
}

bool draw_frequency(const Phrase& label, double& frequency, const Phrase& help) {
  return number(label, frequency, {.min = 0, .max = 128}, help);
}

/// What the kind of signal has to set.
bool draw_kind_settings(SignalSettings& signal) {
  switch (signal.kind) {
    case SignalKind::noise:
      return draw_noise(signal);
    case SignalKind::sine:
    case SignalKind::square:
    case SignalKind::sawtooth:
      return draw_frequency("Frequency"_t, signal.frequency, "Cycles over the whole signal"_t);
    case SignalKind::two_sines: {
      const bool first =
          draw_frequency("Frequency"_t, signal.frequency, "Cycles of the first sine"_t);
      return draw_frequency("Frequency 2"_t, signal.frequency2, "Cycles of the second"_t) || first;
    }
    case SignalKind::chirp: {
      const bool first =
          draw_frequency("From"_t, signal.frequency, "Cycles over the whole, at its left end"_t);
      return draw_frequency("To"_t, signal.frequency2, "... at its right end"_t) || first;
    }
    case SignalKind::bump:
      return number("Bump width"_t, signal.bump_width,
                    {.min = 1e-3F, .max = 1, .logarithmic = true},
                    "Standard deviation; the signal is 1 wide"_t);
    case SignalKind::samples:
      return false;
  }
  return false;
}

bool draw_points(SignalSettings& signal) {
  bool changed =
      choose_count<9>("Points"_t, signal.n_train, {4, 8, 16, 32, 64, 128, 256, 512, 1024},
                      "n, how many equally spaced points the network is trained on. They "
                      "cannot tell frequencies above n / 2 from lower ones."_t);
  changed |= choose_count<5>("Oversampling"_t, signal.oversampling, {1, 2, 4, 8, 16},
                             "c: the signal is known at c n points, and those between the training "
                             "points are held out. 1: nothing is held out."_t);
  return changed;
}

bool draw_signal_settings(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  draw_kind(snapshot, ui, sink);
  SignalSettings& signal = ui.wanted.signal;
  if (signal.kind == SignalKind::samples) {
    const Phrase name = ui.lab.samples ? translated(ui.lab.samples_name) : "-"_v;
    value_row("Samples"_t, name, name);
  }
  bool changed = draw_kind_settings(signal);
  if (!ui.presenter) changed |= draw_points(signal);
  return changed;
}

constexpr Text kMappingHelp =
    "gamma(x), what the network sees of a point x:\n"
    "none: x - 1/2 itself\n"
    "basic: sin and cos of 2 pi x\n"
    "power: sin and cos of 2 pi j x with amplitudes a_j = 1 / j^p, j = 1 .. m (Sec. 5)\n"
    "positional: frequencies 2^linspace(0, sigma) - 1\n"
    "Gaussian, uniform, log-uniform, Laplacian: random frequencies of that distribution, scaled by "
    "sigma"_t;

bool draw_mapping_kind(MappingSettings& mapping) {
  const MappingKind before = mapping.kind;
  const bool changed = choose<MappingKind, 8>("Mapping"_t, mapping.kind,
                                              {{{MappingKind::power, "power"_t},
                                                {MappingKind::gaussian, "Gaussian"_t},
                                                {MappingKind::uniform, "uniform"_t},
                                                {MappingKind::log_uniform, "log-uniform"_t},
                                                {MappingKind::laplacian, "Laplacian"_t},
                                                {MappingKind::positional, "positional"_t},
                                                {MappingKind::basic, "basic"_t},
                                                {MappingKind::none, "none"_t}}},
                                              kMappingHelp);
  // A positional sigma is an exponent: 10 would be frequencies up to 1023.
  if (changed && mapping.kind == MappingKind::positional) mapping.sigma = 5;
  if (changed && before == MappingKind::positional) mapping.sigma = 10;
  return changed;
}

bool draw_mapping(MappingSettings& mapping) {
  bool changed = draw_mapping_kind(mapping);
  const bool power = mapping.kind == MappingKind::power;
  const bool drawn = power || uses_sigma(mapping.kind);
  if (power) {
    changed |= open_ended_slider("p"_v, mapping.power, {.min = 0, .max = 3},
                                 "Amplitudes a_j = 1 / j^p: at 0 all frequencies count alike and "
                                 "the kernel is narrow, at infinity only the lowest is left and "
                                 "the kernel is wide ([ and ])"_t);
  } else if (drawn) {
    const bool exponent = mapping.kind == MappingKind::positional;
    changed |= number("sigma"_t, mapping.sigma,
                      {.min = 0.1F, .max = exponent ? 12.0F : 100.0F, .logarithmic = true},
                      "Scale of the frequencies, in cycles over the whole signal (positional: "
                      "their exponent). Small: smooth. Large: wild between the training points "
                      "([ and ]). Ctrl-click to type."_t);
  }
  ImGui::BeginDisabled(!drawn);
  changed |=
      choose_count<8>("Frequencies"_t, mapping.n_frequencies, {4, 8, 16, 32, 64, 128, 256, 512},
                      "Number m of frequencies; the network has 2 m inputs: m sines and m "
                      "cosines"_t);
  ImGui::EndDisabled();
  ImGui::BeginDisabled(mapping.kind == MappingKind::none);
  changed |= checkbox("Normalise amplitudes"_t, mapping.normalize,
                      "Divide them so that |gamma| = 1, as in the paper's 1D experiments. Off: all "
                      "the larger, the more frequencies there are; the network learns faster."_t);
  ImGui::EndDisabled();
  return changed;
}

bool draw_training_settings(RunConfig& c) {
  bool changed = draw_optimizer_and_loss(c);
  changed |= draw_learning_rate(c);
  changed |= choose<Index, 7>(
      "Batch"_t, c.batch,
      {{{0, "full"_t},
        {1, "1"_v},
        {4, "4"_v},
        {8, "8"_v},
        {16, "16"_v},
        {32, "32"_v},
        {64, "64"_v}}},
      "Training points per step, drawn without replacement. full: all of them in every step, as in "
      "the paper and as theory has it."_t);
  changed |= draw_seed(c);
  return changed;
}

}  // namespace

void draw_lab_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  draw_task(snapshot, ui, sink);
  if (ui.wanted.task != TaskKind::signal) return;  // just left
  bool changed = draw_signal_settings(snapshot, ui, sink);
  section("Mapping"_t);
  changed |= draw_mapping(ui.wanted.mapping);
  if (!ui.presenter) {
    section("Network"_t);
    changed |= draw_network_settings(ui.wanted);
    section("Training"_t);
    changed |= draw_training_settings(ui.wanted);
  }
  draw_on_change(ui,
                 "What a new setting does. restart: train anew from the seed, as theory has it. "
                 "keep: the weights stay while signal, mapping and training change; theory still "
                 "begins at the initial weights."_t);
  if (changed) post_wanted(snapshot, ui, sink, ui.restart_on_change);
  ui.lab.dragging = (ui.lab.dragging || changed) && ImGui::IsMouseDown(0);
}

}  // namespace fscope
