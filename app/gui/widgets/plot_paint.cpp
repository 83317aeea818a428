#include "app/gui/widgets/plot_paint.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr float kExponentSize = 0.78F;

// One device pixel at scale 1, two at scale 2.
float hair() { return std::max(1.0F, std::round(ImGui::GetFontSize() / 17.0F)); }

// Vertical extent of a column's band in pixels, upper end first.
struct Band {
  float x;
  float top;
  float bottom;
};

Band band_of(const PlotArea& area, const PlotColumn& column) {
  const UnitPoint low = to_unit(area.view, column.x, column.min);
  const UnitPoint high = to_unit(area.view, column.x, column.max);
  const double x = std::clamp(low.x, -1.0, 2.0);
  return {area.pixel({x, 0.0}).x, area.pixel({x, std::clamp(high.y, -1.0, 2.0)}).y,
          area.pixel({x, std::clamp(low.y, -1.0, 2.0)}).y};
}

// Strokes the current path and clears it.
void stroke(ImDrawList& list, ImU32 colour, float thickness, bool dashed) {
  if (!dashed) {
    list.PathStroke(colour, 0, thickness);
    return;
  }
  const std::vector<ImVec2> path(list._Path.begin(), list._Path.end());
  list.PathClear();
  for (const Dash& dash : dashes(path, 4.0F * thickness, 2.5F * thickness)) {
    list.AddLine(dash.from, dash.to, colour, thickness);
  }
}

// Without ImGui's smoothed edges: neighbouring translucent pieces would show seams.
void draw_band(ImDrawList& list, const PlotArea& area, std::span<const PlotColumn> columns,
               ImU32 colour) {
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const Band a = band_of(area, columns[i - 1]);
    const Band b = band_of(area, columns[i]);
    if (a.bottom - a.top < 1.0F && b.bottom - b.top < 1.0F) continue;
    list.PrimReserve(6, 4);
    list.PrimQuadUV({a.x, a.top}, {b.x, b.top}, {b.x, b.bottom}, {a.x, a.bottom}, uv, uv, uv, uv,
                    colour);
  }
}

void draw_line(ImDrawList& list, const PlotArea& area, std::span<const PlotColumn> columns,
               const PlotSeries& series) {
  const bool dashed = series.style == PlotStyle::dashed;
  const float thickness = 1.6F * hair();
  for (std::size_t i = 1; i < columns.size(); ++i) {
    UnitPoint a = to_unit(area.view, columns[i - 1].x, columns[i - 1].last);
    UnitPoint b = to_unit(area.view, columns[i].x, columns[i].last);
    const UnitPoint wanted = b;
    if (!clip_segment(a, b)) {
      stroke(list, series.colour, thickness, dashed);
      continue;
    }
    if (list._Path.empty()) list.PathLineTo(area.pixel(a));
    list.PathLineTo(area.pixel(b));
    if (b.x != wanted.x || b.y != wanted.y) stroke(list, series.colour, thickness, dashed);
  }
  stroke(list, series.colour, thickness, dashed);
}

void draw_dot(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour) {
  list.AddCircleFilled(centre, radius + hair(), ImGui::GetColorU32(ImGuiCol_FrameBg), 16);
  list.AddCircleFilled(centre, radius, colour, 16);
}

// Every point of small sets; of large ones one for each pixel it would cover again.
void draw_points(ImDrawList& list, const PlotArea& area, const PlotSeries& series) {
  constexpr std::size_t kMost = 4000;
  const std::size_t stride = series.points.size() / kMost + 1;
  const float radius = 2.4F * hair();
  for (std::size_t i = 0; i < series.points.size(); i += stride) {
    const PlotPoint& p = series.points[i];
    if (!showable(area.view, p)) continue;
    const UnitPoint unit = to_unit(area.view, p.x, p.y);
    if (unit.x < 0.0 || unit.x > 1.0 || unit.y < 0.0 || unit.y > 1.0) continue;
    draw_dot(list, area.pixel(unit), radius, series.colour);
  }
}

void draw_grid_line(ImDrawList& list, ImVec2 from, ImVec2 to, bool major) {
  const ImU32 colour = ImGui::GetColorU32(ImGuiCol_TableBorderLight, major ? 1.0F : 0.45F);
  list.AddLine(from, to, colour, hair());
}

