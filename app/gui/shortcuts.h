// Keyboard shortcuts: one table, used by the key handler, the help overlay and the menus.
#pragma once

#include <span>

#include "app/gui/ui_state.h"

namespace fscope {

/// With what a shortcut is offered.
enum class Shown { always, picture, signal, lesson };

/// A shortcut. key and mods are GLFW's numbers; mods are matched exactly.
struct Shortcut {
  int key;
  int mods;
  Text keys;  // as written for people: "Ctrl-O"
  Text what;
  void (*act)(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
  Shown shown = Shown::always;
  bool repeats = false;  // a key held down does it again and again
};

std::span<const Shortcut> shortcuts();
/// Whether it does something with the task that is shown.
bool is_offered(const Shortcut& shortcut, const UiState& ui);

/// Does what the key stands for; false when it stands for nothing. `again`: it is held down, and
/// this is the keyboard repeating it. Main thread.
bool handle_key(int key, int mods, const Snapshot& snapshot, UiState& ui, CommandSink& sink,
                bool again = false);

}  // namespace fscope
