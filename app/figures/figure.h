// A figure as plain data: panels of curves, matrices or pictures, and the table behind them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tasks/image.h"

namespace fscope {

enum class FigureScale { linear, logarithmic };

struct FigureRange {
  double min = 0;
  double max = 1;
};

struct FigureAxis {
  std::string title = {};  // with unit
  FigureScale scale = FigureScale::linear;
  std::optional<FigureRange> range = {};  // empty: fitted to the data
};

/// y may stand for several values, such as the mean of some runs: low to high is their spread.
struct FigurePoint {
  double x = 0;
  double y = 0;
  double low = 0;
  double high = 0;
};

enum class FigureStyle { line, dashed, points, line_and_points };

/// A curve or a cloud of points. Lines have ascending x; points that are not finite are left out.
struct FigureSeries {
  std::string name = {};  // unique in its panel
  FigureStyle style = FigureStyle::line;
  int colour = 0;         // number of a colour of the palette, from 0; kFigureGray for none of them
  bool in_legend = true;  // false where a note or another panel's legend explains it
  std::vector<FigurePoint> points = {};
};
inline constexpr int kFigureGray = 7;

/// A matrix in colours from black over orange to pale yellow.
struct FigureHeatmap {
  int rows = 0;  // row 0 is at the bottom
  int columns = 0;
  std::vector<double> values = {};  // rows * columns, row by row
  FigureRange x = {};
  FigureRange y = {};      // what all cells together span
  FigureRange range = {};  // values of the first and the last colour
};

/// Shows either series, or a heatmap, or a picture.
struct FigurePanel {
  std::string title = {};
  FigureAxis x = {};
  FigureAxis y = {};
  std::vector<FigureSeries> series = {};
  std::optional<FigureHeatmap> heatmap = {};
  std::shared_ptr<const Image> picture = nullptr;  // 1 or 3 channels
};

struct Figure {
  std::string name = {};   // "fig11"
  std::string title = {};  // one line
  /// Below the panels: what is shown, and every setting in which it differs from the paper.
  std::vector<std::string> notes = {};
  int n_columns = 1;  // of the grid of panels, which fill it row by row
  std::vector<FigurePanel> panels = {};
};

/// Throws std::invalid_argument naming the panel that cannot be drawn: no content, a name that
/// occurs twice, a matrix or picture whose size is not that of its values, an empty range.
void check_figure(const Figure& figure);

/// Every number of the figure in one tidy table, RFC 4180 with a header:
///   figure,panel,series,x,y,low,high,value
/// One row for each point (without value) and each cell of a heatmap (x, y of its centre, series
/// "heatmap", without low and high). Empty fields are numbers that are not finite. Pictures have
/// no rows.
std::string to_csv(const Figure& figure);

/// Points of y over x with low = high = y. As many as the shorter has.
std::vector<FigurePoint> figure_points(const std::vector<double>& x, const std::vector<double>& y);

/// The mean of samples, and one standard deviation (of the samples, not of the mean) on each side.
/// Throws std::invalid_argument without samples.
FigurePoint mean_and_spread(double x, const std::vector<double>& samples);

}  // namespace fscope
