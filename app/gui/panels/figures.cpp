#include <algorithm>
#include <array>

#include "app/gui/imgui_compat.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// A column no wider than its controls need; ImGui::EndTable() ends it when this returned true.
bool begin_narrow(const char* id) {
  const float width = std::min(36 * ImGui::GetFontSize(), ImGui::GetContentRegionAvail().x);
  if (!ImGui::BeginTable(id, 1, ImGuiTableFlags_None, {width, 0})) return false;
  ImGui::TableNextColumn();
  return true;
}

void draw_list(FiguresState& figures) {
  const auto catalogue = figure_catalogue();
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const Phrase label = fill("{}  {}"_v, catalogue[i].name, translated(catalogue[i].title));
    if (ImGui::Selectable(label.label().c_str(), figures.chosen == i)) figures.chosen = i;
    note_item(label.english());
  }
}

Phrase left_text(const RunningFigure& running) {
  const auto percent = static_cast<int>(100 * running.fraction);
  if (!running.left_s) return verbatim(text(percent, " %"));
  const auto s = static_cast<long>(*running.left_s) + 1;
  return s < 90 ? fill("{} %, {} s left"_t, percent, s)
                : fill("{} %, {} min left"_t, percent, (s + 30) / 60);
}

void draw_running(const RunningFigure& running, UiState& ui) {
  const FigureKind& kind = figure_catalogue()[running.index];
  const float em = ImGui::GetFontSize();
  if (button("Cancel"_t, "Stop computing; what was computed before stays"_t)) {
    ui.figure_requests.cancel = true;
  }
  ImGui::SameLine();
  const Phrase overlay = fill("{}: {}"_t, kind.name, left_text(running));
  const float width = std::min(24 * em, ImGui::GetContentRegionAvail().x);
  ImGui::ProgressBar(static_cast<float>(running.fraction), {width, 0}, overlay.shown());
  note_item("figure progress");
}

void draw_start(const FigureKind& kind, UiState& ui) {
  const std::array versions = {fill("quick, {}"_t, translated(duration_text(kind.quick_minutes))),
                               fill("full, {}"_t, translated(duration_text(kind.minutes)))};
  if (kind.minutes > kind.quick_minutes) {
    int version = ui.figures.quick ? 0 : 1;
    if (segmented("Version"_t, version, versions,
                  "Times on two cores while training is paused. The quick version has fewer and "
                  "smaller networks and says which."_t)) {
      ui.figures.quick = version == 0;
    }
  }
  if (kind.name == "fig3") {
    checkbox("Notebook's theory"_t, ui.figures.anchored,
             "Adds what the authors' notebook draws as theory: it starts anew from the network's "
             "own outputs at every step"_t);
  }
  if (primary_button("Compute"_t, "Computes the figure in the background"_t)) {
    ui.figure_requests.compute = true;
  }
}

void draw_save(UiState& ui) {
  text_input("Folder"_t, ui.figures.folder, "where to save"_t,
             "The folder is made if it is not there"_t);
  if (button("Save PNG and CSV"_t,
             "Writes the figure for print and the table of its numbers into the folder"_t)) {
    ui.figure_requests.save = true;
  }
}

void draw_result(UiState& ui, FigureView& view) {
  compat::begin_child("figure", {0, 0}, true, 0);
  view.draw(ImGui::GetContentRegionAvail().x, ui.colors, ui.figures.texture_of);
  ImGui::EndChild();
}

void draw_chosen(UiState& ui) {
  FiguresState& figures = ui.figures;
  const FigureKind& kind = figure_catalogue()[figures.chosen];
  wrapped_item(fill("{}."_t, translated(kind.description)));
  const std::shared_ptr<FigureView> view = figures.results[figures.chosen];
  if (begin_narrow("settings")) {
    if (figures.running) {
      draw_running(*figures.running, ui);
    } else {
      draw_start(kind, ui);
    }
    if (view) draw_save(ui);
    ImGui::EndTable();
  }
  if (view) draw_result(ui, *view);
}

}  // namespace

void draw_figures(const Snapshot&, UiState& ui, CommandSink&) {
  if (!ui.figures.open) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
  ImGui::SetNextWindowSize(
      {std::min(0.94F * display.x, 90 * em), std::min(0.92F * display.y, 70 * em)},
      ImGuiCond_Appearing);
  const bool visible =
      ImGui::Begin(Phrase("Figures of the paper"_t).label().c_str(), &ui.figures.open,
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings);
  if (visible) {
    compat::begin_child("list", {14 * em, 0}, false, 0);
    draw_list(ui.figures);
    ImGui::EndChild();
    ImGui::SameLine();
    compat::begin_child("chosen", {0, 0}, false, 0);
    draw_chosen(ui);
    ImGui::EndChild();
  }
  ImGui::End();
}

}  // namespace fscope
