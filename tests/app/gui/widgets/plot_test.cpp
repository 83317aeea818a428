#include "app/gui/widgets/plot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// One plot with two curves over x = 0 .. 100, as a panel would hold it.
class PlotTest : public ::testing::Test {
 protected:
  PlotTest() {
    for (int i = 0; i <= 100; ++i) {
      rise.push_back({i * 1.0, i * 2.0, i * 2.0, i * 2.0});
      fall.push_back({i * 1.0, 50.0 - i, 50.0 - i, 50.0 - i});
    }
  }

  void show() {
    gui.show_in_window([this] { result = draw_plot(spec(), state); });
  }

  PlotSpec spec() {
    series = {{"rise"_t, IM_COL32(255, 0, 0, 255), rise}, {"fall"_t, IM_COL32(0, 0, 255, 255), fall}};
    PlotSpec s;
    s.id = "plot";
    s.size = {600.0F, 300.0F};
    s.x_title = "step"_t;
    s.y_title = "value"_t;
    s.series = series;
    s.markers = markers;
    s.drawable = drawable;
    return s;
  }

  ImVec2 at(float unit_x, float unit_y) {
    const LoggedItem area = gui.item("plot");
    return {area.min.x + unit_x * (area.max.x - area.min.x),
            area.max.y - unit_y * (area.max.y - area.min.y)};
  }

  GuiTestContext gui;
  PlotState state;
  PlotResult result;
  bool drawable = false;
  std::vector<PlotPoint> rise;
  std::vector<PlotPoint> fall;
  std::vector<PlotSeries> series;
  std::vector<PlotMarker> markers;
};

TEST_F(PlotTest, ShowsAllDataAtFirst) {
  show();
  EXPECT_EQ(state.x.range, (Interval{0.0, 100.0}));
  // -50 to 200 and six percent of 250 free at both ends
  EXPECT_NEAR(state.y.range.min, -65.0, 1e-9);
  EXPECT_NEAR(state.y.range.max, 215.0, 1e-9);
}

TEST_F(PlotTest, FollowsGrowingData) {
  show();
  rise.push_back({400.0, 1.0, 1.0, 1.0});
  gui.frame();
  EXPECT_EQ(state.x.range.max, 400.0);
}

TEST_F(PlotTest, WheelZoomsAboutTheCursor) {
  show();
  gui.move_mouse(at(0.25F, 0.5F));
  gui.frame();
  const double x = result.x;
  const double y = result.y;
  gui.wheel(at(0.25F, 0.5F), 2.0F);
  // Two notches of 1.2; the mouse stands on a whole pixel, so its value is only known to one part
  // in the plot's width.
  EXPECT_NEAR(state.x.range.max - state.x.range.min, 100.0 / 1.44, 1e-9);
  EXPECT_NEAR(state.y.range.max - state.y.range.min, 280.0 / 1.44, 1e-9);
  EXPECT_NEAR(result.x, x, 1e-9);
  EXPECT_NEAR(result.y, y, 1e-9);
  EXPECT_FALSE(state.x.follow);
  EXPECT_FALSE(state.y.follow);
}

TEST_F(PlotTest, WheelOverAnAxisZoomsOnlyThatOne) {
  show();
  gui.wheel(gui.centre("plot x axis"), 1.0F);
  EXPECT_NEAR(state.x.range.max - state.x.range.min, 100.0 / 1.2, 1e-9);
  EXPECT_FALSE(state.x.follow);
  EXPECT_TRUE(state.y.follow);
  const Interval before = state.x.range;
  gui.wheel(gui.centre("plot y axis"), 1.0F);
  EXPECT_EQ(state.x.range, before);
  EXPECT_FALSE(state.y.follow);
}

TEST_F(PlotTest, DragPansBothAxes) {
  show();
  gui.drag(at(0.5F, 0.5F), at(0.75F, 0.25F));
  // A quarter to the right and down: what was left and above comes into view. One pixel of 500.
  EXPECT_NEAR(state.x.range.min, -25.0, 0.3);
  EXPECT_NEAR(state.x.range.max, 75.0, 0.3);
  EXPECT_NEAR(state.y.range.min, -65.0 + 70.0, 1.5);
  EXPECT_FALSE(state.x.follow);
}

TEST_F(PlotTest, ZoomedViewStaysWhenDataGrow) {
  show();
  gui.wheel(at(0.5F, 0.5F), 1.0F);
  const Interval before = state.x.range;
  rise.push_back({400.0, 1.0, 1.0, 1.0});
  gui.frame();
  EXPECT_EQ(state.x.range, before);
}

