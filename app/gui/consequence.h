// What the last change of a setting is expected to do, and what it has done.
#pragma once

#include <optional>

#include "app/gui/ui_state.h"

namespace fscope {

/// Held-out PSNR that the landscape has for a sigma, dB, interpolated over log sigma; none outside
/// of its points.
std::optional<double> predicted_at(const SigmaLandscape& landscape, double sigma);

/// One line: what changed, what theory expects of it, and, once it was measured again, what came of
/// it. Empty when no setting of the shown run was changed yet. Pictures only.
Phrase describe_consequence(const Snapshot& snapshot, const UiState& ui);

}  // namespace fscope
