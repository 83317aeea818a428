// The list of files in the open dialog: rows, columns to sort by, selection by mouse and keys.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/gui/file_browser.h"

namespace fscope {

/// Shows and changes what a browser lists. UI thread only.
class FileTable {
 public:
  /// Told the names about to be shown that are not ASCII, in UTF-8, once per name and folder.
  using RequestGlyphs = std::function<void(std::string_view)>;

  /// `browser` must outlive the table.
  explicit FileTable(FileBrowser& browser) : browser_(browser) {}

  /// Draws it and asks for the sizes of the images in sight. Returns a file that was
  /// double-clicked.
  std::optional<std::filesystem::path> draw(ImVec2 size, const RequestGlyphs& request_glyphs);
  /// Arrows, PageUp/Down, Home and End move the selection.
  void handle_keys();
  /// Scrolls to the selected row when next drawn.
  void scroll_to_selected() { scroll_to_selected_ = true; }
  /// Another folder is shown: its names are new.
  void forget_names() { glyphs_requested_.clear(); }

 private:
  void take_order();
  void keep_selected_visible();
  std::optional<std::filesystem::path> draw_row(std::size_t row,
                                                const RequestGlyphs& request_glyphs);

  FileBrowser& browser_;
  std::set<std::string> glyphs_requested_;
  bool scroll_to_selected_ = false;
  int rows_per_page_ = 10;
};

/// `text` shortened in its middle to at most `width` pixels in the current font.
std::string elided_to(std::string_view text, float width);

}  // namespace fscope
