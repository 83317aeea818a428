#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/shortcuts.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

void place_in_middle(ImVec2 size) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const ImVec2 most{0.96F * display.x, 0.96F * display.y};
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({0, 0}, most);
  ImGui::SetNextWindowSize(size, ImGuiCond_Appearing);
}

void accent_item(Text text, const UiState& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.accent);
  text_item(text);
  ImGui::PopStyleColor();
}

void draw_help(UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({0, 0});
  constexpr auto kFlags = ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoCollapse |
                          ImGuiWindowFlags_NoSavedSettings;
  if (ImGui::Begin(Phrase("Keys and mouse"_t).label().c_str(), &ui.show_help, kFlags)) {
    for (const Shortcut& shortcut : shortcuts()) {
      if (!is_offered(shortcut, ui)) continue;
      accent_item(shortcut.keys, ui);
      ImGui::SameLine(7 * em);
      text_item(shortcut.what);
    }
    ImGui::Separator();
    constexpr Text kMouse[][2] = {
        {"Wheel"_t, "Zoom about the cursor (pictures, curves); fine steps (sigma)"_t},
        {"Drag"_t, "Pan (pictures, curves)"_t},
        {"Double-click"_t, "Fit the picture; let the curve follow again"_t},
        {"Ctrl-click"_t, "Type the value of a slider"_t},
        {"Drop"_t, "A picture, or a table of a signal: learn it"_t},
    };
    for (const auto& row : kMouse) {
      accent_item(row[0], ui);
      ImGui::SameLine(7 * em);
      text_item(row[1]);
    }
  }
  ImGui::End();
}

void draw_replay(const RunSnapshot& run, UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({46 * em, 20 * em});
  if (ImGui::Begin(Phrase("This run as text"_t).label().c_str(), &ui.show_replay,
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    wrapped_item(
        "The settings at the start and every later change with its step. Saved to a file, "
        "'fourierscope fit TARGET --replay FILE --steps N' makes the same network, bit by bit, on "
        "this machine."_t);
    const std::string replay = to_text(run.replay);
    if (button("Copy"_t, "Copy the text to the clipboard"_t)) {
      ui.requests.copy = replay;
      say(ui, MessageKind::good, "The run's settings are on the clipboard."_t);
    }
    ImGui::BeginChild("text", {0, 0}, true);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(replay.data(), replay.data() + replay.size());
    ImGui::PopTextWrapPos();
    ImGui::EndChild();
  }
  ImGui::End();
}

/// After a crash: what was kept of that session.
void draw_left_behind(UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({30 * em, 8 * em});
  if (ImGui::Begin(Phrase("The last session"_t).label().c_str(), nullptr,
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    wrapped_item(
        fill("The program did not end as it should. Its state of {} was kept."_t, ui.left_behind));
    if (primary_button("Restore"_t, "Make those runs again"_t)) ui.requests.restore_autosave = true;
    ImGui::SameLine();
    if (button("Forget"_t, "Delete what was kept"_t)) ui.requests.forget_autosave = true;
  }
  ImGui::End();
}

/// Before a picture that may be wrong in part is learned.
void draw_damaged(UiState& ui) {
  const float em = ImGui::GetFontSize();
  place_in_middle({34 * em, 9 * em});
  if (ImGui::Begin(Phrase("A damaged picture"_t).label().c_str(), nullptr,
                   ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    wrapped_item(translated(ui.damaged->reason));
    wrapped_item("It can be read in part. What it shows may be wrong."_t);
    const bool open = button("Open it"_t, "Learn what can be read of it"_t);
    if (open) ui.requests.open_damaged = ui.damaged->name;
    ImGui::SameLine();
    const bool leave = primary_button("Leave it"_t, "Go on with what is there"_t);
    if (open || leave) ui.damaged.reset();
  }
  ImGui::End();
}

}  // namespace

void draw_overlays(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  // Over the workspace, whose background is the same: a border tells where they end.
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, ImGui::GetStyle().PopupBorderSize);
  draw_figures(snapshot, ui, sink);
  draw_export(snapshot, ui, sink);
  if (!ui.left_behind.empty()) draw_left_behind(ui);
  if (ui.damaged) draw_damaged(ui);
  if (ui.show_help) draw_help(ui);
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (ui.show_replay && run) draw_replay(*run, ui);
  ImGui::PopStyleVar();
}

}  // namespace fscope
