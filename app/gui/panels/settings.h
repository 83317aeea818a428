// Rows of settings that pictures and signals have in common. Each returns whether the person
// changed one.
#pragma once

#include "app/gui/text/text.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// Picture or signal: each keeps its settings while the other is shown.
void draw_task(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

bool draw_network_settings(RunConfig& config);
bool draw_learning_rate(RunConfig& config);
bool draw_optimizer_and_loss(RunConfig& config);
bool draw_seed(RunConfig& config);
/// Whether a new setting keeps the weights or starts again.
void draw_on_change(UiState& ui, const Phrase& help);

}  // namespace fscope
