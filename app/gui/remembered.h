// Settings of runs between the program's starts.
#pragma once

#include <string>

#include "app/gui/ui_state.h"
#include "app/io/preferences.h"

namespace fscope {

/// What the program is started with, as GuiOptions has it.
struct StartWish {
  std::string name;            // of a picture or a signal; may be empty
  std::string given_settings;  // "--key value ..."
};

/// Sets the settings of the task that is shown first, and of the other: those remembered, or the
/// defaults, and over them what is given. The name decides the task, then --task, then what was
/// shown last. What no longer fits is left out with a message. Throws std::invalid_argument for
/// given settings that are none.
void recall_settings(const Preferences& preferences, const StartWish& wish, UiState& ui);
void remember_settings(const UiState& ui, Preferences& preferences);

}  // namespace fscope
