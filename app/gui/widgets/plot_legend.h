// Title and legend of a plot.
#pragma once

#include "app/gui/widgets/plot.h"

namespace fscope {

/// Draws the y title and the legend in the rows from `min` on, and lets a click on an entry hide
/// its series. Returns where they end. Part of draw_plot.
float draw_plot_header(const PlotSpec& spec, PlotState& state, ImVec2 min, ImVec2 max);

}  // namespace fscope