TEST_F(PlotTest, DoubleClickShowsAllAgain) {
  show();
  gui.wheel(at(0.5F, 0.5F), 3.0F);
  gui.double_click(at(0.4F, 0.4F));
  EXPECT_TRUE(state.x.follow);
  EXPECT_TRUE(state.y.follow);
  EXPECT_EQ(state.x.range, (Interval{0.0, 100.0}));
}

TEST_F(PlotTest, ASingleClickMovesNothing) {
  show();
  gui.click(at(0.5F, 0.5F));
  EXPECT_TRUE(state.x.follow);
  EXPECT_EQ(state.x.range, (Interval{0.0, 100.0}));
}

TEST_F(PlotTest, LegendHidesASeriesAndTheViewFitsTheRest) {
  show();
  gui.click("rise");
  EXPECT_TRUE(state.is_hidden("rise"));
  EXPECT_NEAR(state.y.range.max, 56.0, 1e-9);  // 50 and six percent of 100
  gui.click("rise");
  EXPECT_FALSE(state.is_hidden("rise"));
  EXPECT_NEAR(state.y.range.max, 215.0, 1e-9);
}

TEST_F(PlotTest, LegendLeavesOutWhatIsExplainedElsewhere) {
  bool in_legend = true;
  gui.show_in_window([&] {
    PlotSpec s = spec();
    series[1].in_legend = in_legend;
    draw_plot(s, state);
  });
  EXPECT_TRUE(gui.has("fall"));
  in_legend = false;
  gui.frame();
  EXPECT_FALSE(gui.has("fall"));
  EXPECT_TRUE(gui.has("rise"));
}

TEST_F(PlotTest, XTitleBelowTakesARowFromThePlot) {
  show();
  const LoggedItem among = gui.item("plot");
  bool below = true;
  gui.show_in_window([&] {
    PlotSpec s = spec();
    s.x_title_below = below;
    draw_plot(s, state);
  });
  EXPECT_LT(gui.item("plot").max.y, among.max.y);
}

TEST_F(PlotTest, TellsTheValueUnderTheMouse) {
  show();
  gui.move_mouse(at(0.5F, 0.5F));
  EXPECT_TRUE(result.hovered);
  EXPECT_NEAR(result.x, 50.0, 0.2);  // a pixel of 500 over 100
  EXPECT_NEAR(result.y, 75.0, 1.2);  // a pixel of 250 over 280
  gui.move_mouse({5.0F, 700.0F});
  EXPECT_FALSE(result.hovered);
}

TEST_F(PlotTest, ReadOutNeverLeavesThePlot) {
  markers = {{99.0,
              "a setting was changed, and this label is far wider than the plot itself is, "
              "so that it would reach beyond its borders if nothing stopped it"_t}};
  show();
  const LoggedItem area = gui.item("plot");
  for (const float unit : {0.001F, 0.5F, 0.99F, 0.999F}) {
    gui.move_mouse(at(unit, unit));
    const LoggedItem box = gui.item("read-out");
    EXPECT_GE(box.min.x, area.min.x);
    EXPECT_GE(box.min.y, area.min.y);
    EXPECT_LE(box.max.x, area.max.x);
    EXPECT_LE(box.max.y, area.max.y);
  }
}

TEST_F(PlotTest, MarkersAddTheirLabelToTheReadOut) {
  show();
  gui.move_mouse(at(0.5F, 0.5F));
  const LoggedItem plain = gui.item("read-out");
  markers = {{50.0, "sigma 10"_t}, {50.1, "lr"_t}, {90.0, "far away"_t}};
  gui.frame();
  const LoggedItem marked = gui.item("read-out");
  // Two rows of 1.25 text heights; 13 pixels are the default font's.
  EXPECT_NEAR(marked.max.y - marked.min.y, plain.max.y - plain.min.y + 2 * 1.25F * 13.0F, 1.0F);
}

