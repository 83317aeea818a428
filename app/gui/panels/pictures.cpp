#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kWheelFactor = 1.2;  // a notch

std::string rounded(double value, int digits) {
  const double unit = std::pow(10, digits);
  return text(std::round(value * unit) / unit);
}

std::string reconstruction_title(const RunSnapshot& run) {
  std::string title = text("Reconstruction  ·  step ", run.step);
  if (run.whole && run.target && run.whole->width < run.target->width && !run.detail) {
    title += text("  (1:", (run.target->width + run.whole->width - 1) / run.whole->width, ")");
  }
  return title;
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
  std::string title;
  ImageSlot slot;
  ImageKind kind = ImageKind::picture;
  std::string message = {};  // in place of a picture
  std::string help = {};     // on the title
};

/// A title no wider than its pane, however long.
void draw_title(const std::string& title, float width, const UiState& ui) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(at, {at.x + width, at.y + height + 1}, true);
  list.AddText(at, ImGui::GetColorU32(ui.colors.muted), title.c_str());
  list.PopClipRect();
  ImGui::Dummy({width, height});
}

/// Text in the middle of a pane that has no picture.
void draw_message(const std::string& message, ImVec2 min, ImVec2 max, const UiState& ui) {
  const float width = max.x - min.x - 2 * ImGui::GetFontSize();
  const ImVec2 size = ImGui::CalcTextSize(message.c_str(), nullptr, false, width);
  const ImVec2 at{(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(min, max, true);
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), at, ImGui::GetColorU32(ui.colors.muted),
               message.c_str(), nullptr, width);
  list.PopClipRect();
}

Pane draw_pane(const PaneSpec& spec, ImVec2 size, const RunSnapshot* run, UiState& ui) {
  ImGui::BeginGroup();
  size.x = std::max(8.0F, size.x);
  draw_title(spec.title, size.x, ui);
  tooltip(spec.help.c_str());
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
std::string describe_pixel(const RunSnapshot& run, Point at) {
  const Image& image = *run.target;
  const int column = static_cast<int>(std::floor(at.x));
  const int row = static_cast<int>(std::floor(at.y));
  const double side = std::max(image.width, image.height);
  std::string line = text("pixel ", column, ", ", row, "   v = (", rounded((at.x - 0.5) / side, 4),
                          ", ", rounded((at.y - 0.5) / side, 4), ")   target");
  for (int c = 0; c < image.channels; ++c) {
    line += text(' ', rounded(image.at(column, row)[c] / 255.0, 3));
  }
  if (const float* const values = network_at(run, column, row)) {
    line += "   network";
    for (int c = 0; c < image.channels; ++c) {
      line += text(' ', rounded(static_cast<double>(values[c]), 3));
    }
  }
  const bool trained =
      run.config.image.split == SplitMode::all || (column % 2 == 0 && row % 2 == 0);
  const bool held_out = !trained && column % 2 == 1 && row % 2 == 1;
  return line + (trained ? "   training pixel" : held_out ? "   held out" : "");
}

std::string one_digit(double decibel) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1f", decibel);
  return out.data();
}

std::string theory_title(const PictureTheoryState& theory) {
  if (!theory.prediction) return "Theory";
  const PicturePrediction& p = *theory.prediction;
  std::string title = "Theory  \u00B7  " + one_digit(p.train_psnr);
  if (p.heldout_psnr) title += " / " + one_digit(*p.heldout_psnr);
  return title + " dB" + (p.flow.converged ? "" : "  (not converged)");
}

std::string theory_help(const PictureTheoryState& theory) {
  if (!theory.prediction) return {};
  const FlowState& flow = theory.prediction->flow;
  return text("Train / held-out PSNR that the kernel predicts, without training.\n",
              theory.assumptions, "\n", flow.n_iterations, " Lanczos iterations, ",
              flow.converged ? "converged" : "not converged", ": residual ",
              rounded(100 * flow.residual, 3), " %");
}

PaneSpec theory_pane(const PictureTheoryState& theory) {
  return {.id = "theory",
          .title = theory_title(theory),
          .slot = ImageSlot::theory,
          .message = theory.prediction ? ""
                     : theory.busy     ? "computing ..."
                                       : theory.message,
          .help = theory_help(theory)};
}

Part part_of(const PaneSpec& spec) {
  if (spec.slot == ImageSlot::target) return Part::target;
  if (spec.slot == ImageSlot::theory) return Part::theory;
  return spec.kind == ImageKind::picture ? Part::reconstruction : Part::error;
}

std::vector<PaneSpec> pane_specs(const RunSnapshot* run, const UiState& ui) {
  const PicturesState& pictures = ui.pictures;
  std::vector<PaneSpec> specs;
  specs.push_back({.id = "target", .title = "Target", .slot = ImageSlot::target});
  specs.push_back({.id = "reconstruction",
                   .title = run ? reconstruction_title(*run) : "Reconstruction",
                   .slot = ImageSlot::reconstruction});
  if (ui.theory.show) specs.push_back(theory_pane(ui.theory));
  specs.push_back(
      {.id = "error",
       .title = text("Error  x", rounded(pictures.gain, 0),
                     pictures.absolute_error ? "  (absolute)" : ""),
       .slot = ImageSlot::reconstruction,
       .kind = pictures.absolute_error ? ImageKind::error_absolute : ImageKind::error_signed});
  std::erase_if(specs, [&](const PaneSpec& spec) { return !is_shown(ui, part_of(spec)); });
  return specs;
}

/// The same pane with the spectrum of its picture.
PaneSpec as_spectrum(PaneSpec spec) {
  const bool of_error = spec.kind != ImageKind::picture;
  spec.title = of_error ? "Spectrum of the error" : "Spectrum  \u00B7  " + spec.title;
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
    ImGui::TextUnformatted(describe_pixel(*run, *ui.pictures.under_cursor).c_str());
  } else if (ui.pictures.spectra) {
    ImGui::TextUnformatted(
        "log |X| of each picture, frequency 0 in the middle, from black (10^-5) to yellow (0.1)");
  } else {
    ImGui::TextUnformatted(ui.loading ? "Reading the picture..."
                                      : "Drop a picture on the window to learn it. Wheel zooms, "
                                        "drag pans, double-click fits.");
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
  draw_pixel_line(run, ui);
  const View view = view_for(pictures, pane);
  if (run && run->target && !(view == pictures.posted)) {
    pictures.posted = view;
    post(ui, sink, SetView{.view = view});
  }
}

}  // namespace fscope
