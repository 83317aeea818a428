#include <array>
#include <string>
#include <utility>

#include "app/gui/compare.h"
#include "app/gui/imgui_compat.h"
#include "app/gui/lab.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/io/path_text.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

bool item(const Phrase& label, const Phrase& shortcut, bool selected = false) {
  const bool chosen = ImGui::MenuItem(label.label().c_str(), shortcut.shown(), selected);
  note_item(label.english());
  return chosen;
}

bool begin_menu(const Phrase& label, bool enabled = true) {
  const bool open = ImGui::BeginMenu(label.label().c_str(), enabled);
  if (!open) note_item(label.english());
  if (open && compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  return open;
}

void draw_file_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (item("Open..."_t, "O"_v)) ui.requests.open_dialog = true;
  if (item("Save state..."_t, "Ctrl-S"_v)) ui.requests.save_state = true;
  if (item("Copy state"_t, {})) ui.requests.copy_state = true;
  tooltip("The state as text for the clipboard"_t);
  if (item("Export..."_t, "Ctrl-E"_v)) ui.requests.open_export = true;
  if (item("Open path from clipboard"_t, "Ctrl-V"_v)) ui.requests.paste = true;
  if (begin_menu("Recent"_t, !ui.recent.empty())) {
    for (const std::string& path : ui.recent) {
      if (ImGui::MenuItem(escape_bytes(path).c_str())) ui.requests.open_file = path;
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Built-in targets"_t)) {
    for (const BuiltinTarget& target : builtin_targets()) {
      if (item(translated(target.title), {})) ui.requests.builtin_target = target.id;
      tooltip(translated(target.description));
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Signals"_t)) {
    for (const SignalKind kind : kSignalKinds) {
      if (item(signal_title(kind), {})) choose_signal(snapshot, ui, sink, kind);
    }
    ImGui::EndMenu();
  }
  ImGui::Separator();
  if (item("Quit"_t, "Ctrl-Q"_v)) ui.requests.quit = true;
}

void draw_picture_views(PicturesState& pictures) {
  if (item("Fit picture"_t, "F"_v)) pictures.transform.fit();
  if (item("Between pixels"_t, "B"_v, pictures.between_pixels)) {
    pictures.between_pixels = !pictures.between_pixels;
  }
  if (item("Training pixels"_t, "M"_v, pictures.mark_training)) {
    pictures.mark_training = !pictures.mark_training;
  }
  if (item("Smooth pixels"_t, {}, pictures.smooth)) pictures.smooth = !pictures.smooth;
}

void draw_lab_views(LabState& lab) {
  if (item("Show all curves"_t, "F"_v)) show_all(lab);
  if (item("Draw the target"_t, "D"_v, lab.drawing.on)) set_drawing(lab, !lab.drawing.on);
  constexpr std::array kLabels = {"Theory: infinite width"_t, "Theory: linearised"_t,
                                  "Theory: kernel now"_t};
  constexpr std::array kKeys = {"1"_v, "2"_v, "3"_v};
  for (std::size_t i = 0; i < kLabels.size(); ++i) {
    if (item(kLabels[i], kKeys[i], lab.wanted[i])) lab.wanted[i] = !lab.wanted[i];
  }
}

/// Each in its own language, whatever the present one is.
void draw_languages(UiState& ui) {
  const bool english = ui.language == Language::english;
  if (item("English"_v, english ? ""_v : "Ctrl-L"_v, english)) {
    choose_language(ui, Language::english);
  }
  if (item("中文"_v, english ? "Ctrl-L"_v : ""_v, !english)) {
    choose_language(ui, Language::chinese);
  }
}

void draw_view_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool signal = ui.wanted.task == TaskKind::signal;
  signal ? draw_lab_views(ui.lab) : draw_picture_views(ui.pictures);
  if (item("1D laboratory"_t, "L"_v, signal)) {
    switch_task(snapshot, ui, sink, ui.aside.config.task);
  }
  ImGui::Separator();
  if (item("Light theme"_t, "T"_v, ui.theme == Theme::light)) {
    ui.theme = ui.theme == Theme::light ? Theme::dark : Theme::light;
    ui.requests.apply_theme = true;
  }
  if (item("Presenter mode"_t, "F5"_v, ui.presenter)) set_presenter(ui, !ui.presenter);
  tooltip(
      "Larger text and fewer controls, to be read from the back of a class (F5). Esc leaves it."_t);
  if (begin_menu("Language"_t)) {
    draw_languages(ui);
    ImGui::EndMenu();
  }
}

void draw_compare_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  for (const ComparePreset& preset : compare_presets()) {
    if (item(preset.title, {})) start_preset(preset, ui, sink);
    tooltip(preset.help);
  }
  ImGui::Separator();
  if (item("Add run"_t, "N"_v)) add_run(snapshot, ui, sink);
  tooltip("One more run, with the settings of the selected one"_t);
  if (item("Compare runs"_t, "C"_v, ui.compare.shown)) ui.compare.shown = !ui.compare.shown;
  if (item("Keep the selected run only"_t, {})) keep_selected(snapshot, ui, sink);
}

