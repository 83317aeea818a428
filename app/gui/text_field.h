// A line of text to edit whose text the program may also set while it is being edited.
#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fscope {

/// Owns its text, at most `capacity` - 1 bytes; longer text is cut. UI thread only.
class TextField {
 public:
  explicit TextField(std::size_t capacity) : buffer_(capacity, '\0') {}

  std::string_view text() const { return buffer_.data(); }
  /// Replaces the text and puts the cursor at its end.
  void set(std::string_view text);

  struct Events {
    bool entered = false;  // Enter was pressed
    bool changed = false;  // by the user
    bool tabbed = false;   // Tab was pressed
    bool active = false;   // has the keyboard after this frame
  };
  enum class Focus { unchanged, at_end, select_all };
  /// Draws it; unless `focus` is unchanged it takes the keyboard, its cursor at the end or all of
  /// its text selected.
  Events draw(const char* label, const char* hint, Focus focus);

 private:
  static int on_edit(ImGuiInputTextCallbackData* data);

  std::vector<char> buffer_;
  std::optional<std::string> replacement_;  // set while being edited, not yet taken over by ImGui
  Focus focus_ = Focus::unchanged;
  bool tabbed_ = false;
};

}  // namespace fscope
