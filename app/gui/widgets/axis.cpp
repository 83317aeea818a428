#include "app/gui/widgets/axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace fscope {
namespace {

std::string print(const char* format, int precision, double value) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, precision, value);
  return buffer.data();
}

// "2.50" -> "2.5", "3.00" -> "3", "20" stays.
std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

struct Prefix {
  double factor;
  const char* letter;
};

Prefix prefix_for(double magnitude) {
  if (magnitude >= 1e15) return {1.0, ""};
  if (magnitude >= 1e12) return {1e12, "T"};
  if (magnitude >= 1e9) return {1e9, "G"};
  if (magnitude >= 1e6) return {1e6, "M"};
  if (magnitude >= 1e3) return {1e3, "k"};
  return {1.0, ""};
}

// "1e-05" -> "1e-5", "2e+15" -> "2e15".
std::string short_exponent(const std::string& text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const int exponent = std::atoi(text.c_str() + e + 1);
  return without_trailing_zeros(text.substr(0, e)) + "e" + std::to_string(exponent);
}

int decades_per_label(int n_decades, int max_labels) {
  for (const int stride : {1, 2, 3, 5, 10, 20, 50}) {
    if (n_decades / stride + 1 <= max_labels) return stride;
  }
  return 100;
}

// Ticks at 1..9 x 10^k; labels at each `stride`-th decade and, when `inner`, also at 2 and 5.
std::vector<Tick> decade_ticks(Interval view, int stride, bool inner) {
  std::vector<Tick> ticks;
  const int first = static_cast<int>(std::floor(std::log10(view.min)));
  const int last = static_cast<int>(std::floor(std::log10(view.max) + 1e-9));
  for (int k = first; k <= last; ++k) {
    for (int digit = 1; digit <= (stride == 1 ? 9 : 1); ++digit) {
      const double value = digit * std::pow(10.0, k);
      if (value < view.min * (1 - 1e-9) || value > view.max * (1 + 1e-9)) continue;
      const bool labelled = digit == 1 ? k % stride == 0 : inner && (digit == 2 || digit == 5);
      ticks.push_back({value, labelled ? log_label(value) : std::string()});
    }
  }
  return ticks;
}

std::vector<Tick> linear_ticks(Interval view, int max_labels) {
  std::vector<Tick> ticks;
  const double step = nice_step(view.max - view.min, max_labels);
  const double first = std::ceil(view.min / step - 1e-9);
  const double last = std::floor(view.max / step + 1e-9);
  for (double i = first; i <= last && ticks.size() < 100; ++i) {
    const double value = i == 0.0 ? 0.0 : i * step;
    ticks.push_back({value, step_label(value, step)});
  }
  return ticks;
}

std::vector<Tick> log_ticks(Interval view, int max_labels) {
  const double n_decades = std::log10(view.max / view.min);
  if (n_decades < 0.7) return linear_ticks(view, max_labels);
  const bool inner = 3.0 * n_decades <= max_labels && n_decades < 3.0;
  return decade_ticks(view, decades_per_label(static_cast<int>(n_decades), max_labels), inner);
}

double forward(AxisScale scale, double value) {
  return scale == AxisScale::linear ? value : std::log10(value);
}

double backward(AxisScale scale, double value) {
  return scale == AxisScale::linear ? value : std::pow(10.0, value);
}

// Wide enough that pixels differ in double precision, narrow enough not to overflow.
bool usable(AxisScale scale, double min, double max) {
  const double length = max - min;
  const double magnitude = std::max(std::abs(min), std::abs(max));
  if (!std::isfinite(length)) return false;
  if (scale == AxisScale::logarithmic) return length > 1e-9 && magnitude < 300.0;
  return length > std::max(1e-10 * magnitude, 1e-300) && magnitude < 1e300;
}

Interval transformed(AxisScale scale, Interval view, double min, double max) {
  if (!usable(scale, min, max)) return view;
  return {backward(scale, min), backward(scale, max)};
}

}  // namespace

double nice_step(double span, int max_steps) {
  const double rough = span / std::max(1, max_steps);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= rough * (1 - 1e-9)) return digit * power;
  }
  return 10.0 * power;
}

