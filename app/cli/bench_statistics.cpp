#include "app/cli/bench_statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/support/check.h"

namespace fscope {
namespace {

double mean(const std::vector<double>& values) {
  return std::reduce(values.begin(), values.end()) / static_cast<double>(values.size());
}

std::vector<double> logarithms(std::vector<double> values) {
  for (double& value : values) {
    require(value > 0, "a power law needs positive numbers, got ", value);
    value = std::log(value);
  }
  return values;
}

/// Runs `work` at least once and for `seconds`; amount per second.
double rate(const Meter& meter, const Work& work, double seconds) {
  double amount = 0;
  const double begin = meter.now();
  double spent = 0;
  do {
    if (meter.interrupted && meter.interrupted()) throw BenchInterrupted("stopped");
    amount += work();
    spent = meter.now() - begin;
  } while (spent < seconds);
  return amount / std::max(spent, 1e-9);
}

}  // namespace

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return {.median = (values[(n - 1) / 2] + values[n / 2]) / 2,
          .min = values.front(),
          .max = values.back(),
          .n = static_cast<int>(n)};
}

double percentile(std::vector<double> values, double share) {
  require(!values.empty(), "no values have no percentile");
  std::ranges::sort(values);
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

PowerLaw fit_power_law(const std::vector<double>& x, const std::vector<double>& y) {
  require(x.size() == y.size() && x.size() >= 2, "a power law needs two points or more");
  const auto a = logarithms(x);
  const auto b = logarithms(y);
  const double mean_a = mean(a);
  const double mean_b = mean(b);
  double covariance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    covariance += (a[i] - mean_a) * (b[i] - mean_b);
    variance += (a[i] - mean_a) * (a[i] - mean_a);
  }
  require(variance > 0, "a power law needs two different x");
  const double exponent = covariance / variance;
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double rest = b[i] - mean_b - exponent * (a[i] - mean_a);
    squares += rest * rest;
  }
  return {.factor = std::exp(mean_b - exponent * mean_a),
          .exponent = exponent,
          .residual = std::sqrt(squares / static_cast<double>(a.size()))};
}

std::vector<Spread> measure_in_turn(const Meter& meter, const std::vector<Work>& works) {
  for (const Work& work : works) rate(meter, work, 0);
  std::vector<std::vector<double>> rates(works.size());
  for (int round = 0; round < meter.n_rounds; ++round) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      rates[i].push_back(rate(meter, works[i], meter.seconds / meter.n_rounds));
    }
  }
  std::vector<Spread> out(works.size());
  std::ranges::transform(rates, out.begin(), spread_of);
  return out;
}

}  // namespace fscope
