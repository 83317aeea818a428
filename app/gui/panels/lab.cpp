#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/lab_panels.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

using Panel = void (*)(const Snapshot&, UiState&, CommandSink&);

struct Cell {
  const char* id;
  float share;  // of the row's width
  Part part;
  Panel panel;
};

void draw_row_of(std::span<const Cell> cells, float height, const Snapshot& snapshot, UiState& ui,
                 CommandSink& sink) {
  const float gap = std::round(1.2F * ImGui::GetFontSize());
  const auto n = static_cast<float>(cells.size());
  const float room = ImGui::GetContentRegionAvail().x - (n - 1) * gap;
  for (const Cell& cell : cells) {
    if (&cell != cells.data()) ImGui::SameLine(0, gap);
    compat::begin_child(cell.id, {std::floor(cell.share * room), height}, false,
                        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    cell.panel(snapshot, ui, sink);
    ImGui::EndChild();
  }
}

constexpr std::array kUpper = {Cell{"lab function", 0.64F, Part::function, draw_lab_function},
                               Cell{"lab spectra", 0.36F, Part::spectra, draw_lab_spectra}};
constexpr std::array kLower = {Cell{"lab bands", 0.35F, Part::bands, draw_lab_bands},
                               Cell{"lab losses", 0.33F, Part::curves, draw_lab_losses},
                               Cell{"lab kernel", 0.32F, Part::kernel, draw_lab_kernel}};

/// Those that are shown, sharing the whole width.
std::vector<Cell> shown_cells(std::span<const Cell> cells, const UiState& ui) {
  std::vector<Cell> out;
  float sum = 0;
  for (const Cell& cell : cells) {
    if (!is_shown(ui, cell.part)) continue;
    out.push_back(cell);
    sum += cell.share;
  }
  for (Cell& cell : out) cell.share /= sum;
  return out;
}

constexpr std::array<Text, kTangentKernels.size()> kKernelHelp = {
    "Theory with the kernel that a network of these settings would have, were it infinitely wide "
    "(1)"_t,
    "Theory with the kernel that this very network had before its first step: its Taylor expansion "
    "in the weights. What is left between it and the network is what the network learned beyond "
    "the kernel. (2)"_t,
    "Theory with the kernel that this very network has now, from the same start (3). If it differs "
    "from the one at the start, the network has learned features."_t};

}  // namespace

void draw_laboratory(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  compat::begin_child("toolbar", {0, toolbar_height(ui)}, false, ImGuiWindowFlags_NoScrollbar);
  draw_toolbar(snapshot, ui, sink);
  ImGui::EndChild();
  const float rest = ImGui::GetContentRegionAvail().y - gap;
  const std::vector<Cell> upper = shown_cells(kUpper, ui);
  const std::vector<Cell> lower = shown_cells(kLower, ui);
  const float share = upper.empty() ? 0 : lower.empty() ? 1 : 0.54F;
  const float height = std::floor(share * rest);
  if (!upper.empty()) draw_row_of(upper, height, snapshot, ui, sink);
  if (!lower.empty()) draw_row_of(lower, rest - height, snapshot, ui, sink);
}

void draw_lab_options(UiState& ui) {
  LabState& lab = ui.lab;
  bool draws = lab.drawing.on;
  const float gap = 1.5F * ImGui::GetFontSize();
  flow(checkbox_width("Draw"_t), gap);
  if (checkbox("Draw"_t, draws, "Paint the target with the mouse (D)"_t)) set_drawing(lab, draws);
  if (!ui.presenter) flow(button_width("Load CSV..."_t));
  if (!ui.presenter &&
      button("Load CSV..."_t,
             "Open a table (.csv, .tsv, .dat, .txt) of one column of values, or of two: x and "
             "value (O). You can also drop it on the window."_t)) {
    ui.requests.open_dialog = true;
  }
  flow(button_width("Theory:"_t), gap);
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  text_item("Theory:"_t);
  ImGui::PopStyleColor();
  constexpr std::array kLabels = {"Infinite width"_t, "Linearised"_t, "Kernel now"_t};
  for (std::size_t i = 0; i < kTangentKernels.size(); ++i) {
    flow(checkbox_width(kLabels[i]));
    checkbox(kLabels[i], lab.wanted[i], kKernelHelp[i]);
  }
}

}  // namespace fscope
