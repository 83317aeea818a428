// Between the window and the document that keeps its state (app/io/state.h).
#pragma once

#include "app/gui/ui_state.h"
#include "app/io/state.h"

namespace fscope {

/// All that is to be kept of this moment.
State state_of(const Snapshot& snapshot, const UiState& ui);

/// The runs, the view and the settings of `state`. The target, or the samples, must have been
/// posted before.
void restore_state(const State& state, UiState& ui, CommandSink& sink);

}  // namespace fscope
