#include "app/gui/file_dialog.h"

#include <algorithm>
#include <system_error>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

constexpr Text kTitle = "Open picture or signal"_t;
// The dialog does its own keyboard handling; ImGui's navigation would compete for the arrow keys.
constexpr ImGuiWindowFlags kNoNav = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

ImageSize image_size_of(const fs::path& path) {
  const ImageInfo info = probe_image(path);
  return {ImageSize::State::known, info.width, info.height};
}

/// Folders that are read faster than this show no sign of it, which would only flicker.
constexpr float kPatienceS = 0.2F;

bool pressed_once(ImGuiKey key) { return compat::key_pressed(key, false); }

bool enter_pressed_once() {
  return pressed_once(ImGuiKey_Enter) || pressed_once(compat::kKeypadEnter);
}

/// Whether text in the filter is meant as a path.
bool starts_path(std::string_view text) {
  return text.substr(0, 1) == "/" || text.substr(0, 1) == "~" || text.substr(0, 7) == "file://";
}

}  // namespace

FileDialog::FileDialog() : FileDialog(image_size_of) {}

FileDialog::FileDialog(FileBrowser::Probe probe) : browser_(std::move(probe)) {}

void FileDialog::open(const fs::path& start) {
  open_ = true;
  appearing_ = true;
  leave_path();
  const fs::path last = browser_.folder().empty() ? home_folder() : browser_.folder();
  browser_.start_at(!start.empty() ? start : last.empty() ? fs::path("/") : last);
}

void FileDialog::close() {
  open_ = false;
  browser_.cancel();
}

void FileDialog::edit_path() {
  editing_path_ = true;
  path_active_ = false;
  path_focus_ = TextField::Focus::select_all;
}

void FileDialog::toggle_hidden() {
  FileFilter filter = browser_.filter();
  filter.hidden = !filter.hidden;
  browser_.set_filter(filter);
}

void FileDialog::clear_filter_text() {
  filter_.set("");
  apply_filter_text();
}

void FileDialog::apply_filter_text() {
  FileFilter filter = browser_.filter();
  filter.text = starts_path(filter_.text()) ? "" : filter_.text();
  browser_.set_filter(filter);
  table_.scroll_to_selected();
}

FileDialog::Chosen FileDialog::draw(const FileDialogHooks& hooks) {
  if (!open_) return std::nullopt;
  Chosen chosen = browser_.update();
  follow_browser();
  if (appearing_) ImGui::OpenPopup(Phrase(kTitle).label().c_str());
  if (!begin()) {
    close();
    return std::nullopt;
  }
  const Chosen by_user = draw_contents(hooks);
  if (!chosen) chosen = by_user;
  if (chosen) close();
  if (!open_) ImGui::CloseCurrentPopup();
  appearing_ = false;
  ImGui::EndPopup();
  return chosen;
}

bool FileDialog::begin() {
  const ImGuiViewport* screen = ImGui::GetMainViewport();
  const float em = ImGui::GetFontSize();
  const ImVec2 most = screen->WorkSize;
  const ImVec2 size(std::min(most.x * 0.9F, 62.0F * em), std::min(most.y * 0.9F, 38.0F * em));
  const ImVec2 centre(screen->WorkPos.x + most.x / 2, screen->WorkPos.y + most.y / 2);
  ImGui::SetNextWindowSize(size, ImGuiCond_Appearing);
  ImGui::SetNextWindowPos(centre, ImGuiCond_Appearing, ImVec2(0.5F, 0.5F));
  ImGui::SetNextWindowSizeConstraints(
      ImVec2(std::min(most.x, 26.0F * em), std::min(most.y, 16.0F * em)), most);
  bool keep = true;
  return ImGui::BeginPopupModal(Phrase(kTitle).label().c_str(), &keep,
                                kNoNav | ImGuiWindowFlags_NoSavedSettings);
}

