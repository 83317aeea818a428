#include <array>
#include <string>
#include <utility>

#include "app/gui/lab.h"
#include "app/gui/lessons.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/io/path_text.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

bool item(const char* label, const char* shortcut, bool selected = false) {
  const bool chosen = ImGui::MenuItem(label, shortcut, selected);
  note_item(label);
  return chosen;
}

bool begin_menu(const char* label) {
  const bool open = ImGui::BeginMenu(label);
  if (!open) note_item(label);
  return open;
}

void draw_file_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (item("Open...", "O")) ui.requests.open_dialog = true;
  if (item("Open path from clipboard", "Ctrl-V")) ui.requests.paste = true;
  if (ImGui::BeginMenu("Recent", !ui.recent.empty())) {
    for (const std::string& path : ui.recent) {
      if (ImGui::MenuItem(escape_bytes(path).c_str())) ui.requests.open_file = path;
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Built-in targets")) {
    for (const BuiltinTarget& target : builtin_targets()) {
      if (item(target.title.data(), nullptr)) ui.requests.builtin_target = target.id;
      tooltip(target.description.data());
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Signals")) {
    for (const SignalKind kind : kSignalKinds) {
      if (item(signal_title(kind).c_str(), nullptr)) choose_signal(snapshot, ui, sink, kind);
    }
    ImGui::EndMenu();
  }
  ImGui::Separator();
  if (item("Quit", "Ctrl-Q")) ui.requests.quit = true;
}

void draw_picture_views(PicturesState& pictures) {
  if (item("Fit picture", "F")) pictures.transform.fit();
  if (item("Between pixels", "B", pictures.between_pixels)) {
    pictures.between_pixels = !pictures.between_pixels;
  }
  if (item("Training pixels", "M", pictures.mark_training)) {
    pictures.mark_training = !pictures.mark_training;
  }
  if (item("Smooth pixels", nullptr, pictures.smooth)) pictures.smooth = !pictures.smooth;
}

void draw_lab_views(LabState& lab) {
  if (item("Show all curves", "F")) show_all(lab);
  if (item("Draw the target", "D", lab.drawing.on)) set_drawing(lab, !lab.drawing.on);
  constexpr std::array kLabels = {"Theory: infinite width", "Theory: linearised",
                                  "Theory: kernel now"};
  constexpr std::array kKeys = {"1", "2", "3"};
  for (std::size_t i = 0; i < kLabels.size(); ++i) {
    if (item(kLabels[i], kKeys[i], lab.wanted[i])) lab.wanted[i] = !lab.wanted[i];
  }
}

void draw_view_menu(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool signal = ui.wanted.task == TaskKind::signal;
  signal ? draw_lab_views(ui.lab) : draw_picture_views(ui.pictures);
  if (item("1D laboratory", "L", signal)) {
    switch_task(snapshot, ui, sink, ui.aside.config.task);
  }
  ImGui::Separator();
  if (item("Light theme", "T", ui.theme == Theme::light)) {
    ui.theme = ui.theme == Theme::light ? Theme::dark : Theme::light;
    ui.requests.apply_theme = true;
  }
}

/// Sets of settings worth going back to; the signal and the seed stay.
void draw_lab_settings(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const bool live = item("Laboratory settings", nullptr);
  tooltip("The defaults: the paper's experiment with a network of width 256");
  const bool paper = item("Paper settings", nullptr);
  tooltip(
      "Fig. 3: width 1024, 32 of 256 points, a_j = 1 / j. The learning rate is 1e-4 for its 1e-5, "
      "so that 5000 steps do for its 50000; the curves over time are the same.");
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
  const bool live = item("Live settings", nullptr);
  tooltip("The defaults: small enough to learn a picture in a second");
  const bool paper = item("Paper settings", nullptr);
  tooltip(
      "256 Gaussian frequencies with sigma 10, 3 hidden layers of 256, full batch, Adam at "
      "0.001, 512 pixels (Sec. 6.1). Slow on a CPU: about a second a step.");
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
  if (begin_menu("File")) {
    draw_file_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("View")) {
    draw_view_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("Settings")) {
    if (ui.wanted.task == TaskKind::signal) {
      draw_lab_settings(snapshot, ui, sink);
    } else {
      draw_settings_menu(snapshot, ui, sink);
    }
    ImGui::EndMenu();
  }
  if (begin_menu("Help")) {
    if (item("Lessons", nullptr, ui.lessons.open)) open_lessons(ui);
    tooltip("Why Fourier features work, step by step");
    if (item("Shortcuts", "F1")) ui.show_help = true;
    if (item("This run as text", nullptr)) ui.show_replay = true;
    if (item("Figures...", nullptr)) ui.figures.open = true;
    tooltip("Computes the figures of the paper and saves them as PNG and CSV");
    ImGui::EndMenu();
  }
  ImGui::EndMenuBar();
}

}  // namespace fscope
