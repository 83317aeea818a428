#include "app/gui/widgets/plot.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/plot_data.h"
#include "app/gui/widgets/plot_heatmap.h"
#include "app/gui/widgets/plot_legend.h"
#include "app/gui/widgets/plot_paint.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr double kZoomPerNotch = 1.2;
constexpr double kYMargin = 0.06;
constexpr Interval kEmpty{1.0, 0.0};

bool is_shown(const PlotState& state, const PlotSeries& series) {
  return !state.is_hidden(series.name.english());
}

bool has_points(const PlotSpec& spec) {
  return spec.heatmap != nullptr ||
         std::any_of(spec.series.begin(), spec.series.end(),
                     [](const PlotSeries& s) { return !s.points.empty(); });
}

double x_margin(const PlotSpec& spec) {
  const bool dots = std::any_of(spec.series.begin(), spec.series.end(),
                                [](const auto& s) { return has_dots(s.style); });
  return dots ? 0.03 : 0.0;  // room for whole dots
}

// Counts and times begin at zero even when their first sample comes a little later.
Interval from_zero(AxisScale scale, Interval extent) {
  const bool close = extent.min > 0.0 && extent.min < 0.1 * extent.max;
  if (scale == AxisScale::linear && close) extent.min = 0.0;
  return extent;
}

// With a shared axis: the data of this plot, of those drawn before it in this frame, and of all in
// the frame before, since those drawn later are not known yet.
Interval shared_fit(AxisView& axis, Interval own) {
  const int frame = ImGui::GetFrameCount();
  if (axis.fit_frame != frame) {
    axis.previous_fit = axis.fit_frame == frame - 1 ? axis.fit : kEmpty;
    axis.fit = kEmpty;
    axis.fit_frame = frame;
  }
  axis.fit = united(axis.fit, own);
  return united(axis.fit, axis.previous_fit);
}

void follow(const PlotSpec& spec, const PlotState& state, AxisView& x, AxisView& y) {
  if (spec.heatmap != nullptr) {
    if (x.follow) x.range = spec.heatmap->x;
    if (y.follow) y.range = spec.heatmap->y;
    return;
  }
  PlotView view{state.x_scale, state.y_scale, x.range, y.range};
  Interval extent = kEmpty;
  for (const PlotSeries& series : spec.series) {
    if (is_shown(state, series)) extent = united(extent, x_extent(view, series.points));
  }
  if (spec.shared_x != nullptr) extent = shared_fit(x, extent);
  if (x.follow || !showable(view.x_scale, x.range.min)) {
    x.range = fitted(view.x_scale, from_zero(view.x_scale, extent), x_margin(spec));
  }
  view.x = x.range;
  extent = kEmpty;
  for (const PlotSeries& series : spec.series) {
    if (is_shown(state, series)) extent = united(extent, y_extent(view, series.points));
  }
  if (y.follow || !showable(view.y_scale, y.range.min)) {
    y.range = fitted(view.y_scale, extent, kYMargin);
  }
}

// What the mouse over the last item does to one axis. `unit` is where it stands in the view,
// `moved` how far it went since the last frame, both along this axis and in lengths of the view.
void navigate(AxisView& axis, AxisScale scale, double unit, double moved) {
  const float wheel = ImGui::GetIO().MouseWheel;
  const bool hovered = ImGui::IsItemHovered();
  if (hovered && ImGui::IsMouseDoubleClicked(0)) {
    axis.follow = true;
    return;
  }
  const Interval before = axis.range;
  if (moved != 0.0 && ImGui::IsItemActive() && ImGui::IsMouseDragging(0)) {
    axis.range = panned(scale, axis.range, -moved);
  }
  if (wheel != 0.0F && hovered) {
    axis.range = zoomed(scale, axis.range, unit, std::pow(kZoomPerNotch, -wheel));
  }
  if (axis.range != before) axis.follow = false;
}