/// Keeps the text fields in step with the folder that is shown.
void FileDialog::follow_browser() {
  if (const auto completion = browser_.take_completion()) {
    if (completion->first == path_.text()) path_.set(completion->second);
    if (completion->first == filter_.text()) filter_.set(completion->second);
  }
  if (path_submitted_ && !browser_.reading()) {
    path_submitted_ = false;
    if (browser_.message().empty()) leave_path();
  }
  if (known_folder_ == browser_.folder()) return;
  known_folder_ = browser_.folder();
  table_.forget_names();
  leave_path();
}

void FileDialog::leave_path() {
  editing_path_ = false;
  clear_filter_text();
}

FileDialog::Chosen FileDialog::draw_contents(const FileDialogHooks& hooks) {
  const bool keys_for_list = !appearing_ && !editing_path_;
  draw_path_bar();
  const float em = ImGui::GetFontSize();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float height = -2 * ImGui::GetFrameHeightWithSpacing();
  draw_places(ImVec2(std::min(8.5F * em, ImGui::GetContentRegionAvail().x * 0.25F), height));
  ImGui::SameLine();
  const float preview = hooks.thumbnail ? 15.0F * em + gap : 0.0F;
  Chosen chosen = table_.draw(ImVec2(-preview, height), hooks.request_glyphs);
  if (hooks.thumbnail) {
    ImGui::SameLine();
    draw_preview(ImVec2(0.0F, height), hooks);
  }
  // After the table: a field that takes the keyboard would otherwise take the mouse from its rows.
  draw_filter();
  if (Chosen by_key = keys_for_list ? handle_keys() : std::nullopt) chosen = by_key;
  if (Chosen by_button = draw_footer(hooks)) chosen = by_button;
  return chosen;
}

void FileDialog::draw_path_bar() {
  if (button("Up"_t, "The folder above (Backspace or Alt-Up)"_t)) browser_.go_up();
  ImGui::SameLine();
  if (!editing_path_) {
    const std::string folder = escape_bytes(browser_.folder().native());
    if (path_.text() != folder) path_.set(folder);
  }
  ImGui::SetNextItemWidth(-1.0F);
  const bool take = editing_path_ && !path_active_ && !ImGui::IsMouseDown(0);
  const TextField::Events events = path_.draw("##path", "Folder or file"_t.shown(),
                                              take ? path_focus_ : TextField::Focus::unchanged);
  note_item("Path");
  if (events.entered) {
    submit_path(path_.text());
    path_focus_ = TextField::Focus::at_end;
  }
  if (events.tabbed) browser_.complete(path_.text());
  const bool left = path_active_ && !events.active && !events.entered;
  if (events.active) editing_path_ = true;
  if (left) editing_path_ = false;
  path_active_ = events.active;
}

void FileDialog::draw_filter() {
  const float em = ImGui::GetFontSize();
  const bool elsewhere = editing_path_ || ImGui::IsAnyItemActive() || ImGui::IsMouseDown(0);
  filter_was_empty_ = filter_.text().empty();
  filter_was_path_ = starts_path(filter_.text());
  ImGui::SetNextItemWidth(-14.0F * em);
  const bool take = !elsewhere && ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
  const TextField::Events events =
      filter_.draw("##filter", "Type to narrow the list, or / to enter a path"_t.shown(),
                   take ? TextField::Focus::at_end : TextField::Focus::unchanged);
  note_item("Filter");
  if (events.changed) apply_filter_text();
  if (events.tabbed && starts_path(filter_.text())) browser_.complete(filter_.text());
  FileFilter filter = browser_.filter();
  ImGui::SameLine();
  bool toggled = checkbox("All files"_t, filter.all_files, {});
  ImGui::SameLine();
  toggled |= checkbox("Hidden"_t, filter.hidden, "Names that start with a dot (Ctrl-H)"_t);
  if (toggled) browser_.set_filter(filter);
}

