#include <algorithm>
#include <array>
#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

struct HeatPane {
  Text title;
  Text help;
  ImageSlot slot;
};

/// A square heat map over dx, dy in [-1/2, 1/2] under its title.
void draw_heat_map(const HeatPane& pane, float side, const Region& covers, const UiState& ui) {
  ImGui::BeginGroup();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  text_item(pane.title);
  ImGui::PopStyleColor();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::Dummy({side, side});
  note_item(pane.title.english());
  tooltip(pane.help);
  if (ui.painter) {
    ui.painter->draw(*ImGui::GetWindowDrawList(),
                     {.top_left = min,
                      .bottom_right = {min.x + side, min.y + side},
                      .visible = covers,
                      .slot = pane.slot,
                      .background = ImGui::GetColorU32(ui.colors.frame)});
  }
  ImGui::EndGroup();
}

void draw_kernel_spectra(const KernelPictures& kernel, ImVec2 size, double limit, UiState& ui) {
  const std::array series = {PlotSeries{.name = "kernel"_t,
                                        .colour = series_colour(ui.colors, 2),
                                        .points = kernel.kernel_spectrum},
                             PlotSeries{.name = "picture"_t,
                                        .colour = series_colour(ui.colors, 0),
                                        .points = kernel.target_spectrum}};
  const std::array markers = {PlotMarker{.x = limit, .label = "sampling limit"_t}};
  draw_plot({.id = "kernel spectrum",
             .size = size,
             .x_title = "cycles per image"_t,
             .y_title = "amplitude, relative"_t,
             .series = series,
             .markers = markers},
            ui.theory.kernel_plot);
}

}  // namespace

void draw_kernel(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || !run->target || !ui.theory.kernel) {
    text_item("computing ..."_t);
    return;
  }
  const KernelPictures& kernel = *ui.theory.kernel;
  if (!kernel.message.empty()) {
    wrapped_item(translated(kernel.message));
    return;
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float side =
      std::max(8.0F, std::min(room.y - ImGui::GetTextLineHeightWithSpacing(), room.x / 4));
  constexpr std::array kPanes = {
      HeatPane{"h_gamma"_v,
               "Inner product of gamma(v) and gamma(v'), over v - v' from -1/2 to 1/2 of the "
               "longer side: what the mapping alone says two pixels have in common"_t,
               ImageSlot::mapping_kernel},
      HeatPane{"NTK"_v,
               "The neural tangent kernel of the mapped network over v - v': how much a step on "
               "one pixel moves another. Narrow: sharp, but nothing is learned between the pixels. "
               "Wide: smooth."_t,
               ImageSlot::composed_kernel}};
  for (const HeatPane& pane : kPanes) {
    draw_heat_map(pane, side, kernel.mapping_kernel->covers, ui);
    ImGui::SameLine();
  }
  draw_kernel_spectra(kernel, {room.x - 2 * (side + gap), room.y}, sampling_limit(*run), ui);
}

}  // namespace fscope
