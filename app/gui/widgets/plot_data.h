// What a plot computes from its series before drawing: extents, columns of pixels, nearest samples.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/gui/widgets/plot.h"

namespace fscope {

/// The two scales and ranges of a plot.
struct PlotView {
  AxisScale x_scale = AxisScale::linear;
  AxisScale y_scale = AxisScale::linear;
  Interval x;
  Interval y;
};

/// Whether a point is drawn at all.
bool showable(const PlotView& view, const PlotPoint& point);

/// Range of x over the showable points; min > max when there are none.
Interval x_extent(const PlotView& view, std::span<const PlotPoint> points);
/// Range of min..max over the showable points with x inside view.x; min > max when there are none.
Interval y_extent(const PlotView& view, std::span<const PlotPoint> points);
/// The smallest interval that holds both; either may be empty (min > max).
Interval united(Interval a, Interval b);

/// The points of one pixel column joined into one.
struct PlotColumn {
  double x = 0.0;  ///< of the last point
  double last = 0.0;
  double min = 0.0;
  double max = 0.0;
};
/// At most one column per pixel of `n_pixels` (>= 1) plus one beyond each end, in ascending order,
/// so that the cost of drawing is bounded by the width. `points` with ascending x.
std::vector<PlotColumn> plot_columns(const PlotView& view, std::span<const PlotPoint> points,
                                     int n_pixels);

/// Index of the showable point nearest to `x` along the axis as drawn; none without such a point.
std::optional<std::size_t> nearest_point(const PlotView& view, std::span<const PlotPoint> points,
                                         double x);

/// A point in units of the plot area: (0, 0) its lower left, (1, 1) its upper right corner.
struct UnitPoint {
  double x = 0.0;
  double y = 0.0;
};
UnitPoint to_unit(const PlotView& view, double x, double y);
/// Shortens the segment to the part within one plot size around the plot area, so that single
/// precision pixels can hold it. Returns false when nothing is left.
bool clip_segment(UnitPoint& a, UnitPoint& b);

/// Whether each sample is drawn as a dot.
inline bool has_dots(PlotStyle style) {
  return style == PlotStyle::points || style == PlotStyle::line_and_points;
}

struct Dash {
  ImVec2 from;
  ImVec2 to;
};
/// The straight parts of `path` that a dashed line draws: `on` pixels drawn, `off` left out, in
/// turn along the whole path (both > 0).
std::vector<Dash> dashes(std::span<const ImVec2> path, float on, float off);

}  // namespace fscope