void draw_x_labels(ImDrawList& list, const PlotArea& area, std::span<const Tick> ticks,
                   std::string_view title) {
  const ImU32 muted = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  const float em = ImGui::GetFontSize();
  const float y = area.max.y + 0.3F * em;
  float limit = area.max.x + 0.5F * em;  // labels may reach this far to the right
  if (area.x_title_below) {
    const float x = (area.min.x + area.max.x - text_size(title).x) / 2.0F;
    draw_text(list, {x, y + 1.3F * em}, ImGui::GetColorU32(ImGuiCol_Text), title);
  } else if (!title.empty()) {
    const float x = area.max.x - text_size(title).x;
    draw_text(list, {x, y}, ImGui::GetColorU32(ImGuiCol_Text), title);
    limit = x - 0.6F * em;
  }
  float free_from = -std::numeric_limits<float>::infinity();
  for (const Tick& tick : ticks) {
    if (tick.label.empty()) continue;
    const float width = axis_label_width(tick.label);
    const float centre = area.pixel({to_unit(area.view.x_scale, area.view.x, tick.value), 0.0}).x;
    const float x = std::clamp(centre - width / 2.0F, area.min.x - 0.5F * em,
                               std::max(area.min.x, area.max.x + 0.5F * em - width));
    if (x < free_from || x + width > limit) continue;
    draw_axis_label(list, {x, y}, muted, tick.label);
    free_from = x + width + 0.5F * em;
  }
}

void draw_y_labels(ImDrawList& list, const PlotArea& area, std::span<const Tick> ticks) {
  const ImU32 muted = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  const float em = ImGui::GetFontSize();
  float free_below = std::numeric_limits<float>::infinity();
  for (const Tick& tick : ticks) {
    if (tick.label.empty()) continue;
    const float centre = area.pixel({0.0, to_unit(area.view.y_scale, area.view.y, tick.value)}).y;
    const float y = centre - em / 2.0F;
    if (y + em > free_below || y < area.min.y - 0.6F * em) continue;
    draw_axis_label(list, {area.min.x - axis_label_width(tick.label) - 0.4F * em, y}, muted,
                    tick.label);
    free_below = y;
  }
}

struct Box {
  ImVec2 size;
  float name_width = 0.0F;
  std::size_t n_rows = 0;
};

constexpr float kRowHeight = 1.25F;  // all in em
constexpr float kPadding = 0.5F;
constexpr float kSwatch = 1.0F;

Box measure(std::span<const ReadoutRow> rows, const PlotArea& area) {
  const float em = ImGui::GetFontSize();
  const float room = (area.height() / em - 2.0F * kPadding) / kRowHeight;
  Box box;
  box.n_rows = std::min(rows.size(), static_cast<std::size_t>(std::max(room, 0.0F)));
  float value_width = 0.0F;
  for (const ReadoutRow& row : rows.first(box.n_rows)) {
    const float swatch = row.colour == 0 ? 0.0F : kSwatch * em;
    box.name_width = std::max(box.name_width, swatch + text_size(row.name).x);
    value_width = std::max(value_width, text_size(row.value).x);
  }
  const float gap = value_width > 0.0F ? 0.9F * em : 0.0F;
  box.size.x = std::min(box.name_width + gap + value_width + 2.0F * kPadding * em, area.width());
  box.size.y = (static_cast<float>(box.n_rows) * kRowHeight + 2.0F * kPadding) * em;
  return box;
}

ImVec2 place(const Box& box, const PlotArea& area, ImVec2 anchor) {
  const float gap = 0.8F * ImGui::GetFontSize();
  float x = anchor.x + gap;
  if (x + box.size.x > area.max.x) x = anchor.x - gap - box.size.x;
  x = std::clamp(x, area.min.x, std::max(area.min.x, area.max.x - box.size.x));
  const float y = std::clamp(anchor.y - box.size.y / 2.0F, area.min.y,
                             std::max(area.min.y, area.max.y - box.size.y));
  return {std::round(x), std::round(y)};
}

void draw_row(ImDrawList& list, const ReadoutRow& row, ImVec2 at, float right) {
  const float em = ImGui::GetFontSize();
  const ImU32 text = ImGui::GetColorU32(ImGuiCol_Text);
  const ImU32 muted = ImGui::GetColorU32(ImGuiCol_TextDisabled);
  float x = at.x;
  if (row.colour != 0) {
    list.AddCircleFilled({x + 0.3F * em, at.y + 0.5F * em}, 0.28F * em, row.colour, 16);
    x += kSwatch * em;
  }
  draw_text(list, {x, at.y}, row.colour == 0 && row.value.empty() ? text : muted, row.name);
  draw_text(list, {right - text_size(row.value).x, at.y}, text, row.value);
}

}  // namespace

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 0xFFU);
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(a * alpha) << IM_COL32_A_SHIFT);
}

ImVec2 PlotArea::pixel(UnitPoint unit) const {
  return {min.x + static_cast<float>(unit.x) * width(),
          max.y - static_cast<float>(unit.y) * height()};
}

float axis_label_width(const std::string& label) {
  const std::size_t caret = label.find('^');
  if (caret == std::string::npos) return text_size(label).x;
  return text_size(std::string_view(label).substr(0, caret)).x +
         kExponentSize * text_size(std::string_view(label).substr(caret + 1)).x;
}

void draw_axis_label(ImDrawList& list, ImVec2 position, ImU32 colour, const std::string& label) {
  const std::string_view whole(label);
  const std::string_view base = whole.substr(0, whole.find('^'));
  draw_text(list, position, colour, base);
  if (base.size() == whole.size()) return;
  const std::string_view exponent = whole.substr(base.size() + 1);
  const float em = ImGui::GetFontSize();
  const ImVec2 at{std::round(position.x + text_size(base).x), std::round(position.y - 0.22F * em)};
  list.AddText(ImGui::GetFont(), kExponentSize * em, at, colour, exponent.data(),
               exponent.data() + exponent.size());
}

