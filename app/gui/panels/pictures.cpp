#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kWheelFactor = 1.2;  // a notch

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

/// What the session should evaluate for what is on screen now.
View view_for(const PicturesState& pictures, const Pane& pane) {
  const ViewTransform& transform = pictures.transform;
  const double scale = transform.scale(pane);
  // Rounded, so that a window being resized does not ask for another picture with every frame.
  double cells = scale < 1 ? 1 / std::floor(1 / scale) : std::floor(scale);
  if (!pictures.between_pixels || transform.is_fitted()) cells = std::min(cells, 1.0);
  if (transform.is_fitted()) return {.visible = {}, .cells_per_pixel = cells};
  return {.visible = transform.visible(pane), .cells_per_pixel = cells, .detail = true};
}

void handle_mouse(const Pane& pane, UiState& ui) {
  ViewTransform& transform = ui.pictures.transform;
  const ImGuiIO& io = ImGui::GetIO();
  const Point mouse{io.MousePos.x, io.MousePos.y};
  compat::own_wheel();
  if (ImGui::IsItemHovered()) {
    if (io.MouseWheel != 0) {
      transform.zoom_about(pane, mouse, std::pow(kWheelFactor, static_cast<double>(io.MouseWheel)));
    }
    if (ImGui::IsMouseDoubleClicked(0)) transform.fit();
    if (transform.pixel_at(pane, mouse)) ui.pictures.under_cursor = transform.to_image(pane, mouse);
  }
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, 2)) {
    transform.pan(pane, io.MouseDelta.x, io.MouseDelta.y);
  }
}

struct PaneSpec {
  const char* id;
  Phrase title;
  ImageSlot slot;
  ImageKind kind = ImageKind::picture;
  Phrase message = {};  // in place of a picture
  Phrase help = {};     // on the title
};

/// A title no wider than its pane, however long.
void draw_title(const Phrase& title, float width, const UiState& ui) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(at, {at.x + width, at.y + height + 1}, true);
  list.AddText(at, ImGui::GetColorU32(ui.colors.muted), title.shown());
  list.PopClipRect();
  ImGui::Dummy({width, height});
}

/// Text in the middle of a pane that has no picture.
void draw_message(const Phrase& message, ImVec2 min, ImVec2 max, const UiState& ui) {
  const float width = max.x - min.x - 2 * ImGui::GetFontSize();
  const std::string lines = wrapped(message.shown(), width);
  const ImVec2 size = text_size(lines);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(min, max, true);
  draw_text(list, {(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2},
            ImGui::GetColorU32(ui.colors.muted), lines);
  list.PopClipRect();
}

Pane draw_pane(const PaneSpec& spec, ImVec2 size, const RunSnapshot* run, UiState& ui) {
  ImGui::BeginGroup();
  size.x = std::max(8.0F, size.x);
  draw_title(spec.title, size.x, ui);
  tooltip(spec.help);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  size.y = std::max(8.0F, size.y - ImGui::GetTextLineHeightWithSpacing());
  const ImVec2 max{min.x + size.x, min.y + size.y};
  ImGui::InvisibleButton(spec.id, size);
  note_item(spec.id);
  const Pane pane{.x = min.x, .y = min.y, .width = size.x, .height = size.y};
  handle_mouse(pane, ui);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const PicturesState& pictures = ui.pictures;
  if (run && run->target && ui.painter) {
    ui.painter->draw(list,
                     {.top_left = min,
                      .bottom_right = max,
                      .visible = pictures.transform.visible(pane),
                      .slot = spec.slot,
                      .kind = spec.kind,
                      .gain = pictures.gain,
                      .smooth = pictures.smooth,
                      .mark_training = pictures.mark_training && !pictures.spectra,
                      .training_stride = run->config.image.split == SplitMode::even_odd ? 2 : 1,
                      .background = ImGui::GetColorU32(ui.colors.frame)});
  } else {
    list.AddRectFilled(min, max, ImGui::GetColorU32(ui.colors.frame));
  }
  if (!spec.message.empty()) draw_message(spec.message, min, max, ui);
  ImGui::EndGroup();
  return pane;
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

std::string one_digit(double decibel) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", decibel);
  return out.data();
}

Phrase theory_title(const PictureTheoryState& theory) {
  if (!theory.prediction) return "Theory"_t;
  const PicturePrediction& p = *theory.prediction;
  const std::string psnr =
      one_digit(p.train_psnr) + (p.heldout_psnr ? " / " + one_digit(*p.heldout_psnr) : "");
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

void draw_pixel_line(const RunSnapshot* run, const UiState& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  if (run && run->target && ui.pictures.under_cursor && !ui.pictures.spectra) {
    text_item(describe_pixel(*run, *ui.pictures.under_cursor));
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
  const RunSnapshot* run = shown_run(snapshot);
  PicturesState& pictures = ui.pictures;
  pictures.under_cursor.reset();
  const std::vector<PaneSpec> specs = pane_specs(run, ui);
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
  draw_pixel_line(run, ui);
  const View view = view_for(pictures, pane);
  if (run && run->target && !(view == pictures.posted)) {
    pictures.posted = view;
    post(ui, sink, SetView{.view = view});
  }
}

}  // namespace fscope
