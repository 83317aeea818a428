// A figure drawn with the program's own plots, on the screen and for print alike.
#pragma once

#include <imgui.h>

#include <functional>
#include <vector>

#include "app/figures/figure.h"
#include "app/gui/theme.h"
#include "app/gui/widgets/plot.h"

namespace fscope {

/// A figure and what its plots remember between frames.
class FigureView {
 public:
  /// The texture that holds a picture of the figure.
  using TextureOf = std::function<ImTextureID(const Image&)>;

  /// Throws std::invalid_argument for what check_figure() refuses.
  explicit FigureView(Figure figure);

  const Figure& figure() const { return figure_; }
  /// Draws title, panels and notes from the cursor on, `width` pixels wide and as high as that
  /// takes. Main thread, inside a window.
  void draw(float width, const Palette& colours, const TextureOf& texture_of);

 private:
  struct Panel {
    PlotState plot;
    std::vector<std::vector<PlotPoint>> points;  // of each series
  };
  void draw_row(std::size_t begin, std::size_t end, float cell_width, const Palette& colours,
                const TextureOf& texture_of);
  void draw_plot_of(std::size_t index, ImVec2 size, const Palette& colours);

  Figure figure_;
  std::vector<Panel> panels_;  // as many as the figure has
  std::vector<ImU32> heat_;    // colours of heatmaps
};

}  // namespace fscope
