#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/gui/consequence.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/panels.h"
#include "app/gui/panels/picture_pane.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

std::string rounded(double value, int digits) {
  const double unit = std::pow(10, digits);
  return text(std::round(value * unit) / unit);
}

Phrase reconstruction_title(const RunSnapshot& run) {
  const bool reduced =
      run.whole && run.target && run.whole->width < run.target->width && !run.detail;
  if (!reduced) return fill("Reconstruction  ·  step {}"_t, run.step);
  return fill("Reconstruction  ·  step {}  (1:{})"_t, run.step,
              (run.target->width + run.whole->width - 1) / run.whole->width);
}

/// One line about the pixel under the cursor: place, coordinate, target and reconstruction.
Phrase describe_pixel(const RunSnapshot& run, Point at) {
  const Image& image = *run.target;
  const int column = static_cast<int>(std::floor(at.x));
  const int row = static_cast<int>(std::floor(at.y));
  const double side = std::max(image.width, image.height);
  std::string target;
  for (int c = 0; c < image.channels; ++c) {
    target += text(' ', rounded(image.at(column, row)[c] / 255.0, 3));
  }
  Phrase line = fill("pixel {}, {}   v = ({}, {})   target{}"_t, column, row,
                     rounded((at.x - 0.5) / side, 4), rounded((at.y - 0.5) / side, 4), target);
  if (const float* const values = network_at(run, column, row)) {
    std::string network;
    for (int c = 0; c < image.channels; ++c) {
      network += text(' ', rounded(static_cast<double>(values[c]), 3));
    }
    line = fill("{}   network{}"_t, line, network);
  }
  const bool trained =
      run.config.image.split == SplitMode::all || (column % 2 == 0 && row % 2 == 0);
  const bool held_out = !trained && column % 2 == 1 && row % 2 == 1;
  return trained    ? fill("{}   training pixel"_t, line)
         : held_out ? fill("{}   held out"_t, line)
                    : line;
}

Phrase theory_title(const PictureTheoryState& theory) {
  if (!theory.prediction) return "Theory"_t;
  const PicturePrediction& p = *theory.prediction;
  const std::string psnr =
      fixed(p.train_psnr, 1) + (p.heldout_psnr ? " / " + fixed(*p.heldout_psnr, 1) : "");
  return p.flow.converged ? fill("Theory  ·  {} dB"_t, psnr)
                          : fill("Theory  ·  {} dB  (not converged)"_t, psnr);
}

Phrase theory_help(const PictureTheoryState& theory) {
  if (!theory.prediction) return {};
  const FlowState& flow = theory.prediction->flow;
  return fill(
      "Train / held-out PSNR that the kernel predicts, without training.\n{}\n{} Lanczos "
      "iterations, {}: residual {} %"_t,
      translated(theory.assumptions), flow.n_iterations,
      flow.converged ? "converged"_t : "not converged"_t, rounded(100 * flow.residual, 3));
}

PaneSpec theory_pane(const PictureTheoryState& theory) {
  return {.id = "theory",
          .title = theory_title(theory),
          .slot = ImageSlot::theory,
          .message = theory.prediction ? Phrase()
                     : theory.busy     ? "computing ..."_t
                                       : translated(theory.message),
          .help = theory_help(theory)};
}

Part part_of(const PaneSpec& spec) {
  if (spec.slot == ImageSlot::target) return Part::target;
  if (spec.slot == ImageSlot::theory) return Part::theory;
  return spec.kind == ImageKind::picture ? Part::reconstruction : Part::error;
}

Phrase error_title(const PicturesState& pictures) {
  const std::string gain = rounded(static_cast<double>(pictures.gain), 0);
  return pictures.absolute_error ? fill("Error  x{}  (absolute)"_t, gain)
                                 : fill("Error  x{}"_t, gain);
}

std::vector<PaneSpec> pane_specs(const RunSnapshot* run, const UiState& ui) {
  const PicturesState& pictures = ui.pictures;
  std::vector<PaneSpec> specs;
  specs.push_back({.id = "target", .title = "Target"_t, .slot = ImageSlot::target});
  specs.push_back({.id = "reconstruction",
                   .title = run ? reconstruction_title(*run) : "Reconstruction"_t,
                   .slot = ImageSlot::reconstruction});
  if (ui.theory.show) specs.push_back(theory_pane(ui.theory));
  specs.push_back(
      {.id = "error",
       .title = error_title(pictures),
       .slot = ImageSlot::reconstruction,
       .kind = pictures.absolute_error ? ImageKind::error_absolute : ImageKind::error_signed});
  std::erase_if(specs, [&](const PaneSpec& spec) { return !is_shown(ui, part_of(spec)); });
  return specs;
}

/// The same pane with the spectrum of its picture.
PaneSpec as_spectrum(PaneSpec spec) {
  const bool of_error = spec.kind != ImageKind::picture;
  spec.title = of_error ? "Spectrum of the error"_t : fill("Spectrum  ·  {}"_t, spec.title);
  spec.slot = of_error                                 ? ImageSlot::error_spectrum
              : spec.slot == ImageSlot::target         ? ImageSlot::target_spectrum
              : spec.slot == ImageSlot::reconstruction ? ImageSlot::reconstruction_spectrum
                                                       : ImageSlot::theory_spectrum;
  spec.kind = ImageKind::picture;
  return spec;
}

void draw_pixel_line(const Snapshot& snapshot, const RunSnapshot* run, const UiState& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  const Phrase consequence = describe_consequence(snapshot, ui);
  if (run && run->target && ui.pictures.under_cursor && !ui.pictures.spectra) {
    text_item(describe_pixel(*run, *ui.pictures.under_cursor));
  } else if (!consequence.empty() && !ui.loading) {
    text_item(consequence);
    note_item("consequence");
  } else if (ui.pictures.spectra) {
    text_item(
        "log |X| of each picture, frequency 0 in the middle, from black (10^-5) to yellow (0.1)"_t);
  } else {
    text_item(ui.loading ? "Reading the picture..."_t
                         : "Drop a picture on the window to learn it. Wheel zooms, "
                           "drag pans, double-click fits."_t);
  }
  ImGui::PopStyleColor();
}

/// Numbers over large pixels; not over marks, nor where it is not the picture that is seen.
bool shows_values(const PaneSpec& spec) {
  return spec.kind == ImageKind::picture &&
         (spec.slot == ImageSlot::target || spec.slot == ImageSlot::reconstruction);
}

}  // namespace

void draw_pictures(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  PicturesState& pictures = ui.pictures;
  pictures.under_cursor.reset();
  const std::vector<PaneSpec> specs = pane_specs(run, ui);
  if (specs.empty()) return;
  const auto n = static_cast<float>(specs.size());
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 size{std::floor((room.x - (n - 1) * gap) / n), room.y - line};
  Pane pane;
  for (const PaneSpec& spec : specs) {
    if (&spec != specs.data()) ImGui::SameLine();
    pane = draw_pane(pictures.spectra ? as_spectrum(spec) : spec, size, run, ui);
    if (!run || !run->target || pictures.mark_training || pictures.spectra) continue;
    if (shows_values(spec)) {
      draw_pixel_values(*ImGui::GetWindowDrawList(), pane, pictures.transform, *run,
                        spec.slot == ImageSlot::reconstruction);
    }
  }
  draw_pixel_line(snapshot, run, ui);
  if (run && run->target) post_view(pane, ui, sink);
}

}  // namespace fscope
