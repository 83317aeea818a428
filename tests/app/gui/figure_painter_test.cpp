#include "app/gui/figure_painter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/app/gui/figure_fixture.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

/// Pixels of a colour.
long count(const Image& image, std::array<std::uint8_t, 3> colour) {
  long n = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      n += std::equal(colour.begin(), colour.end(), image.at(x, y)) ? 1 : 0;
    }
  }
  return n;
}

TEST(FigurePainter, PaintsEveryPanelOnWhite) {
  const Image image = paint_figure(figure_of_every_kind());
  EXPECT_EQ(image.width, 1600);
  EXPECT_EQ(image.channels, 3);
  EXPECT_EQ(image.pixels.size(), image.n_pixels() * 3);
  const long all = static_cast<long>(image.n_pixels());
  EXPECT_GT(count(image, {255, 255, 255}), all / 3);
  // A page without a border: the outermost pixels are white.
  for (int x = 0; x < image.width; ++x) {
    EXPECT_EQ(*image.at(x, 0), 255);
    EXPECT_EQ(*image.at(x, image.height - 1), 255);
  }
  // The picture fills a column of about 750 px, 2 : 1; each of its two colours the outer quarter
  // and what the filter leaves of the rest.
  EXPECT_GT(count(image, {200, 0, 0}), 750 * 375 / 8);
  EXPECT_GT(count(image, {0, 0, 200}), 750 * 375 / 8);
  // Cells of the first colour of the matrix: one of 64 and a part of the bar.
  EXPECT_GT(count(image, {0, 0, 4}), 1000);
}

TEST(FigurePainter, IsTheSameEveryTimeAndLeavesTheCurrentContextAlone) {
  GuiTestContext gui;
  gui.show_in_window([] { ImGui::TextUnformatted("window"); });
  ImGuiContext* const before = ImGui::GetCurrentContext();
  const int n_vertices = gui.vertex_count();
  const Image first = paint_figure(figure_of_every_kind());
  EXPECT_EQ(ImGui::GetCurrentContext(), before);
  gui.frame();
  EXPECT_EQ(gui.vertex_count(), n_vertices);
  EXPECT_EQ(paint_figure(figure_of_every_kind()), first);
}

TEST(FigurePainter, IsWiderForMoreColumns) {
  Figure figure = figure_of_every_kind();
  figure.n_columns = 3;
  EXPECT_EQ(paint_figure(figure).width, 1920);
}

TEST(FigurePainter, RefusesWhatCannotBeDrawn) {
  EXPECT_THROW(paint_figure(Figure{}), std::invalid_argument);
  EXPECT_EQ(ImGui::GetCurrentContext(), nullptr);
}

}  // namespace
}  // namespace fscope
