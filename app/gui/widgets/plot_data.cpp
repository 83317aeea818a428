#include "app/gui/widgets/plot_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fscope {
namespace {

constexpr Interval kEmpty{1.0, 0.0};

void include(Interval& range, double low, double high) {
  range = range.min > range.max ? Interval{low, high}
                                : Interval{std::min(range.min, low), std::max(range.max, high)};
}

// A band may reach below zero on a logarithmic axis although its last value does not.
double low_end(const PlotView& view, const PlotPoint& p) {
  return showable(view.y_scale, p.min) ? std::min(p.min, p.y) : p.y;
}

double high_end(const PlotView& view, const PlotPoint& p) {
  return showable(view.y_scale, p.max) ? std::max(p.max, p.y) : p.y;
}

// Pixel column, clamped to one beyond either end.
int column_of(const PlotView& view, double x, int n_pixels) {
  const double pixel = std::floor(to_unit(view.x_scale, view.x, x) * n_pixels);
  return static_cast<int>(std::clamp(pixel, -1.0, static_cast<double>(n_pixels)));
}

void extend(PlotColumn& column, const PlotView& view, const PlotPoint& p) {
  column.x = p.x;
  column.last = p.y;
  column.min = std::min(column.min, low_end(view, p));
  column.max = std::max(column.max, high_end(view, p));
}

PlotColumn start(const PlotView& view, const PlotPoint& p) {
  return {p.x, p.y, low_end(view, p), high_end(view, p)};
}

// The part of the points that can matter: those in view and one neighbour on each side, found
// without looking at all of them. A NaN among the x would break the ordering, so it is treated as
// "before".
std::span<const PlotPoint> part_in_view(const PlotView& view, std::span<const PlotPoint> points) {
  const auto before = [&](const PlotPoint& p) { return !(p.x >= view.x.min); };
  const auto not_after = [&](const PlotPoint& p) { return !(p.x > view.x.max); };
  auto first = std::partition_point(points.begin(), points.end(), before);
  auto last = std::partition_point(first, points.end(), not_after);
  while (first != points.begin() && !showable(view, *std::prev(first))) --first;
  if (first != points.begin()) --first;
  while (last != points.end() && !showable(view, *last)) ++last;
  if (last != points.end()) ++last;
  return {first, last};
}

}  // namespace

bool showable(const PlotView& view, const PlotPoint& point) {
  return showable(view.x_scale, point.x) && showable(view.y_scale, point.y);
}

Interval united(Interval a, Interval b) {
  if (b.min > b.max) return a;
  include(a, b.min, b.max);
  return a;
}

Interval x_extent(const PlotView& view, std::span<const PlotPoint> points) {
  Interval extent = kEmpty;
  for (const PlotPoint& p : points) {
    if (showable(view, p)) include(extent, p.x, p.x);
  }
  return extent;
}

Interval y_extent(const PlotView& view, std::span<const PlotPoint> points) {
  Interval extent = kEmpty;
  for (const PlotPoint& p : points) {
    if (!showable(view, p) || p.x < view.x.min || p.x > view.x.max) continue;
    include(extent, low_end(view, p), high_end(view, p));
  }
  return extent;
}

std::vector<PlotColumn> plot_columns(const PlotView& view, std::span<const PlotPoint> points,
                                     int n_pixels) {
  std::vector<PlotColumn> columns;
  int current = std::numeric_limits<int>::min();
  for (const PlotPoint& p : part_in_view(view, points)) {
    if (!showable(view, p)) continue;
    const int column = column_of(view, p.x, n_pixels);
    if (column == current) {
      extend(columns.back(), view, p);
    } else {
      columns.push_back(start(view, p));
      current = column;
    }
  }
  return columns;
}

std::optional<std::size_t> nearest_point(const PlotView& view, std::span<const PlotPoint> points,
                                         double x) {
  std::optional<std::size_t> best;
  double best_distance = std::numeric_limits<double>::infinity();
  const double at = to_unit(view.x_scale, view.x, x);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!showable(view, points[i])) continue;
    const double distance = std::abs(to_unit(view.x_scale, view.x, points[i].x) - at);
    if (distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

UnitPoint to_unit(const PlotView& view, double x, double y) {
  return {to_unit(view.x_scale, view.x, x), to_unit(view.y_scale, view.y, y)};
}

bool clip_segment(UnitPoint& a, UnitPoint& b) {
  // Liang and Barsky 1984: the parameter range that lies inside all four half planes.
  double begin = 0.0;
  double end = 1.0;
  const UnitPoint d{b.x - a.x, b.y - a.y};
  const auto cut = [&](double direction, double distance) {
    if (direction == 0.0) return distance >= 0.0;
    const double t = distance / direction;
    if (direction < 0.0) begin = std::max(begin, t);
    if (direction > 0.0) end = std::min(end, t);
    return begin <= end;
  };
  if (!cut(-d.x, a.x + 1.0) || !cut(d.x, 2.0 - a.x)) return false;
  if (!cut(-d.y, a.y + 1.0) || !cut(d.y, 2.0 - a.y)) return false;
  b = {a.x + end * d.x, a.y + end * d.y};
  a = {a.x + begin * d.x, a.y + begin * d.y};
  return true;
}

std::vector<Dash> dashes(std::span<const ImVec2> path, float on, float off) {
  std::vector<Dash> out;
  float along = 0.0F;  // of the present dash and the gap after it
  for (std::size_t i = 1; i < path.size(); ++i) {
    const ImVec2 a = path[i - 1];
    const ImVec2 d{path[i].x - a.x, path[i].y - a.y};
    const float length = std::hypot(d.x, d.y);
    float at = 0.0F;
    while (at < length) {
      const bool drawn = along < on;
      const float part = std::min(length - at, (drawn ? on : on + off) - along);
      const float end = at + part;
      const auto point = [&](float s) {
        return ImVec2{a.x + d.x * s / length, a.y + d.y * s / length};
      };
      if (drawn) out.push_back({point(at), point(end)});
      along = along + part >= on + off ? 0.0F : along + part;
      at = end;
    }
  }
  return out;
}

}  // namespace fscope