std::vector<Tick> axis_ticks(AxisScale scale, Interval view, int max_labels) {
  const int n = std::max(1, max_labels);
  return scale == AxisScale::linear ? linear_ticks(view, n) : log_ticks(view, n);
}

std::string step_label(double value, double step) {
  const double magnitude = std::max(std::abs(value), step);
  if (value == 0.0) return "0";
  if (magnitude < 1e-3 || magnitude >= 1e15) {
    const double digits = std::floor(std::log10(std::abs(value))) - std::floor(std::log10(step));
    return short_exponent(print("%.*e", std::clamp(static_cast<int>(digits), 0, 15), value));
  }
  const Prefix prefix = prefix_for(std::abs(value));
  const double places = std::ceil(-std::log10(step / prefix.factor) - 1e-9);
  const int precision = std::clamp(static_cast<int>(places), 0, 12);
  return without_trailing_zeros(print("%.*f", precision, value / prefix.factor)) + prefix.letter;
}

std::string log_label(double value) {
  const double exponent = std::round(std::log10(value));
  const bool is_power = std::abs(value / std::pow(10.0, exponent) - 1.0) < 1e-9;
  if (is_power && (exponent <= -3.0 || exponent >= 7.0)) {
    return "10^" + std::to_string(static_cast<int>(exponent));
  }
  return step_label(value, std::pow(10.0, std::floor(std::log10(value) + 1e-9)));
}

std::string three_digits(double value) {
  if (!std::isfinite(value)) return "-";
  if (value == 0.0) return "0.00";
  // Rounding first, so that 9.996 counts as 10.0.
  const double rounded = std::strtod(print("%.*e", 2, value).c_str(), nullptr);
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(rounded)) + 1e-12));
  if (exponent < -3 || exponent >= 6) return print("%.*e", 2, value);
  return print("%.*f", std::max(0, 2 - exponent), rounded);
}

std::string fixed(double value, int n_digits) { return print("%.*f", n_digits, value); }

std::string exact_label(double value, int n_digits) {
  if (!std::isfinite(value)) return "-";
  if (std::abs(value) < 1e7 && value == std::round(value)) return print("%.*f", 0, value + 0.0);
  return short_exponent(print("%.*g", n_digits, value));
}

bool showable(AxisScale scale, double value) {
  return std::isfinite(value) && (scale == AxisScale::linear || value > 0.0);
}

double to_unit(AxisScale scale, Interval view, double value) {
  const double min = forward(scale, view.min);
  return (forward(scale, value) - min) / (forward(scale, view.max) - min);
}

double from_unit(AxisScale scale, Interval view, double unit) {
  const double min = forward(scale, view.min);
  return backward(scale, min + unit * (forward(scale, view.max) - min));
}

Interval zoomed(AxisScale scale, Interval view, double unit_anchor, double factor) {
  const double min = forward(scale, view.min);
  const double length = forward(scale, view.max) - min;
  const double anchor = min + unit_anchor * length;
  const double new_min = anchor - unit_anchor * length * factor;
  return transformed(scale, view, new_min, new_min + length * factor);
}

Interval panned(AxisScale scale, Interval view, double unit_shift) {
  const double min = forward(scale, view.min);
  const double max = forward(scale, view.max);
  const double shift = unit_shift * (max - min);
  return transformed(scale, view, min + shift, max + shift);
}

Interval fitted(AxisScale scale, Interval data, double margin) {
  const Interval nothing = scale == AxisScale::linear ? Interval{0.0, 1.0} : Interval{0.1, 10.0};
  if (!showable(scale, data.min) || !showable(scale, data.max) || data.min > data.max) {
    return nothing;
  }
  double min = forward(scale, data.min);
  double max = forward(scale, data.max);
  if (!usable(scale, min, max)) {  // (nearly) one value: show it in the middle
    const double half = scale == AxisScale::logarithmic ? 0.5 : std::max(0.5 * std::abs(min), 0.5);
    return transformed(scale, nothing, min - half, max + half);
  }
  const double extra = margin * (max - min);
  min -= extra;
  max += extra;
  return transformed(scale, nothing, min, max);
}

}  // namespace fscope
