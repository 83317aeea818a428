// The drawing half of the plot: grid, curves, markers and the read-out. Reads no input.
#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/widgets/plot_data.h"

namespace fscope {

/// The area with the curves, in screen pixels, and what it shows.
struct PlotArea {
  ImVec2 min;
  ImVec2 max;
  PlotView view;
  bool x_title_below = false;  // in a row of its own, whatever its length

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 pixel(UnitPoint unit) const;
};

/// The colour with its opacity times `alpha`, in [0, 1].
ImU32 with_alpha(ImU32 colour, float alpha);

/// Width and drawing of an axis label; what follows '^' is raised and smaller.
float axis_label_width(const std::string& label);
void draw_axis_label(ImDrawList& list, ImVec2 position, ImU32 colour, const std::string& label);

/// Whether the x title stands among the tick labels, at their right end, or needs a row of its own.
bool x_title_has_row(const PlotArea& area, std::string_view x_title);
/// Background, grid lines, tick labels and the x title.
void draw_axes(ImDrawList& list, const PlotArea& area, std::span<const Tick> x_ticks,
               std::span<const Tick> y_ticks, std::string_view x_title);
void draw_series(ImDrawList& list, const PlotArea& area, const PlotSeries& series);
/// At most one line per three pixels.
void draw_markers(ImDrawList& list, const PlotArea& area, std::span<const PlotMarker> markers);
void draw_centred(ImDrawList& list, const PlotArea& area, std::string_view text);

/// A row of the read-out box; without colour for text that belongs to no curve.
struct ReadoutRow {
  ImU32 colour = 0;
  std::string name;
  std::string value;
};
/// A box beside `anchor` (pixels) that stays inside the area; rows that do not fit are left out.
void draw_readout(ImDrawList& list, const PlotArea& area, ImVec2 anchor,
                  std::span<const ReadoutRow> rows);

}  // namespace fscope
