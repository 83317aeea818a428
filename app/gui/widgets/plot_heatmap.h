// The part of the plot that draws a matrix as coloured cells.
#pragma once

#include <optional>

#include "app/gui/widgets/plot_paint.h"

namespace fscope {

/// Width of the colour bar with its labels and the gap before it, in pixels.
float colour_bar_width(const PlotHeatmap& heatmap);
/// The cells, clipped to the area.
void draw_heatmap(ImDrawList& list, const PlotArea& area, const PlotHeatmap& heatmap);
/// The colours and their values, right of the area.
void draw_colour_bar(ImDrawList& list, const PlotArea& area, const PlotHeatmap& heatmap);
/// The value of the cell at (x, y); none beside the matrix.
std::optional<double> heatmap_value(const PlotHeatmap& heatmap, double x, double y);

}  // namespace fscope