bool x_title_has_row(const PlotArea& area, std::string_view x_title) {
  return area.x_title_below || text_size(x_title).x > 0.25F * area.width();
}

void draw_axes(ImDrawList& list, const PlotArea& area, std::span<const Tick> x_ticks,
               std::span<const Tick> y_ticks, std::string_view x_title) {
  list.AddRectFilled(area.min, area.max, ImGui::GetColorU32(ImGuiCol_FrameBg));
  for (const Tick& tick : x_ticks) {
    const float unit = static_cast<float>(to_unit(area.view.x_scale, area.view.x, tick.value));
    const float x = std::round(area.pixel({unit, 0.0}).x) + 0.5F;
    draw_grid_line(list, {x, area.min.y}, {x, area.max.y}, !tick.label.empty());
  }
  for (const Tick& tick : y_ticks) {
    const float unit = static_cast<float>(to_unit(area.view.y_scale, area.view.y, tick.value));
    const float y = std::round(area.pixel({0.0, unit}).y) + 0.5F;
    draw_grid_line(list, {area.min.x, y}, {area.max.x, y}, !tick.label.empty());
  }
  list.AddRect(area.min, area.max, ImGui::GetColorU32(ImGuiCol_Border));
  draw_x_labels(list, area, x_ticks, x_title);
  draw_y_labels(list, area, y_ticks);
}

void draw_series(ImDrawList& list, const PlotArea& area, const PlotSeries& series) {
  list.PushClipRect(area.min, area.max, true);
  if (series.style != PlotStyle::points) {
    const int n_pixels = std::max(1, static_cast<int>(area.width()));
    const std::vector<PlotColumn> columns = plot_columns(area.view, series.points, n_pixels);
    draw_band(list, area, columns, with_alpha(series.colour, 0.28F));
    draw_line(list, area, columns, series);
    // A line of one point would be invisible.
    if (columns.size() == 1) {
      const UnitPoint at = to_unit(area.view, columns[0].x, columns[0].last);
      if (at.x >= 0.0 && at.x <= 1.0 && at.y >= 0.0 && at.y <= 1.0) {
        draw_dot(list, area.pixel(at), 2.4F * hair(), series.colour);
      }
    }
  }
  if (has_dots(series.style)) draw_points(list, area, series);
  list.PopClipRect();
}

void draw_markers(ImDrawList& list, const PlotArea& area, std::span<const PlotMarker> markers) {
  const ImU32 colour = ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.55F);
  const float flag = 0.3F * ImGui::GetFontSize();
  float free_from = -1.0F;
  list.PushClipRect(area.min, area.max, true);
  for (const PlotMarker& marker : markers) {
    if (!showable(area.view.x_scale, marker.x)) continue;
    const double unit = to_unit(area.view.x_scale, area.view.x, marker.x);
    if (unit < 0.0 || unit > 1.0) continue;
    const float x = std::round(area.pixel({unit, 0.0}).x) + 0.5F;
    if (x < free_from) continue;
    list.AddLine({x, area.min.y}, {x, area.max.y}, ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.3F),
                 hair());
    list.AddTriangleFilled({x - flag, area.min.y}, {x + flag, area.min.y},
                           {x, area.min.y + 1.4F * flag}, colour);
    free_from = x + 3.0F;
  }
  list.PopClipRect();
}

void draw_centred(ImDrawList& list, const PlotArea& area, std::string_view text) {
  const ImVec2 size = text_size(text);
  draw_text(
      list,
      {area.min.x + (area.width() - size.x) / 2.0F, area.min.y + (area.height() - size.y) / 2.0F},
      ImGui::GetColorU32(ImGuiCol_TextDisabled), text);
}

void draw_readout(ImDrawList& list, const PlotArea& area, ImVec2 anchor,
                  std::span<const ReadoutRow> rows) {
  const Box box = measure(rows, area);
  if (box.n_rows == 0) return;
  const float em = ImGui::GetFontSize();
  const ImVec2 min = place(box, area, anchor);
  const ImVec2 max{min.x + box.size.x, min.y + box.size.y};
  note_rect("read-out", min, max);
  list.PushClipRect(area.min, area.max, true);
  list.AddRectFilled(min, max, ImGui::GetColorU32(ImGuiCol_PopupBg, 0.95F), 0.3F * em);
  list.AddRect(min, max, ImGui::GetColorU32(ImGuiCol_Border), 0.3F * em);
  ImVec2 at{min.x + kPadding * em, min.y + kPadding * em};
  for (const ReadoutRow& row : rows.first(box.n_rows)) {
    draw_row(list, row, at, max.x - kPadding * em);
    at.y += kRowHeight * em;
  }
  list.PopClipRect();
}

}  // namespace fscope
