// The dialog that opens pictures and signals: folders, pictures with their sizes, a filter, a path
// bar; all by keyboard.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "app/gui/file_browser.h"
#include "app/gui/file_table.h"
#include "app/gui/text/text.h"
#include "app/gui/text_field.h"

namespace fscope {

/// What the dialog may ask of the window it is drawn in. Each may be unset.
struct FileDialogHooks {
  /// A picture of an image file, or a zero id while there is none. Called every frame.
  std::function<ImTextureID(const std::filesystem::path&)> thumbnail;
  /// Told the names about to be shown that are not ASCII, in UTF-8, for loading missing glyphs;
  /// once per name and folder.
  std::function<void(std::string_view)> request_glyphs;
  ImVec4 error_colour{0.85F, 0.33F, 0.27F, 1.0F};
};

/// A modal dialog. Typing narrows the list; arrows, PageUp/Down, Home and End move; Enter opens;
/// Backspace with no filter, or Alt-Up, goes to the folder above; Escape closes; "/" or "~" starts
/// a path, which Tab completes. It keeps its folder, order and filters from one opening to the
/// next. UI thread only; its own work runs in the background.
class FileDialog {
 public:
  /// The size of an image file, by default from app/io; called in the background.
  FileDialog();
  explicit FileDialog(FileBrowser::Probe probe);
  FileDialog(const FileDialog&) = delete;
  FileDialog& operator=(const FileDialog&) = delete;
  ~FileDialog() = default;

  /// Opens at a folder, at the folder of a file with that file selected, at the nearest folder
  /// that exists, or, for an empty path, where the dialog was last (first time: home).
  void open(const std::filesystem::path& start = {});
  void close();
  bool is_open() const { return open_; }
  /// Whether something may appear without input: draw again soon.
  bool busy() const { return open_ && browser_.busy(); }

  /// Draws it when open. Returns the chosen file in the frame in which it was chosen, and closes.
  std::optional<std::filesystem::path> draw(const FileDialogHooks& hooks = {});

  /// For shortcuts that ImGui 1.86 does not know: Ctrl-L and Ctrl-H.
  void edit_path();
  void toggle_hidden();

  /// The folder shown last; empty before the first opening.
  const std::filesystem::path& folder() const { return browser_.folder(); }
  const FileBrowser& browser() const { return browser_; }

 private:
  using Chosen = std::optional<std::filesystem::path>;

  bool begin();
  Chosen draw_contents(const FileDialogHooks& hooks);
  void follow_browser();
  void draw_path_bar();
  void draw_filter();
  void draw_places(ImVec2 size);
  void draw_preview(ImVec2 size, const FileDialogHooks& hooks);
  void draw_status(const FileDialogHooks& hooks, float width);
  Phrase status_text() const;
  Chosen draw_footer(const FileDialogHooks& hooks);
  Chosen handle_keys();
  Chosen accept();
  void submit_path(std::string_view typed);
  void leave_path();
  void clear_filter_text();
  void apply_filter_text();

  FileBrowser browser_;
  FileTable table_{browser_};
  TextField path_{16384};  // PATH_MAX bytes, each of them escaped
  TextField filter_{512};
  std::filesystem::path known_folder_;  // what path_ and filter_ were last set for
  bool open_ = false;
  bool appearing_ = false;
  bool editing_path_ = false;    // the path bar is where the keyboard goes, else the filter
  bool path_active_ = false;     // ... and had it in the last frame
  bool path_submitted_ = false;  // Enter was pressed in it and the outcome is not known yet
  TextField::Focus path_focus_ = TextField::Focus::select_all;  // how it takes the keyboard
  bool filter_was_empty_ = true;                                // before this frame's typing
  bool filter_was_path_ = false;
  float reading_s_ = 0.0F;  // how long a folder has been read
};

}  // namespace fscope
