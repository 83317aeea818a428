#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/shortcuts.h"
#include "app/gui/widgets/controls.h"

namespace fscope {
namespace {

void place_in_middle(ImVec2 size) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
  ImGui::SetNextWindowSize(size, ImGuiCond_Appearing);
}

void draw_help(UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({0, 0});
  constexpr auto kFlags = ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoCollapse |
                          ImGuiWindowFlags_NoSavedSettings;
  if (ImGui::Begin("Keys and mouse", &ui.show_help, kFlags)) {
    for (const Shortcut& shortcut : shortcuts()) {
      if (!is_offered(shortcut, ui)) continue;
      ImGui::TextColored(ui.colors.accent, "%s", shortcut.keys);
      ImGui::SameLine(7 * em);
      ImGui::TextUnformatted(shortcut.what);
    }
    ImGui::Separator();
    constexpr const char* kMouse[][2] = {
        {"Wheel", "Zoom about the cursor (pictures, curves); fine steps (sigma)"},
        {"Drag", "Pan (pictures, curves)"},
        {"Double-click", "Fit the picture; let the curve follow again"},
        {"Ctrl-click", "Type the value of a slider"},
        {"Drop", "A picture, or a table of a signal: learn it"},
    };
    for (const auto& row : kMouse) {
      ImGui::TextColored(ui.colors.accent, "%s", row[0]);
      ImGui::SameLine(7 * em);
      ImGui::TextUnformatted(row[1]);
    }
  }
  ImGui::End();
}

void draw_replay(const RunSnapshot& run, UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({46 * em, 20 * em});
  if (ImGui::Begin("This run as text", &ui.show_replay,
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    ImGui::TextWrapped(
        "The settings at the start and every later change with its step. Saved to a file, "
        "'fourierscope fit TARGET --replay FILE --steps N' makes the same network, bit by bit, on "
        "this machine.");
    const std::string replay = to_text(run.replay);
    if (button("Copy", "Copy the text to the clipboard")) {
      ui.requests.copy = replay;
      say(ui, MessageKind::good, "The run's settings are on the clipboard.");
    }
    ImGui::BeginChild("text", {0, 0}, true);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(replay.data(), replay.data() + replay.size());
    ImGui::PopTextWrapPos();
    ImGui::EndChild();
  }
  ImGui::End();
}

}  // namespace

void draw_overlays(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  draw_figures(snapshot, ui, sink);
  if (ui.show_help) draw_help(ui);
  const RunSnapshot* run = shown_run(snapshot);
  if (ui.show_replay && run) draw_replay(*run, ui);
}

}  // namespace fscope
