// Settings of a run between the program's starts.
#pragma once

#include "app/gui/ui_state.h"
#include "app/io/preferences.h"

namespace fscope {

/// The settings remembered, or the defaults. What no longer fits is left out with a message.
RunConfig remembered_config(const Preferences& preferences, UiState& ui);
void remember_config(const RunConfig& config, Preferences& preferences);

}  // namespace fscope
