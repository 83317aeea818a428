#include "app/gui/widgets/plot_heatmap.h"

#include <algorithm>
#include <cmath>

namespace fscope {
namespace {

constexpr float kBarGap = 0.8F;  // all in em
constexpr float kBarWidth = 0.9F;
constexpr float kLabelGap = 0.3F;

ImU32 colour_of(const PlotHeatmap& heatmap, double value) {
  const auto n = static_cast<double>(heatmap.colours.size());
  const double unit = to_unit(AxisScale::linear, heatmap.range, value);
  const double index = std::clamp(std::floor(unit * n), 0.0, n - 1.0);
  return heatmap.colours[static_cast<std::size_t>(index)];
}

// Whole pixels, so that neighbouring cells neither overlap nor leave a gap.
template <class PixelAt>
std::vector<float> cell_edges(int n, const PixelAt& pixel_at) {
  std::vector<float> edges;
  for (int i = 0; i <= n; ++i) {
    edges.push_back(std::round(pixel_at(static_cast<double>(i) / static_cast<double>(n))));
  }
  return edges;
}

std::vector<Tick> bar_ticks(const PlotHeatmap& heatmap) {
  return axis_ticks(AxisScale::linear, heatmap.range, 5);
}

int cell_index(Interval span, double at, int n) {
  const double cell = std::floor(to_unit(AxisScale::linear, span, at) * n);
  return cell >= 0.0 && cell < n ? static_cast<int>(cell) : -1;
}

}  // namespace

float colour_bar_width(const PlotHeatmap& heatmap) {
  const float em = ImGui::GetFontSize();
  float widest = 0.0F;
  for (const Tick& tick : bar_ticks(heatmap)) {
    widest = std::max(widest, axis_label_width(tick.label));
  }
  return std::ceil((kBarGap + kBarWidth + kLabelGap) * em + widest);
}

void draw_heatmap(ImDrawList& list, const PlotArea& area, const PlotHeatmap& heatmap) {
  const auto x_at = [&](double unit) {
    const double x = std::lerp(heatmap.x.min, heatmap.x.max, unit);
    return area.pixel(to_unit(area.view, x, area.view.y.min)).x;
  };
  const auto y_at = [&](double unit) {
    const double y = std::lerp(heatmap.y.min, heatmap.y.max, unit);
    return area.pixel(to_unit(area.view, area.view.x.min, y)).y;
  };
  const std::vector<float> x = cell_edges(heatmap.columns, x_at);
  const std::vector<float> y = cell_edges(heatmap.rows, y_at);
  list.PushClipRect(area.min, area.max, true);
  std::size_t at = 0;
  for (std::size_t r = 0; r + 1 < y.size(); ++r) {
    for (std::size_t c = 0; c + 1 < x.size(); ++c) {
      const double value = heatmap.values[at++];
      const bool seen = x[c + 1] > area.min.x && x[c] < area.max.x && y[r + 1] < area.max.y &&
                        y[r] > area.min.y && x[c] < x[c + 1];
      if (!seen || !std::isfinite(value)) continue;
      list.PrimReserve(6, 4);
      list.PrimRect({x[c], y[r + 1]}, {x[c + 1], y[r]}, colour_of(heatmap, value));
    }
  }
  list.PopClipRect();
}

void draw_colour_bar(ImDrawList& list, const PlotArea& area, const PlotHeatmap& heatmap) {
  const float em = ImGui::GetFontSize();
  const ImVec2 min{std::round(area.max.x + kBarGap * em), area.min.y};
  const ImVec2 max{std::round(min.x + kBarWidth * em), area.max.y};
  const auto n = static_cast<float>(heatmap.colours.size());
  for (std::size_t i = 0; i < heatmap.colours.size(); ++i) {
    const float bottom = std::round(std::lerp(max.y, min.y, static_cast<float>(i) / n));
    const float top = std::round(std::lerp(max.y, min.y, static_cast<float>(i + 1) / n));
    list.PrimReserve(6, 4);
    list.PrimRect({min.x, top}, {max.x, bottom}, heatmap.colours[i]);
  }
  list.AddRect(min, max, ImGui::GetColorU32(ImGuiCol_Border));
  for (const Tick& tick : bar_ticks(heatmap)) {
    const auto unit = static_cast<float>(to_unit(AxisScale::linear, heatmap.range, tick.value));
    const ImVec2 at{max.x + kLabelGap * em, std::lerp(max.y, min.y, unit) - 0.5F * em};
    draw_axis_label(list, at, ImGui::GetColorU32(ImGuiCol_TextDisabled), tick.label);
  }
}

std::optional<double> heatmap_value(const PlotHeatmap& heatmap, double x, double y) {
  const int column = cell_index(heatmap.x, x, heatmap.columns);
  const int row = cell_index(heatmap.y, y, heatmap.rows);
  if (column < 0 || row < 0) return std::nullopt;
  return heatmap.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(heatmap.columns) +
                        static_cast<std::size_t>(column)];
}

}  // namespace fscope
