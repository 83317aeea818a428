#include <string>

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

void draw_file_menu(UiState& ui) {
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
  ImGui::Separator();
  if (item("Quit", "Ctrl-Q")) ui.requests.quit = true;
}

void draw_view_menu(UiState& ui) {
  PicturesState& pictures = ui.pictures;
  if (item("Fit picture", "F")) pictures.transform.fit();
  if (item("Between pixels", "B", pictures.between_pixels)) {
    pictures.between_pixels = !pictures.between_pixels;
  }
  if (item("Training pixels", "M", pictures.mark_training)) {
    pictures.mark_training = !pictures.mark_training;
  }
  if (item("Smooth pixels", nullptr, pictures.smooth)) pictures.smooth = !pictures.smooth;
  ImGui::Separator();
  if (item("Light theme", "T", ui.theme == Theme::light)) {
    ui.theme = ui.theme == Theme::light ? Theme::dark : Theme::light;
    ui.requests.apply_theme = true;
  }
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
    draw_file_menu(ui);
    ImGui::EndMenu();
  }
  if (begin_menu("View")) {
    draw_view_menu(ui);
    ImGui::EndMenu();
  }
  if (begin_menu("Settings")) {
    draw_settings_menu(snapshot, ui, sink);
    ImGui::EndMenu();
  }
  if (begin_menu("Help")) {
    if (item("Shortcuts", "F1")) ui.show_help = true;
    if (item("This run as text", nullptr)) ui.show_replay = true;
    if (item("Figures...", nullptr)) ui.figures.open = true;
    tooltip("Computes the figures of the paper and saves them as PNG and CSV");
    ImGui::EndMenu();
  }
  ImGui::EndMenuBar();
}

}  // namespace fscope
