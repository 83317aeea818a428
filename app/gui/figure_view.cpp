#include "app/gui/figure_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gl/colormap.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"

namespace fscope {
namespace {

constexpr float kGap = 1.6F;       // between panels, in em
constexpr float kTitleRow = 1.7F;  // of a panel, in em

AxisScale scale_of(FigureScale scale) {
  return scale == FigureScale::linear ? AxisScale::linear : AxisScale::logarithmic;
}

PlotStyle style_of(FigureStyle style) {
  switch (style) {
    case FigureStyle::line:
      return PlotStyle::line;
    case FigureStyle::dashed:
      return PlotStyle::dashed;
    case FigureStyle::points:
      return PlotStyle::points;
    case FigureStyle::line_and_points:
      break;
  }
  return PlotStyle::line_and_points;
}

void set_range(AxisView& view, const FigureAxis& axis) {
  if (!axis.range) return;
  view.range = {axis.range->min, axis.range->max};
  view.follow = false;
}

Interval interval_of(const FigureRange& range) { return {range.min, range.max}; }

std::vector<ImU32> heat_colours() {
  constexpr int kColours = 256;
  std::vector<ImU32> out;
  for (int i = 0; i < kColours; ++i) {
    const Rgb rgb = sample(kAbsoluteError, static_cast<float>(i) / (kColours - 1));
    out.push_back(ImGui::ColorConvertFloat4ToU32({rgb[0], rgb[1], rgb[2], 1.0F}));
  }
  return out;
}

std::vector<PlotPoint> plot_points_of(const FigureSeries& series) {
  std::vector<PlotPoint> out;
  for (const FigurePoint& p : series.points) out.push_back({p.x, p.y, p.low, p.high});
  return out;
}

/// Height of what a panel shows below its title, when it may choose.
float content_height(const FigurePanel& panel, float width) {
  const float em = ImGui::GetFontSize();
  if (panel.picture) {
    return width * static_cast<float>(panel.picture->height) /
           static_cast<float>(panel.picture->width);
  }
  // Nearly square cells: the colour bar and the labels beside take about as much as those above and
  // below, and three more.
  if (panel.heatmap) return width - 3.0F * em;
  return std::clamp(0.72F * width, 14.0F * em, 28.0F * em);
}

void draw_picture(const Image& picture, float width, ImTextureID texture) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const float height =
      width * static_cast<float>(picture.height) / static_cast<float>(picture.width);
  const ImVec2 max{min.x + std::round(width), min.y + std::round(height)};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddImage(texture, min, max);
  list.AddRect(min, max, ImGui::GetColorU32(ImGuiCol_Border));
}

}  // namespace

FigureView::FigureView(Figure figure) : figure_(std::move(figure)), heat_(heat_colours()) {
  check_figure(figure_);
  for (const FigurePanel& panel : figure_.panels) {
    Panel& view = panels_.emplace_back();
    view.plot.x_scale = scale_of(panel.x.scale);
    view.plot.y_scale = scale_of(panel.y.scale);
    set_range(view.plot.x, panel.x);
    set_range(view.plot.y, panel.y);
    for (const FigureSeries& series : panel.series) view.points.push_back(plot_points_of(series));
  }
}

void FigureView::draw_plot_of(std::size_t index, ImVec2 size, const Palette& colours) {
  const FigurePanel& panel = figure_.panels[index];
  std::vector<PlotSeries> series;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    const FigureSeries& from = panel.series[i];
    series.push_back({.name = translated(from.name),
                      .colour = series_colour(colours, static_cast<std::size_t>(from.colour)),
                      .points = panels_[index].points[i],
                      .style = style_of(from.style),
                      .in_legend = from.in_legend});
  }
  PlotSpec spec{.size = size,
                .x_title = translated(panel.x.title),
                .y_title = translated(panel.y.title),
                .series = series,
                .markers = {},
                .x_title_below = true};
  PlotHeatmap heatmap;
  if (panel.heatmap) {
    const FigureHeatmap& map = *panel.heatmap;
    heatmap = {.rows = map.rows,
               .columns = map.columns,
               .values = map.values,
               .x = interval_of(map.x),
               .y = interval_of(map.y),
               .range = interval_of(map.range),
               .colours = heat_};
    spec.heatmap = &heatmap;
  }
  draw_plot(spec, panels_[index].plot);
}

void FigureView::draw_row(std::size_t begin, std::size_t end, float cell_width,
                          const Palette& colours, const TextureOf& texture_of) {
  const float em = ImGui::GetFontSize();
  const ImVec2 top_left = ImGui::GetCursorScreenPos();
  float height = 0.0F;
  for (std::size_t i = begin; i < end; ++i) {
    height = std::max(height, std::round(content_height(figure_.panels[i], cell_width)));
  }
  for (std::size_t i = begin; i < end; ++i) {
    const FigurePanel& panel = figure_.panels[i];
    const ImVec2 at{
        std::round(top_left.x + static_cast<float>(i - begin) * (cell_width + kGap * em)),
        top_left.y};
    ImGui::PushID(static_cast<int>(i));
    const Phrase heading = translated(panel.title);
    draw_text(*ImGui::GetWindowDrawList(), at, ImGui::GetColorU32(ImGuiCol_Text), heading.shown());
    const ImVec2 title = text_size(heading.shown());
    note_rect("panel title", at, {at.x + title.x, at.y + title.y});
    const ImVec2 content{at.x, std::round(at.y + kTitleRow * em)};
    ImGui::SetCursorScreenPos(content);
    if (panel.picture) {
      draw_picture(*panel.picture, cell_width, texture_of(*panel.picture));
    } else {
      draw_plot_of(i, {cell_width, height}, colours);
    }
    note_rect("panel", content, {content.x + cell_width, content.y + height});
    ImGui::PopID();
  }
  ImGui::SetCursorScreenPos(top_left);
  ImGui::Dummy({1.0F, kTitleRow * em + height});
}

void FigureView::draw(float width, const Palette& colours, const TextureOf& texture_of) {
  const float em = ImGui::GetFontSize();
  const auto n_columns = static_cast<std::size_t>(figure_.n_columns);
  const float gaps = kGap * em * static_cast<float>(n_columns - 1);
  const float cell_width = std::floor((width - gaps) / static_cast<float>(n_columns));
  wrapped_item(translated(figure_.title), width);
  note_item("figure title");
  for (std::size_t i = 0; i < figure_.panels.size(); i += n_columns) {
    ImGui::Dummy({1.0F, 0.4F * em});
    draw_row(i, std::min(i + n_columns, figure_.panels.size()), cell_width, colours, texture_of);
  }
  ImGui::Dummy({1.0F, 0.2F * em});
  ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyleColorVec4(ImGuiCol_TextDisabled));
  for (const std::string& note : figure_.notes) {
    wrapped_item(translated(note), width);
    note_item("figure note");
  }
  ImGui::PopStyleColor();
}

}  // namespace fscope