TEST_F(PlotTest, SharedAxisMovesTogether) {
  AxisView shared;
  PlotState other;
  std::vector<PlotPoint> longer{{0, 0, 0, 0}, {300, 1, 1, 1}};
  const PlotSeries more[] = {{"more"_t, IM_COL32_WHITE, longer}};
  gui.show_in_window([&] {
    PlotSpec first = spec();
    first.size.y = 200.0F;
    first.shared_x = &shared;
    draw_plot(first, state);
    PlotSpec second;
    second.id = "second";
    second.size = {600.0F, 200.0F};
    second.series = more;
    second.shared_x = &shared;
    draw_plot(second, other);
  });
  EXPECT_EQ(shared.range, (Interval{0.0, 300.0}));
  gui.wheel(gui.centre("second"), 1.0F);
  EXPECT_FALSE(shared.follow);
  EXPECT_NEAR(shared.range.max - shared.range.min, 250.0, 1e-9);
  EXPECT_TRUE(state.y.follow);
}

TEST_F(PlotTest, DrawsLittleWhateverTheSize) {
  rise.clear();
  for (int i = 0; i < 500000; ++i) {
    const double y = std::sin(i * 0.1) * i;
    rise.push_back({i * 1.0, y, y - 1.0, y + 1.0});
  }
  show();
  // At most one column a pixel: 600 quads and 600 pieces of line with smoothed edges (8 vertices).
  EXPECT_LT(gui.vertex_count(), 600 * 4 + 600 * 8 + 4000);
}

TEST_F(PlotTest, SurvivesEveryKindOfData) {
  const std::vector<std::vector<PlotPoint>> cases = {
      {},
      {{1, 2, 2, 2}},
      {{1, kNan, kNan, kNan}},
      {{kNan, 1, 1, 1}, {2, 1, 1, 1}},
      {{1, -5, -5, -5}, {2, -6, -6, -6}},
      {{1, 7, 7, 7}, {2, 7, 7, 7}},
      {{-1, 1e308, -1e308, 1e308}, {0, 0, 0, 0}, {1, -1e308, -1e308, 1e308}},
      {{5, 1, 0, 2}, {5, 2, 0, 3}},
  };
  for (const auto& points : cases) {
    for (const AxisScale scale : {AxisScale::linear, AxisScale::logarithmic}) {
      rise = points;
      fall.clear();
      state = PlotState{};
      state.x_scale = state.y_scale = scale;
      show();
      gui.wheel(at(0.3F, 0.6F), 40.0F);
      gui.drag(at(0.3F, 0.6F), at(0.9F, 0.1F));
      EXPECT_LT(state.x.range.min, state.x.range.max);
      EXPECT_LT(state.y.range.min, state.y.range.max);
      EXPECT_TRUE(std::isfinite(state.y.range.max - state.y.range.min));
    }
  }
}

TEST_F(PlotTest, WheelDoesNotScrollThePanelAroundIt) {
  float scroll = -1.0F;
  gui.show([&] {
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize({700.0F, 400.0F});
    ImGui::Begin("panel");
    draw_plot(spec(), state);
    ImGui::Dummy({10.0F, 2000.0F});
    scroll = ImGui::GetScrollY();
    ImGui::End();
  });
  gui.wheel(at(0.5F, 0.5F), -1.0F);
  gui.frames(3);
  EXPECT_EQ(scroll, 0.0F);
  EXPECT_FALSE(state.x.follow);
}

TEST(PlotPoints, AreAsManyAsTheShorterInput) {
  const double x[] = {1.0, 2.0, 3.0};
  const double y[] = {4.0, 5.0};
  const std::vector<PlotPoint> points = plot_points(x, y);
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[1].x, 2.0);
  EXPECT_EQ(points[1].max, 5.0);
}

TEST_F(PlotTest, DrawableKeepsItsViewAndFollowsTheHeldMouseOutside) {
  drawable = true;
  show();
  const Interval x = state.x.range;
  const Interval y = state.y.range;
  gui.move_mouse(at(0.5F, 0.5F));
  EXPECT_TRUE(result.hovered);
  EXPECT_FALSE(result.held);
  gui.press();
  EXPECT_TRUE(result.held);
  gui.move_mouse(at(0.25F, 1.5F));
  EXPECT_TRUE(result.held);
  EXPECT_FALSE(result.hovered);
  EXPECT_NEAR(result.x, 25, 0.3);  // a pixel of 560
  EXPECT_GT(result.y, y.max);
  gui.release();
  EXPECT_FALSE(result.held);
  gui.wheel(at(0.5F, 0.5F), 3);
  EXPECT_EQ(state.x.range, x);
  EXPECT_EQ(state.y.range, y);
  EXPECT_FALSE(gui.has("read-out"));
}

}  // namespace
}  // namespace fscope
