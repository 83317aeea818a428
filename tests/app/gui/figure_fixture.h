// A small figure with a panel of every kind.
#pragma once

#include <cmath>

#include "app/figures/figure.h"

namespace fscope {

inline Figure figure_of_every_kind() {
  Figure figure{.name = "fig0",
                .title = "A title that is as long as those of real figures are, which is one line",
                .notes = {"First note.", "A second note that tells in what this differs."},
                .n_columns = 2};
  FigurePanel curves{.title = "(a) Curves",
                     .x = {.title = "step"},
                     .y = {.title = "error", .scale = FigureScale::logarithmic}};
  for (const FigureStyle style : {FigureStyle::line, FigureStyle::dashed, FigureStyle::points,
                                  FigureStyle::line_and_points}) {
    FigureSeries series{.name = "series " + std::to_string(static_cast<int>(style)),
                        .style = style,
                        .colour = static_cast<int>(style)};
    for (int i = 1; i <= 20; ++i) {
      const double y = std::exp(-0.1 * i * (1 + static_cast<int>(style)));
      series.points.push_back({1.0 * i, y, 0.8 * y, 1.2 * y});
    }
    curves.series.push_back(std::move(series));
  }
  FigurePanel heat{
      .title = "(b) Matrix",
      .x = {.title = "x"},
      .y = {.title = "x'"},
      .heatmap = FigureHeatmap{
          .rows = 8, .columns = 8, .x = {-0.5, 0.5}, .y = {-0.5, 0.5}, .range = {0, 63}}};
  for (int i = 0; i < 64; ++i) heat.heatmap->values.push_back(i);
  FigurePanel picture{
      .title = "(c) Picture",
      .picture = std::make_shared<Image>(
          Image{.width = 2, .height = 1, .channels = 3, .pixels = {200, 0, 0, 0, 0, 200}})};
  figure.panels = {curves, heat, picture};
  return figure;
}

}  // namespace fscope