void navigate_x(const PlotArea& area, AxisView& x) {
  const ImGuiIO& io = ImGui::GetIO();
  const double width = std::max(1.0F, area.width());
  navigate(x, area.view.x_scale, (io.MousePos.x - area.min.x) / width, io.MouseDelta.x / width);
}

void navigate_y(const PlotArea& area, AxisView& y) {
  const ImGuiIO& io = ImGui::GetIO();
  const double height = std::max(1.0F, area.height());
  navigate(y, area.view.y_scale, (area.max.y - io.MousePos.y) / height, -io.MouseDelta.y / height);
}

// An item over the given part of the plot; false when there is no room for it.
bool catch_mouse(const std::string& label, ImVec2 min, ImVec2 max) {
  if (max.x - min.x < 1.0F || max.y - min.y < 1.0F) return false;
  ImGui::SetCursorScreenPos(min);
  ImGui::InvisibleButton(label.c_str(), {max.x - min.x, max.y - min.y});
  note_item(label);
  compat::own_wheel();
  return true;
}

std::string value_text(const PlotPoint& p) {
  if (!(p.max > p.min)) return exact_label(p.y, 4);
  return fill("{}  ({} to {})"_t, exact_label(p.y, 4), exact_label(p.min, 3), exact_label(p.max, 3))
      .shown();
}

// The sample nearest to x over all shown series; x itself when there is none.
double snapped(const PlotSpec& spec, const PlotState& state, const PlotView& view, double x) {
  double best = x;
  double best_distance = 1e300;
  for (const PlotSeries& series : spec.series) {
    if (!is_shown(state, series)) continue;
    const auto i = nearest_point(view, series.points, x);
    if (!i) continue;
    const double at = series.points[*i].x;
    const double distance =
        std::abs(to_unit(view.x_scale, view.x, at) - to_unit(view.x_scale, view.x, x));
    if (distance < best_distance) {
      best = at;
      best_distance = distance;
    }
  }
  return best;
}

void add_marker_rows(const PlotSpec& spec, const PlotArea& area, float mouse_x,
                     std::vector<ReadoutRow>& rows) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string_view> near;
  for (const PlotMarker& marker : spec.markers) {
    const double unit = to_unit(area.view.x_scale, area.view.x, marker.x);
    const float x = area.pixel({unit, 0.0}).x;
    if (std::abs(x - mouse_x) <= 0.5F * ImGui::GetFontSize()) near.push_back(marker.label.shown());
  }
  for (std::size_t i = 0; i < std::min(kMost, near.size()); ++i) {
    rows.push_back({0, std::string(near[i]), ""});
  }
  if (near.size() > kMost) {
    rows.push_back({0, fill("and {} more"_t, near.size() - kMost).shown(), ""});
  }
}

void add_cell_rows(const PlotSpec& spec, const PlotArea& area, double x,
                   std::vector<ReadoutRow>& rows) {
  const double unit = (area.max.y - ImGui::GetIO().MousePos.y) / area.height();
  const double y = from_unit(area.view.y_scale, area.view.y, unit);
  rows.push_back({0, spec.y_title.shown(), exact_label(y)});
  const std::optional<double> value = heatmap_value(*spec.heatmap, x, y);
  rows.push_back({0, "value"_t.shown(), value ? exact_label(*value) : "-"});
}

// Cross-hair, dots on the curves, and the box with their values.
void read_out(const PlotSpec& spec, const PlotState& state, const PlotArea& area, double x) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const double at = snapped(spec, state, area.view, x);
  const float px = area.pixel({to_unit(area.view.x_scale, area.view.x, at), 0.0}).x;
  if (!(px >= area.min.x && px <= area.max.x)) return;
  list.AddLine({px, area.min.y}, {px, area.max.y}, ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.7F));
  std::vector<ReadoutRow> rows{{0, spec.x_title.shown(), exact_label(at)}};
  if (spec.heatmap != nullptr) add_cell_rows(spec, area, at, rows);
  for (const PlotSeries& series : spec.series) {
    if (!is_shown(state, series)) continue;
    const auto i = nearest_point(area.view, series.points, at);
    if (!i) continue;
    const PlotPoint& p = series.points[*i];
    const UnitPoint unit = to_unit(area.view, p.x, p.y);
    if (unit.x >= 0.0 && unit.x <= 1.0 && unit.y >= 0.0 && unit.y <= 1.0) {
      list.AddCircleFilled(area.pixel(unit), 0.24F * ImGui::GetFontSize(), series.colour, 16);
    }
    rows.push_back({series.colour, series.name.shown(), value_text(p)});
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  add_marker_rows(spec, area, px, rows);
  draw_readout(list, area, {px, std::clamp(mouse.y, area.min.y, area.max.y)}, rows);
}

