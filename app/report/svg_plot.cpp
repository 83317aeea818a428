#include "app/report/svg_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kLeft = 56;
constexpr double kRight = 12;
constexpr double kTop = 12;
constexpr double kBottom = 44;
constexpr int kMostTicks = 6;

/// One axis: values from `min` to `max` on pixels from `from` to `to`.
struct Axis {
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double from = 0;
  double to = 1;

  void take(double value) {
    min = std::min(min, value);
    max = std::max(max, value);
  }
  void finish() {
    if (!(min <= max)) min = 0, max = 1;
    if (min == max) min -= 0.5, max += 0.5;
  }
  double at(double value) const { return from + (to - from) * (value - min) / (max - min); }
  /// 1, 2 or 5 times a power of ten.
  double tick_step() const {
    const double least = (max - min) / kMostTicks;
    const double decade = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1, 2, 5}) {
      if (factor * decade >= least) return factor * decade;
    }
    return 10 * decade;
  }
};

bool is_finite(const std::pair<double, double>& p) {
  return std::isfinite(p.first) && std::isfinite(p.second);
}

std::string label(double x, double y, std::string_view anchor, std::string_view words,
                  std::string_view more = {}) {
  return text("<text x=\"", x, "\" y=\"", y, "\" text-anchor=\"", anchor, "\"", more, ">",
              escape_markup(words), "</text>\n");
}

std::string ticks(const Axis& x, const Axis& y) {
  std::string out;
  const auto each = [](const Axis& axis, auto draw) {
    const double step = axis.tick_step();
    for (double k = std::ceil(axis.min / step - 1e-9); k * step <= axis.max + 1e-9 * step; ++k) {
      draw(k == 0 ? 0.0 : k * step);
    }
  };
  each(x, [&](double value) {
    out += text("<path class=\"grid\" d=\"M", x.at(value), ' ', y.from, "V", y.to, "\"/>\n");
    out += label(x.at(value), y.from + 16, "middle", text(value));
  });
  each(y, [&](double value) {
    out += text("<path class=\"grid\" d=\"M", x.from, ' ', y.at(value), "H", x.to, "\"/>\n");
    out += label(x.from - 6, y.at(value) + 4, "end", text(value));
  });
  return out;
}

std::string path_of(const SvgCurve& curve, const Axis& x, const Axis& y) {
  std::string d;
  bool down = false;
  for (const auto& p : curve.points) {
    if (is_finite(p)) d += text(down ? 'L' : 'M', x.at(p.first), ' ', y.at(p.second));
    down = is_finite(p);
  }
  return text("<path fill=\"none\" stroke=\"", escape_markup(curve.colour),
              "\" stroke-width=\"1.8\" d=\"", d, "\"><title>", escape_markup(curve.name),
              "</title></path>\n");
}

std::string legend(const SvgPlot& plot, double x, double y) {
  std::string out;
  for (const SvgCurve& curve : plot.curves) {
    out += text("<rect x=\"", x, "\" y=\"", y - 8, "\" width=\"14\" height=\"4\" fill=\"",
                escape_markup(curve.colour), "\"/>\n");
    out += label(x + 20, y - 2, "start", curve.name);
    y += 16;
  }
  return out;
}

}  // namespace

std::string escape_markup(std::string_view utf8) {
  std::string out;
  for (const char c : utf8) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string to_svg(const SvgPlot& plot) {
  constexpr double kLegend = 150;
  Axis x{.from = kLeft, .to = plot.width - kRight - kLegend};
  Axis y{.from = plot.height - kBottom, .to = kTop};
  for (const SvgCurve& curve : plot.curves) {
    for (const auto& p : curve.points) {
      if (!is_finite(p)) continue;
      x.take(p.first);
      y.take(p.second);
    }
  }
  x.finish();
  y.finish();
  std::string out =
      text("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", plot.width, ' ', plot.height,
           "\" width=\"", plot.width, "\" height=\"", plot.height, "\" role=\"img\">\n");
  out += ticks(x, y);
  for (const SvgCurve& curve : plot.curves) out += path_of(curve, x, y);
  out += label((x.from + x.to) / 2, plot.height - 8, "middle", plot.x_title);
  const double middle = (y.from + y.to) / 2;
  out +=
      label(14, middle, "middle", plot.y_title, text(" transform=\"rotate(-90 14 ", middle, ")\""));
  out += legend(plot, x.to + 12, kTop + 12);
  return out + "</svg>\n";
}

}  // namespace fscope
