#include "app/figures/figure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace fscope {
namespace {

Figure small_figure() {
  return {.name = "fig0",
          .title = "Small",
          .panels = {{.title = "(a)",
                      .series = {{.name = "one", .points = {{1, 0.1, 0.05, 0.25}}},
                                 {.name = "two, \"quoted\"", .points = {{2, 3, 3, 3}}}}},
                     {.title = "(b)",
                      .heatmap = FigureHeatmap{.rows = 1,
                                               .columns = 2,
                                               .values = {7, 8},
                                               .x = {0, 4},
                                               .y = {0, 1},
                                               .range = {7, 8}}}}};
}

TEST(FigureCsv, HasOneRowForEachPointAndCell) {
  EXPECT_EQ(to_csv(small_figure()),
            "figure,panel,series,x,y,low,high,value\n"
            "fig0,(a),one,1,0.1,0.05,0.25,\n"
            "fig0,(a),\"two, \"\"quoted\"\"\",2,3,3,3,\n"
            "fig0,(b),heatmap,1,0.5,,,7\n"
            "fig0,(b),heatmap,3,0.5,,,8\n");
}

TEST(FigureCsv, LeavesOutWhatIsNotFinite) {
  Figure figure = small_figure();
  figure.panels.pop_back();
  figure.panels[0].series = {
      {.name = "s", .points = {{1, std::nan(""), -std::numeric_limits<double>::infinity(), 2}}}};
  EXPECT_EQ(to_csv(figure), "figure,panel,series,x,y,low,high,value\nfig0,(a),s,1,,,2,\n");
}

TEST(FigureCheck, AcceptsWhatCanBeDrawn) { EXPECT_NO_THROW(check_figure(small_figure())); }

/// The message with which the figure is refused after `damage`.
std::string refusal(void (*damage)(Figure&)) {
  Figure figure = small_figure();
  damage(figure);
  try {
    check_figure(figure);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(FigureCheck, NamesThePanelThatCannotBeDrawn) {
  EXPECT_EQ(refusal([](Figure& f) { f.panels.clear(); }), "a figure has at least one panel");
  EXPECT_EQ(refusal([](Figure& f) { f.n_columns = 0; }), "a figure has at least one column, got 0");
  EXPECT_EQ(refusal([](Figure& f) { f.panels[0].series.clear(); }),
            "panel '(a)' must show either series or a heatmap or a picture");
  EXPECT_EQ(refusal([](Figure& f) { f.panels[0].series[1].name = "one"; }),
            "panel '(a)': two series are called 'one'");
  EXPECT_EQ(refusal([](Figure& f) { f.panels[1].heatmap->columns = 3; }),
            "panel '(b)': a heatmap of 1 x 3 cells has 2 values");
  EXPECT_EQ(refusal([](Figure& f) {
              f.panels[1].heatmap->range = {1, 1};
            }),
            "panel '(b)': the heatmap has an empty range");
  EXPECT_EQ(refusal([](Figure& f) {
              f.panels[0].x = {.title = "t", .scale = FigureScale::logarithmic, .range = {{0, 1}}};
            }),
            "panel '(a)': 0 to 1 is no range for the axis 't'");
  EXPECT_EQ(refusal([](Figure& f) {
              f.panels[0].series.clear();
              f.panels[0].picture = std::make_shared<Image>(
                  Image{.width = 2, .height = 1, .channels = 3, .pixels = {}});
            }),
            "panel '(a)': a picture of 2 x 1 x 3 has 0 values");
}

TEST(MeanAndSpread, IsOneStandardDeviationToEachSide) {
  const FigurePoint p = mean_and_spread(5, {1, 3});
  EXPECT_EQ(p.x, 5);
  EXPECT_EQ(p.y, 2);
  EXPECT_EQ(p.low, 1);
  EXPECT_EQ(p.high, 3);
  EXPECT_THROW(mean_and_spread(5, {}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
