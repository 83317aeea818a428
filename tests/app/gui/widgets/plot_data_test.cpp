#include "app/gui/widgets/plot_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace fscope {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

PlotPoint point(double x, double y) { return {x, y, y, y}; }

PlotView linear_view(Interval x, Interval y) {
  return {AxisScale::linear, AxisScale::linear, x, y};
}

TEST(PlotData, ExtentsCoverShowablePoints) {
  const std::vector<PlotPoint> points{{1, 5, 4, 6}, point(2, kNan), point(kInf, 1), {3, 8, 2, 9}};
  const PlotView view = linear_view({0, 10}, {0, 1});
  EXPECT_EQ(x_extent(view, points), (Interval{1, 3}));
  EXPECT_EQ(y_extent(view, points), (Interval{2, 9}));
}

TEST(Dashes, GoOnRoundCorners) {
  const ImVec2 path[] = {{0, 0}, {3, 0}, {3, 4}};
  const std::vector<Dash> drawn = dashes(path, 2.0F, 2.0F);
  // Along the 7 px: drawn from 0 to 2 and from 4 to 6, and the corner is at 3.
  ASSERT_EQ(drawn.size(), 2U);
  EXPECT_EQ(drawn[0].from.x, 0.0F);
  EXPECT_EQ(drawn[0].to.x, 2.0F);
  EXPECT_EQ(drawn[1].from.y, 1.0F);
  EXPECT_EQ(drawn[1].to.y, 3.0F);
}

TEST(Dashes, DrawHalfOfALongLine) {
  std::vector<ImVec2> path;
  for (int i = 0; i <= 1000; ++i) path.push_back({0.37F * static_cast<float>(i), 0.0F});
  float sum = 0;
  for (const Dash& dash : dashes(path, 5.0F, 5.0F)) sum += dash.to.x - dash.from.x;
  EXPECT_NEAR(sum, 185.0F, 5.0F);  // of 370 px, up to one dash
  EXPECT_TRUE(dashes({}, 1.0F, 1.0F).empty());
}

TEST(PlotData, VerticalExtentCountsOnlyWhatIsInView) {
  const std::vector<PlotPoint> points{point(0, 100), point(5, 1), point(6, 2)};
  EXPECT_EQ(y_extent(linear_view({4, 7}, {0, 1}), points), (Interval{1, 2}));
}

TEST(PlotData, LogAxesLeaveOutWhatIsNotPositive) {
  PlotView view = linear_view({0, 10}, {0.1, 10});
  view.y_scale = AxisScale::logarithmic;
  const std::vector<PlotPoint> points{point(1, -3), point(2, 0), {3, 2, -1, 4}};
  EXPECT_EQ(x_extent(view, points), (Interval{3, 3}));
  EXPECT_EQ(y_extent(view, points), (Interval{2, 4}));  // the band's lower end is not shown
}

TEST(PlotData, NothingHasAnEmptyExtent) {
  const Interval extent = x_extent(linear_view({0, 1}, {0, 1}), {});
  EXPECT_GT(extent.min, extent.max);
  EXPECT_EQ(united(extent, {2, 3}), (Interval{2, 3}));
  EXPECT_EQ(united({2, 3}, extent), (Interval{2, 3}));
  EXPECT_EQ(united({2, 3}, {5, 6}), (Interval{2, 6}));
}

TEST(PlotData, ColumnsJoinThePointsOfAPixel) {
  const std::vector<PlotPoint> points{point(0.1, 1), point(0.4, 7), point(0.6, 3), point(1.5, 4)};
  const auto columns = plot_columns(linear_view({0, 2}, {0, 10}), points, 2);
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].x, 0.6);
  EXPECT_EQ(columns[0].last, 3);
  EXPECT_EQ(columns[0].min, 1);
  EXPECT_EQ(columns[0].max, 7);
  EXPECT_EQ(columns[1].last, 4);
}

TEST(PlotData, SparsePointsStayWhereTheyAre) {
  const std::vector<PlotPoint> points{point(0, 1), point(0.3, 2), point(1, 3)};
  const auto columns = plot_columns(linear_view({0, 1}, {0, 4}), points, 100);
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[1].x, 0.3);
}

TEST(PlotData, ColumnsReachOnePointBeyondTheView) {
  std::vector<PlotPoint> points;
  for (int i = 0; i <= 100; ++i) points.push_back(point(i, i));
  const auto columns = plot_columns(linear_view({40.5, 42.5}, {0, 100}), points, 1000);
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_EQ(columns.front().x, 40);
  EXPECT_EQ(columns.back().x, 43);
}

TEST(PlotData, ColumnsAreBoundedByTheWidthAndKeepEveryExtreme) {
  constexpr int kPixels = 300;
  std::vector<PlotPoint> points;
  for (int i = 0; i < 100000; ++i) points.push_back(point(i, std::sin(i * 0.37)));
  points[54321].max = points[54321].y = points[54321].min = 50.0;
  const auto columns = plot_columns(linear_view({0, 99999}, {-1, 1}), points, kPixels);
  EXPECT_LE(columns.size(), kPixels + 2U);
  double max = 0.0;
  for (const PlotColumn& column : columns) max = std::max(max, column.max);
  EXPECT_EQ(max, 50.0);
}

TEST(PlotData, DamagedPointsAreSkipped) {
  const std::vector<PlotPoint> points{point(0, kNan), point(1, 2), point(2, kInf), point(3, 4),
                                      point(kNan, 5)};
  const auto columns = plot_columns(linear_view({0, 4}, {0, 5}), points, 100);
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].x, 1);
  EXPECT_EQ(columns[1].x, 3);
}

TEST(PlotData, NearestIsMeasuredAsDrawn) {
  const std::vector<PlotPoint> points{point(1, 0), point(100, kNan), point(100, 1)};
  PlotView view = linear_view({1, 100}, {0, 1});
  EXPECT_EQ(nearest_point(view, points, 30.0), 0U);
  view.x_scale = AxisScale::logarithmic;
  EXPECT_EQ(nearest_point(view, points, 30.0), 2U);  // sqrt(1 * 100) = 10 is half way
  EXPECT_EQ(nearest_point(view, {}, 30.0), std::nullopt);
}

TEST(PlotData, SegmentsAreCutToOnePlotAround) {
  UnitPoint a{-9.0, 0.5};
  UnitPoint b{11.0, 0.5};
  ASSERT_TRUE(clip_segment(a, b));
  EXPECT_DOUBLE_EQ(a.x, -1.0);
  EXPECT_DOUBLE_EQ(b.x, 2.0);
  UnitPoint c{0.0, 1e12};
  UnitPoint d{1.0, -1e12};
  ASSERT_TRUE(clip_segment(c, d));
  EXPECT_NEAR(c.x, 0.5, 1e-11);  // 1e12 out of 2e12, and 2 more
  EXPECT_NEAR(c.y, 2.0, 1e-3);   // 1e12 has a resolution of 1e-4
}

TEST(PlotData, SegmentsInsideStayAndOutsideGo) {
  UnitPoint a{0.1, 0.2};
  UnitPoint b{0.3, 0.4};
  ASSERT_TRUE(clip_segment(a, b));
  EXPECT_EQ(a.x, 0.1);
  EXPECT_EQ(b.y, 0.4);
  UnitPoint c{3.0, 0.0};
  UnitPoint d{4.0, 1.0};
  EXPECT_FALSE(clip_segment(c, d));
}

}  // namespace
}  // namespace fscope
