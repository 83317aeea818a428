// The arithmetic of plot axes: ticks, labels, zooming. No drawing.
#pragma once

#include <string>
#include <vector>

namespace fscope {

enum class AxisScale { linear, logarithmic };

/// A range of axis values, min < max (both > 0 on a logarithmic axis).
struct Interval {
  double min = 0.0;
  double max = 1.0;
  bool operator==(const Interval&) const = default;
};

struct Tick {
  double value = 0.0;
  std::string label;  ///< empty for a minor tick; "10^-3" has its exponent after '^'
};

/// Smallest of 1, 2, 5 x 10^k that divides `span` (> 0) into at most `max_steps` (>= 1) steps.
double nice_step(double span, int max_steps);
/// Ticks inside `view`, ascending. At most about `max_labels` (>= 1) carry labels: multiples of a
/// nice step on linear axes; decades (or every second, third ... one) on logarithmic axes, and
/// multiples of 1-2-5 or a nice step when the view is narrower than two decades.
std::vector<Tick> axis_ticks(AxisScale scale, Interval view, int max_labels);

/// `value` rounded to the digits that `step` (> 0) needs, with k, M, G above a thousand, and powers
/// of ten below 0.001: "0", "0.25", "1.5k", "20k", "3M", "2e-5".
std::string step_label(double value, double step);
/// A power of ten, or a small multiple of one: "0.01", "20", "1k", "10^-3", "2e-5".
std::string log_label(double value);
/// `value` with three significant digits and without exponent between 1e-3 and 1e6: "0.100",
/// "10.0", "316", "1.25e+07"; "-" for what is not finite.
std::string three_digits(double value);
/// `value` with so many digits after the point.
std::string fixed(double value, int n_digits);
/// `value` for read-outs: integers below ten million with all digits, else `n_digits` significant
/// ones; "-" for what is not finite.
std::string exact_label(double value, int n_digits = 5);

/// Whether the value can be shown: finite, and positive on a logarithmic axis.
bool showable(AxisScale scale, double value);
/// Where `value` lies in `view`: 0 at min, 1 at max, beyond outside.
double to_unit(AxisScale scale, Interval view, double value);
/// The value at `unit`; inverse of to_unit.
double from_unit(AxisScale scale, Interval view, double unit);

/// `view` widened (factor > 1) or narrowed about the value at `unit_anchor`, which keeps its place.
/// Unchanged where the result could not be shown in double precision.
Interval zoomed(AxisScale scale, Interval view, double unit_anchor, double factor);
/// `view` moved by `unit_shift` of its length.
Interval panned(AxisScale scale, Interval view, double unit_shift);
/// A view of all values from `data.min` to `data.max` (equal for one value) with `margin` of its
/// length free at both ends. A single value gets a surrounding of its own size. [0, 1] or [0.1, 10]
/// when `data` is not a showable interval.
Interval fitted(AxisScale scale, Interval data, double margin);

}  // namespace fscope
