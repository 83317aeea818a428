// Curves as an SVG picture.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fscope {

struct SvgCurve {
  std::string name;    // UTF-8, for the legend
  std::string colour;  // of CSS
  std::vector<std::pair<double, double>> points;
};

struct SvgPlot {
  std::string x_title;
  std::string y_title;
  std::vector<SvgCurve> curves;
  int width = 640;  // px
  int height = 360;
};

/// An <svg> element with axes, ticks and a legend; linear axes fitted to all finite points. Without
/// any there are axes from 0 to 1.
std::string to_svg(const SvgPlot& plot);

/// Text inside markup and attributes: & < > " as entities.
std::string escape_markup(std::string_view utf8);

}  // namespace fscope
