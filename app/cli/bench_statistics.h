// Medians, percentiles and power laws of measured numbers.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/training/trainer.h"

namespace fscope {

/// The benchmark was interrupted before it was complete.
class BenchInterrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The middle of several measurements and how far they lie apart.
struct Spread {
  double median = 0;
  double min = 0;
  double max = 0;
  int n = 0;
};

/// Zeros for no values.
Spread spread_of(std::vector<double> values);
/// The smallest value that at least this share of all does not exceed; share in (0, 1].
/// Throws std::invalid_argument without values.
double percentile(std::vector<double> values, double share);

/// y = factor * x^exponent.
struct PowerLaw {
  double factor = 0;
  double exponent = 0;
  double residual = 0;  // root mean square of ln(measured / law): 0.05 means about 5 %
};

/// Least squares in log-log. Throws std::invalid_argument unless both have the same length, at
/// least 2, all numbers are positive and two x differ.
PowerLaw fit_power_law(const std::vector<double>& x, const std::vector<double>& y);

/// How measurements take time, stop, and say where they are.
struct Meter {
  std::function<double()> now;  // seconds, never falling
  Interrupted interrupted;      // asked before every piece of work
  std::function<void(const std::string&)> progress;
  double seconds = 1;  // for each rate, all rounds together
  int n_rounds = 5;
};

/// Does a piece of work that can be repeated; returns its amount (samples, operations, ...).
using Work = std::function<double()>;

/// The amount per second of each work. They have their turns in every round, so that a machine
/// that slows down for a while slows all of them; before the first round each runs once, uncounted.
/// Throws BenchInterrupted.
std::vector<Spread> measure_in_turn(const Meter& meter, const std::vector<Work>& works);

}  // namespace fscope