// Left of the area: room for the widest label, in whole steps so that it does not jitter.
float label_room(std::span<const Tick> ticks) {
  const float em = ImGui::GetFontSize();
  float widest = 1.6F * em;
  for (const Tick& tick : ticks) widest = std::max(widest, axis_label_width(tick.label));
  return std::ceil(widest / em * 2.0F) / 2.0F * em + 0.6F * em;
}

std::vector<Tick> y_ticks_for(const PlotState& state, Interval y, float height) {
  const int most = static_cast<int>(height / (2.2F * ImGui::GetFontSize()));
  return axis_ticks(state.y_scale, y, std::max(2, most));
}

/// The series as it is drawn: faint while the legend entry of another one is pointed at.
PlotSeries faint_beside_highlight(PlotSeries series, const PlotState& state) {
  constexpr float kFaint = 0.2F;
  if (!state.highlighted.empty() && state.highlighted != series.name.english()) {
    series.colour = with_alpha(series.colour, kFaint);
  }
  return series;
}

void draw_contents(const PlotSpec& spec, const PlotState& state, const PlotArea& area) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float em = ImGui::GetFontSize();
  const float label_width = state.x_scale == AxisScale::linear ? 5.0F * em : 3.2F * em;
  const std::vector<Tick> x_ticks =
      axis_ticks(area.view.x_scale, area.view.x, static_cast<int>(area.width() / label_width));
  draw_axes(list, area, x_ticks, y_ticks_for(state, area.view.y, area.height()),
            spec.x_title.shown());
  if (spec.heatmap != nullptr) {
    draw_heatmap(list, area, *spec.heatmap);
    draw_colour_bar(list, area, *spec.heatmap);
  }
  draw_markers(list, area, spec.markers);
  for (const PlotSeries& series : spec.series) {
    if (is_shown(state, series)) draw_series(list, area, faint_beside_highlight(series, state));
  }
  if (!has_points(spec)) draw_centred(list, area, spec.empty_text.shown());
}

ImVec2 resolved_size(ImVec2 wanted) {
  const float em = ImGui::GetFontSize();
  if (wanted.x <= 0.0F) wanted.x = ImGui::GetContentRegionAvail().x;
  if (wanted.y <= 0.0F) wanted.y = 12.0F * em;
  return {std::max(wanted.x, 6.0F * em), std::max(wanted.y, 5.0F * em)};
}

// What the mouse does over the area with the curves.
struct MouseUse {
  bool hovered = false;
  bool held = false;
};

MouseUse let_mouse_navigate(const PlotSpec& spec, PlotState& state, const PlotArea& area,
                            AxisView& x, ImVec2 outer_min, ImVec2 outer_max) {
  const std::string id(spec.id);
  AxisView& y = state.y;
  if (catch_mouse(id + " x axis", {area.min.x, area.max.y}, {area.max.x, outer_max.y})) {
    navigate_x(area, x);
  }
  if (catch_mouse(id + " y axis", {outer_min.x, area.min.y}, {area.min.x, area.max.y})) {
    navigate_y(area, y);
  }
  if (!catch_mouse(id, area.min, area.max)) return {};
  if (!spec.drawable) {
    navigate_x(area, x);
    navigate_y(area, y);
  }
  return {ImGui::IsItemHovered(), ImGui::IsItemActive()};
}

