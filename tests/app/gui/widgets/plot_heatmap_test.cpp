#include "app/gui/widgets/plot_heatmap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

constexpr ImU32 kColours[] = {IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)};

struct HeatmapTest : ::testing::Test {
  PlotSpec spec() {
    PlotSpec s;
    s.size = {400.0F, 300.0F};
    s.x_title = "x"_t;
    s.y_title = "y"_t;
    s.heatmap = &heatmap;
    return s;
  }
  void show() {
    gui.show_in_window([this] { result = draw_plot(spec(), state); });
  }

  std::vector<double> values = {1, 2, 3, 4, 5, 6};
  PlotHeatmap heatmap{.rows = 2,
                      .columns = 3,
                      .values = values,
                      .x = {0, 3},
                      .y = {-1, 1},
                      .range = {1, 6},
                      .colours = kColours};
  GuiTestContext gui;
  PlotState state;
  PlotResult result;
};

TEST_F(HeatmapTest, ValuesAreFoundByPlace) {
  EXPECT_EQ(heatmap_value(heatmap, 0.5, -0.5), 1.0);  // row 0 is at the bottom
  EXPECT_EQ(heatmap_value(heatmap, 2.9, -0.1), 3.0);
  EXPECT_EQ(heatmap_value(heatmap, 1.0, 0.0), 5.0);
  EXPECT_EQ(heatmap_value(heatmap, 3.0, 0.0), std::nullopt);
  EXPECT_EQ(heatmap_value(heatmap, 1.0, -1.1), std::nullopt);
}

TEST_F(HeatmapTest, ThePlotShowsExactlyTheCells) {
  show();
  EXPECT_EQ(state.x.range, (Interval{0, 3}));
  EXPECT_EQ(state.y.range, (Interval{-1, 1}));
}

TEST_F(HeatmapTest, AColourBarStandsBesideThePlot) {
  show();
  const LoggedItem area = gui.item("plot");
  const ImVec2 window = ImGui::GetStyle().WindowPadding;
  const float right = window.x + 400.0F;
  EXPECT_NEAR(area.max.x, right - colour_bar_width(heatmap), 4.0F);  // margins, whole pixels
  EXPECT_GT(colour_bar_width(heatmap), 13.0F);                       // the bar and a digit
}

TEST_F(HeatmapTest, CellsThatAreNotFiniteAreLeftOut) {
  show();
  const int all = gui.vertex_count();
  values[2] = std::nan("");
  heatmap.values = values;
  gui.frame();
  EXPECT_EQ(gui.vertex_count(), all - 4);
}

TEST_F(HeatmapTest, TheReadOutTellsTheCell) {
  show();
  const LoggedItem area = gui.item("plot");
  gui.move_mouse({area.min.x + 5.0F, area.max.y - 5.0F});
  EXPECT_TRUE(result.hovered);
  const LoggedItem box = gui.item("read-out");
  // Three rows of 1.25 text heights of 13 px and a padding of half a height on both sides.
  EXPECT_NEAR(box.max.y - box.min.y, 13.0F * (3 * 1.25F + 1.0F), 1.0F);
}

}  // namespace
}  // namespace fscope
