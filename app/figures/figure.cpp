#include "app/figures/figure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

#include "core/support/check.h"

namespace fscope {
namespace {

bool is_proper(const FigureRange& range) {
  return std::isfinite(range.min) && std::isfinite(range.max) && range.min < range.max;
}

void check_axis(const FigurePanel& panel, const FigureAxis& axis) {
  if (!axis.range) return;
  const bool positive = axis.scale == FigureScale::linear || axis.range->min > 0;
  require(is_proper(*axis.range) && positive, "panel '", panel.title, "': ", axis.range->min,
          " to ", axis.range->max, " is no range for the axis '", axis.title, "'");
}

void check_series(const FigurePanel& panel) {
  std::set<std::string> names;
  for (const FigureSeries& series : panel.series) {
    require(names.insert(series.name).second, "panel '", panel.title, "': two series are called '",
            series.name, "'");
  }
}

void check_heatmap(const FigurePanel& panel) {
  const FigureHeatmap& map = *panel.heatmap;
  const bool sized = map.rows >= 1 && map.columns >= 1 &&
                     map.values.size() ==
                         static_cast<std::size_t>(map.rows) * static_cast<std::size_t>(map.columns);
  require(sized, "panel '", panel.title, "': a heatmap of ", map.rows, " x ", map.columns,
          " cells has ", map.values.size(), " values");
  require(is_proper(map.x) && is_proper(map.y) && is_proper(map.range), "panel '", panel.title,
          "': the heatmap has an empty range");
}

void check_picture(const FigurePanel& panel) {
  const Image& image = *panel.picture;
  const bool sized =
      image.width >= 1 && image.height >= 1 && (image.channels == 1 || image.channels == 3) &&
      image.pixels.size() == image.n_pixels() * static_cast<std::size_t>(image.channels);
  require(sized, "panel '", panel.title, "': a picture of ", image.width, " x ", image.height,
          " x ", image.channels, " has ", image.pixels.size(), " values");
}

/// Shortest text that reads back as the same value; empty for what is not finite.
std::string number(double x) {
  if (!std::isfinite(x)) return "";
  std::array<char, 32> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x).ptr};
}

std::string field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string out = "\"";
  for (const char c : value) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

void add_points(std::string& out, const std::string& begin, const FigureSeries& series) {
  for (const FigurePoint& p : series.points) {
    out += text(begin, field(series.name), ',', number(p.x), ',', number(p.y), ',', number(p.low),
                ',', number(p.high), ",\n");
  }
}

double centre(const FigureRange& range, int i, int n) {
  return range.min + (range.max - range.min) * (i + 0.5) / n;
}

void add_cells(std::string& out, const std::string& begin, const FigureHeatmap& map) {
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.columns; ++c) {
      const std::size_t at = static_cast<std::size_t>(r) * static_cast<std::size_t>(map.columns) +
                             static_cast<std::size_t>(c);
      out += text(begin, "heatmap,", number(centre(map.x, c, map.columns)), ',',
                  number(centre(map.y, r, map.rows)), ",,,", number(map.values[at]), '\n');
    }
  }
}

}  // namespace

void check_figure(const Figure& figure) {
  require(figure.n_columns >= 1, "a figure has at least one column, got ", figure.n_columns);
  require(!figure.panels.empty(), "a figure has at least one panel");
  for (const FigurePanel& panel : figure.panels) {
    const int n_contents = (panel.series.empty() ? 0 : 1) + (panel.heatmap ? 1 : 0) +
                           (panel.picture != nullptr ? 1 : 0);
    require(n_contents == 1, "panel '", panel.title,
            "' must show either series or a heatmap or a picture");
    check_axis(panel, panel.x);
    check_axis(panel, panel.y);
    check_series(panel);
    if (panel.heatmap) check_heatmap(panel);
    if (panel.picture) check_picture(panel);
  }
}

std::string to_csv(const Figure& figure) {
  std::string out = "figure,panel,series,x,y,low,high,value\n";
  for (const FigurePanel& panel : figure.panels) {
    const std::string begin = field(figure.name) + ',' + field(panel.title) + ',';
    for (const FigureSeries& series : panel.series) add_points(out, begin, series);
    if (panel.heatmap) add_cells(out, begin, *panel.heatmap);
  }
  return out;
}

std::vector<FigurePoint> figure_points(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<FigurePoint> out;
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    out.push_back({x[i], y[i], y[i], y[i]});
  }
  return out;
}

FigurePoint mean_and_spread(double x, const std::vector<double>& samples) {
  require(!samples.empty(), "no samples at x = ", x);
  const auto n = static_cast<double>(samples.size());
  double sum = 0;
  for (const double sample : samples) sum += sample;
  const double mean = sum / n;
  double squares = 0;
  for (const double sample : samples) squares += (sample - mean) * (sample - mean);
  const double stddev = std::sqrt(squares / n);
  return {x, mean, mean - stddev, mean + stddev};
}

}  // namespace fscope
