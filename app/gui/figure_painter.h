// Figures as pictures for print, without a window.
#pragma once

#include "app/figures/figure.h"
#include "core/tasks/image.h"

namespace fscope {

/// The figure in RGB, light and with text of twice the screen's size, 1600 to 2600 px wide: what
/// FigureView draws, in an ImGui context of its own; the one that is current stays so.
/// Throws std::invalid_argument for what check_figure() refuses. The thread that uses ImGui.
Image paint_figure(const Figure& figure);

}  // namespace fscope