void FileDialog::draw_places(ImVec2 size) {
  compat::begin_child("places", size, true, kNoNav);
  for (const Place& place : browser_.places()) {
    if (ImGui::Selectable(translated(place.label).label().c_str(),
                          place.folder == browser_.folder())) {
      browser_.go_to(place.folder);
    }
    note_item(place.label);
    if (ImGui::IsItemHovered()) {
      ImGui::SetTooltip("%s", escape_bytes(place.folder.native()).c_str());
    }
  }
  ImGui::EndChild();
}

void FileDialog::draw_preview(ImVec2 size, const FileDialogHooks& hooks) {
  compat::begin_child("preview", size, true, kNoNav);
  const auto selected = browser_.selected();
  const FileEntry* file = selected ? &browser_.row(*selected) : nullptr;
  if (file != nullptr && file->image && file->size.state == ImageSize::State::known) {
    const ImTextureID texture = hooks.thumbnail(browser_.path_of(*selected));
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = static_cast<float>(std::max(1, file->size.width));
    const float height = static_cast<float>(std::max(1, file->size.height));
    const float scale = std::min(room.x / width, room.y / height);
    const ImVec2 shown(width * scale, height * scale);
    if (texture != ImTextureID{}) ImGui::Image(texture, shown);
  }
  ImGui::EndChild();
}

void FileDialog::draw_status(const FileDialogHooks& hooks, float width) {
  const bool failed = !browser_.message().empty();
  reading_s_ = browser_.reading() ? reading_s_ + ImGui::GetIO().DeltaTime : 0.0F;
  const std::string status = status_text().shown();
  const std::string shown = elided_to(status, width);
  const ImVec4 muted = ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled);
  ImGui::AlignTextToFramePadding();
  ImGui::TextColored(failed ? hooks.error_colour : muted, "%s", shown.c_str());
  if (shown.size() != status.size() && ImGui::IsItemHovered()) {
    ImGui::SetTooltip("%s", status.c_str());
  }
}

Phrase FileDialog::status_text() const {
  if (reading_s_ > kPatienceS) return "Reading ..."_t;
  if (!browser_.message().empty()) return translated(browser_.message());
  if (starts_path(filter_.text())) return "Enter opens this path, Tab completes it"_t;
  if (browser_.n_rows() == 1) return "1 entry"_t;
  if (browser_.n_rows() > 1) return fill("{} entries"_t, browser_.n_rows());
  return filter_.text().empty() ? "No pictures or signals here"_t : "No name contains this"_t;
}

FileDialog::Chosen FileDialog::draw_footer(const FileDialogHooks& hooks) {
  const ImVec2 size(6.0F * ImGui::GetFontSize(), 0.0F);
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x - 2 * (size.x + gap);
  const float left = ImGui::GetCursorPosX();
  draw_status(hooks, room);
  ImGui::SameLine(left + room + gap);
  Chosen chosen;
  if (button("Open"_t, {}, size)) chosen = accept();
  ImGui::SameLine();
  if (button("Cancel"_t, {}, size)) close();
  return chosen;
}

FileDialog::Chosen FileDialog::handle_keys() {
  const bool up = ImGui::GetIO().KeyAlt && pressed_once(ImGuiKey_UpArrow);
  const bool back = filter_was_empty_ && pressed_once(ImGuiKey_Backspace);
  if (up || back) {
    browser_.go_up();
  } else if (!ImGui::GetIO().KeyAlt) {
    table_.handle_keys();
  }
  if (pressed_once(ImGuiKey_Escape)) filter_was_path_ ? clear_filter_text() : close();
  return enter_pressed_once() ? accept() : std::nullopt;
}

FileDialog::Chosen FileDialog::accept() {
  if (!editing_path_ && !starts_path(filter_.text())) return browser_.activate();
  submit_path(editing_path_ ? path_.text() : filter_.text());
  return std::nullopt;
}

void FileDialog::submit_path(std::string_view typed) {
  browser_.go_typed(typed);
  path_submitted_ = true;
}

}  // namespace fscope
