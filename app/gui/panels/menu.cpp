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

}  // namespace

void draw_menu_bar(const Snapshot&, UiState& ui, CommandSink&) {
  if (!ImGui::BeginMenuBar()) return;
  if (begin_menu("File")) {
    draw_file_menu(ui);
    ImGui::EndMenu();
  }
  if (begin_menu("View")) {
    draw_view_menu(ui);
    ImGui::EndMenu();
  }
  if (begin_menu("Help")) {
    if (item("Shortcuts", "F1")) ui.show_help = true;
    if (item("This run as text", nullptr)) ui.show_replay = true;
    ImGui::EndMenu();
  }
  ImGui::EndMenuBar();
}

}  // namespace fscope
