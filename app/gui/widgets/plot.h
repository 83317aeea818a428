// Curves with two axes: the one plot of the program, for histories, spectra and 1D functions alike.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/text/text.h"
#include "app/gui/widgets/axis.h"

namespace fscope {

/// One sample, or a run of samples joined into one: `y` is the last of them, between min and max.
struct PlotPoint {
  double x = 0.0;
  double y = 0.0;
  double min = 0.0;
  double max = 0.0;
};

enum class PlotStyle { line, dashed, points, line_and_points };

/// A curve. Lines need ascending x. Points that are not finite, or not positive on a logarithmic
/// axis, are left out. What it refers to must live until draw_plot returns.
struct PlotSeries {
  Phrase name;  ///< the legend's label; its English is unique in its plot
  ImU32 colour = IM_COL32_WHITE;
  std::span<const PlotPoint> points = {};
  PlotStyle style = PlotStyle::line;
  bool in_legend = true;
};

/// A matrix drawn as coloured cells, with a colour bar beside the plot. What it refers to must live
/// until draw_plot returns.
struct PlotHeatmap {
  int rows = 0;  ///< row 0 is at the bottom
  int columns = 0;
  std::span<const double> values;  ///< rows * columns, row by row; not finite: no cell
  Interval x;                      ///< what all cells together span, on linear axes
  Interval y;
  Interval range;                  ///< values of the first and the last colour
  std::span<const ImU32> colours;  ///< from range.min to range.max, at least one
};

/// Something that happened at `x`: a vertical line whose label is shown under the mouse.
struct PlotMarker {
  double x = 0.0;
  Phrase label;
};

/// The visible part of one axis. Several plots may share one for x.
struct AxisView {
  Interval range;
  bool follow = true;  ///< the range is fitted to the data in every frame

  // Kept by draw_plot for plots that share this axis.
  std::optional<double> cursor = {};  ///< where one of them is hovered
  int cursor_frame = -1;
  Interval fit{1.0, 0.0};           ///< data range of those drawn so far in `fit_frame`
  Interval previous_fit{1.0, 0.0};  ///< data range of all of them in the frame before
  int fit_frame = -1;
};

/// What a plot remembers between frames. Held by the caller, one per plot.
struct PlotState {
  AxisView x;
  AxisView y;
  AxisScale x_scale = AxisScale::linear;
  AxisScale y_scale = AxisScale::linear;
  std::vector<std::string> hidden;  ///< English names of the series switched off in the legend

  /// English name of the series whose legend entry the mouse is over in the present frame.
  std::string highlighted = {};

  bool is_hidden(std::string_view name) const;
  void toggle(std::string_view name);
  /// Hides all but one of these, or shows all when that is so already.
  void toggle_solo(std::string_view name, std::span<const PlotSeries> series);
};

struct PlotSpec {
  const char* id = "plot";  ///< unique in its window
  ImVec2 size{0.0F, 0.0F};  ///< pixels; 0: the width there is, and 12 lines of text
  Phrase x_title = {};      ///< with unit: "step", "time (s)"
  Phrase y_title = {};
  std::span<const PlotSeries> series = {};
  std::span<const PlotMarker> markers = {};
  const PlotHeatmap* heatmap = nullptr;
  bool x_title_below = false;  ///< always in a row of its own, also where it fits among the labels
  bool drawable = false;       ///< the mouse draws in it and leaves the view as it is
  AxisView* shared_x = nullptr;  ///< used in place of the state's own x
  Phrase empty_text = "no data yet"_t;
};

struct PlotResult {
  bool hovered = false;  ///< the mouse is over the area with the curves
  bool held = false;     ///< its button went down there and still is, wherever the mouse is now
  double x = 0.0;        ///< with either: the value under it
  double y = 0.0;
};

/// Draws the plot and lets the mouse work on it: wheel zooms about the cursor (over an axis: that
/// axis only), drag pans, double-click follows the data again. A click on a legend entry hides it,
/// with Ctrl all others; while the mouse is over it the others are faint.
/// Main thread, inside a window.
PlotResult draw_plot(const PlotSpec& spec, PlotState& state);

/// Points of a function given by its values; min and max equal y. As many as the shorter has.
std::vector<PlotPoint> plot_points(std::span<const double> x, std::span<const double> y);

}  // namespace fscope
