#include <algorithm>
#include <string>
#include <vector>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "app/io/video_file.h"

namespace fscope {
namespace {

void draw_kind(ExportState& state) {
  std::vector<Phrase> titles;
  for (const ExportKindInfo& kind : kExportKinds) titles.emplace_back(kind.title);
  if (combo("What"_t, state.kind, titles, "What is written"_t)) state.error.clear();
  wrapped_item(kExportKinds[static_cast<std::size_t>(state.kind)].help);
}

void draw_place(ExportState& state) {
  const auto index = static_cast<std::size_t>(state.kind);
  std::string& name = state.names[index];
  const auto kind = static_cast<ExportKind>(state.kind);
  if (name.empty()) name = default_export_name(kind);
  text_input("Folder"_t, state.folder, {}, "Where to; made if it is not there"_t);
  text_input("Name"_t, name, {}, "An older file of this name is replaced"_t);
  if (kind == ExportKind::film) {
    int_input("Frames"_t, state.n_frames, {.min = 2, .max = 1000, .step = 20},
              "At most; close to each other at the beginning, where most happens"_t);
  }
  if (kind == ExportKind::picture) {
    int_input("Longer side"_t, state.longer_side, {.min = 1, .max = 16384, .step = 256},
              "Pixels of the picture's longer side"_t);
  }
}

/// A time-lapse takes as long as its training.
void draw_progress(UiState& ui) {
  const ExportState& state = ui.exporting;
  ImGui::SameLine();
  if (button("Stop"_t, "Leave the time-lapse; an older file of its name stays"_t)) {
    ui.requests.stop_export = true;
  }
  ImGui::SameLine();
  text_item(fill("Frame {} of {}"_t, state.frames_done + 1, state.frames_in_all));
}

}  // namespace

std::string default_export_name(ExportKind kind) {
  if (kind == ExportKind::film && !has_ffmpeg()) return "training.gif";
  return kExportKinds[static_cast<std::size_t>(kind)].file;
}

void draw_export(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  ExportState& state = ui.exporting;
  if (!state.open) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({std::min(34 * em, display.x), 15 * em}, ImGuiCond_Appearing);
  const bool seen = ImGui::Begin(Phrase("Export"_t).label().c_str(), &state.open,
                                 ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings);
  if (seen) {
    draw_kind(state);
    draw_place(state);
    ImGui::BeginDisabled(state.busy || snapshot.runs.empty());
    if (primary_button("Save"_t, "Write the file"_t)) ui.requests.run_export = true;
    ImGui::EndDisabled();
    if (state.frames_in_all > 0) draw_progress(ui);
    if (!state.error.empty()) {
      ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.error);
      wrapped_item(translated(state.error));
      ImGui::PopStyleColor();
    }
  }
  ImGui::End();
}

}  // namespace fscope