/// Sets of settings worth going back to; the signal and the seed stay.
void draw_lab_settings(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool live = item("Laboratory settings"_t, {});
  tooltip("The defaults: the paper's experiment with a network of width 256"_t);
  const bool paper = item("Paper settings"_t, {});
  tooltip(
      "Fig. 3: width 1024, 32 of 256 points, a_j = 1 / j. The learning rate is 1e-4 for its 1e-5, "
      "so that 5000 steps do for its 50000; the curves over time are the same."_t);
  if (!live && !paper) return;
  const RunConfig before = std::exchange(ui.wanted, signal_defaults());
  ui.wanted.signal = before.signal;
  ui.wanted.seed = before.seed;
  if (paper) {
    ui.wanted =
        with_settings(ui.wanted, "--width 1024 --lr 1e-4 --train-points 32 --oversampling 8");
  }
  post_wanted(snapshot, ui, sink, true);
}

/// Sets of settings worth going back to. The picture's own settings but for its size, and the seed,
/// stay.
void draw_settings_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const RunConfig before = ui.wanted;
  RunConfig& wanted = ui.wanted;
  const bool live = item("Live settings"_t, {});
  tooltip("The defaults: small enough to learn a picture in a second"_t);
  const bool paper = item("Paper settings"_t, {});
  tooltip(
      "256 Gaussian frequencies with sigma 10, 3 hidden layers of 256, full batch, Adam at "
      "0.001, 512 pixels (Sec. 6.1). Slow on a CPU: about a second a step."_t);
  if (live || paper) {
    wanted = {};
    wanted.image = before.image;
    wanted.image.resolution = ImageSettings{}.resolution;
    wanted.seed = before.seed;
  }
  if (paper) {
    wanted = with_settings(
        wanted, "--features 256 --width 256 --layers 4 --batch full --lr 1e-3 --size 512");
  }
  if (live || paper) post_wanted(snapshot, ui, sink, true);
}

}  // namespace

void draw_menu_bar(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (!ImGui::BeginMenuBar()) return;
  ui.menu_open = false;
  if (begin_menu("File"_t)) {
    ui.menu_open = true;
    draw_file_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("View"_t)) {
    ui.menu_open = true;
    draw_view_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("Compare"_t)) {
    ui.menu_open = true;
    draw_compare_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("Settings"_t)) {
    ui.menu_open = true;
    if (ui.wanted.task == TaskKind::signal) {
      draw_lab_settings(snapshot, ui, sink);
    } else {
      draw_settings_menu(snapshot, ui, sink);
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Help"_t)) {
    ui.menu_open = true;
    if (item("Lessons"_t, {}, ui.lessons.open)) open_lessons(ui);
    tooltip("Why Fourier features work, step by step"_t);
    if (item("Shortcuts"_t, "F1"_v)) ui.show_help = true;
    if (item("This run as text"_t, {})) ui.show_replay = true;
    if (item("Figures..."_t, {})) ui.figures.open = true;
    tooltip("Computes the figures of the paper and saves them as PNG and CSV"_t);
    ImGui::EndMenu();
  }
  ImGui::EndMenuBar();
}

}  // namespace fscope
