// Predicted held-out PSNR over sigma, drawn under the slider that sets sigma.
#pragma once

#include <optional>

#include "app/gui/ui_state.h"

namespace fscope {

/// The curve between two corners, whose width is the interval of sigma on a logarithmic scale.
void draw_landscape(ImDrawList& list, ImVec2 min, ImVec2 max, Interval sigma, const UiState& ui);
/// The sigma that the curve suggests, once there is a curve.
std::optional<SliderMark> best_sigma_mark(const UiState& ui);

}  // namespace fscope