// The area with the curves between header and x labels.
PlotArea place_area(const PlotSpec& spec, const PlotState& state, const PlotView& view, ImVec2 min,
                    ImVec2 max) {
  const float em = ImGui::GetFontSize();
  PlotArea area{
      {min.x, std::round(min.y)}, {std::round(max.x - 0.2F * em), 0.0F}, view, spec.x_title_below};
  // Decided once, for room and drawing alike: the area gets narrower below.
  area.x_title_below = x_title_has_row(area, spec.x_title.shown());
  const float labels = area.x_title_below ? 2.7F : 1.5F;
  area.max.y = std::round(std::max(min.y + 2.0F * em, max.y - labels * em));
  area.min.x += std::round(label_room(y_ticks_for(state, view.y, area.height())));
  if (spec.heatmap != nullptr) area.max.x -= colour_bar_width(*spec.heatmap);
  return area;
}

// Tells how to come back to the whole data.
void draw_hint(const PlotArea& area) {
  const std::string_view hint = "double-click: show all"_t.shown();
  const float em = ImGui::GetFontSize();
  const float width = text_size(hint).x;
  if (width + em > area.width()) return;
  draw_text(*ImGui::GetWindowDrawList(), {area.max.x - width - 0.4F * em, area.max.y - 1.3F * em},
            ImGui::GetColorU32(ImGuiCol_TextDisabled), hint);
}

// Remembers what is hovered, also for the plots that share x, and draws it.
PlotResult answer_mouse(const PlotSpec& spec, const PlotState& state, const PlotArea& area,
                        AxisView& x, MouseUse use) {
  PlotResult result{use.hovered, use.held};
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const int frame = ImGui::GetFrameCount();
  if (use.hovered || use.held) {
    const double width = area.width();
    const double height = area.height();
    const double unit_x = (mouse.x - area.min.x) / width;
    const double unit_y = (area.max.y - mouse.y) / height;
    result.x = from_unit(state.x_scale, area.view.x, unit_x);
    result.y = from_unit(state.y_scale, area.view.y, unit_y);
  }
  if (spec.drawable) return result;  // a read-out would lie over what is being drawn
  if (use.hovered) {
    x.cursor = result.x;
    x.cursor_frame = frame;
    if (!x.follow || !state.y.follow) draw_hint(area);
  }
  const bool linked = spec.shared_x != nullptr && x.cursor && frame - x.cursor_frame <= 1;
  if (use.hovered || linked) read_out(spec, state, area, *x.cursor);
  return result;
}

}  // namespace

PlotResult draw_plot(const PlotSpec& spec, PlotState& state) {
  const ImVec2 size = resolved_size(spec.size);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 max{min.x + size.x, min.y + size.y};
  AxisView& x = spec.shared_x == nullptr ? state.x : *spec.shared_x;
  AxisView& y = state.y;

  ImGui::PushID(spec.id);
  const float top = draw_plot_header(spec, state, min, max) + 0.2F * ImGui::GetFontSize();
  follow(spec, state, x, y);
  const PlotView view{state.x_scale, state.y_scale, x.range, y.range};
  PlotArea area = place_area(spec, state, view, {min.x, top}, max);
  const MouseUse use = let_mouse_navigate(spec, state, area, x, min, max);
  follow(spec, state, x, y);  // so that a zoom along x, or its end, shows in this frame
  area.view.x = x.range;
  area.view.y = y.range;
  draw_contents(spec, state, area);
  const PlotResult result = answer_mouse(spec, state, area, x, use);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(min);
  ImGui::Dummy(size);
  return result;
}

std::vector<PlotPoint> plot_points(std::span<const double> x, std::span<const double> y) {
  std::vector<PlotPoint> points;
  points.reserve(std::min(x.size(), y.size()));
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    points.push_back({x[i], y[i], y[i], y[i]});
  }
  return points;
}

}  // namespace fscope
