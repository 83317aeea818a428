#include "core/prediction/sigma_landscape.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/support/check.h"

namespace fscope {
namespace {

/// n values from low to high, evenly over the logarithm; first the ends, then halves, quarters, ...
std::vector<double> coarse_to_fine(SigmaRange range, int n) {
  std::vector<double> out;
  std::vector<bool> taken(static_cast<std::size_t>(n), false);
  const auto take = [&](int i) {
    if (taken[static_cast<std::size_t>(i)]) return;
    taken[static_cast<std::size_t>(i)] = true;
    out.push_back(range.low * std::pow(range.high / range.low, double(i) / (n - 1)));
  };
  take(0);
  take(n - 1);
  for (int parts = 2; static_cast<int>(out.size()) < n; parts *= 2) {
    for (int k = 1; k < parts; k += 2) take(static_cast<int>(std::lround(k * (n - 1.0) / parts)));
  }
  return out;
}

bool same(double a, double b) { return std::abs(a - b) <= 1e-9 * b; }

/// Where the parabola through three points (x ascending) is greatest, given that the second is the
/// highest: between the middles of the two intervals. The second where there is none.
std::array<double, 2> vertex(const std::array<double, 3>& x, const std::array<double, 3>& y) {
  const double before = (y[1] - y[0]) / (x[1] - x[0]);
  const double after = (y[2] - y[1]) / (x[2] - x[1]);
  const double curvature = (after - before) / (x[2] - x[0]);
  if (!(curvature < 0) || !std::isfinite(curvature)) return {x[1], y[1]};
  const double slope = before + curvature * (x[1] - x[0]);  // at x[1]
  const double step = -slope / (2 * curvature);
  return {x[1] + step, y[1] + slope * step + curvature * step * step};
}

}  // namespace

SigmaRange sigma_range(MappingKind kind) {
  require(uses_sigma(kind), "mapping ", mapping_name(kind), " has no sigma to choose");
  if (kind == MappingKind::positional) return {.low = 0.5, .high = 10};
  if (kind == MappingKind::log_uniform) return {.low = 1, .high = 1000};
  return {};
}

SigmaLandscape::SigmaLandscape(SigmaRange range, int n_points)
    : range_(range), n_wanted_(n_points) {
  require(range.low > 0 && range.high > range.low && std::isfinite(range.high),
          "sigma cannot range from ", range.low, " to ", range.high);
  constexpr int kFewest = 3;
  require(n_points >= kFewest, "a landscape needs at least ", kFewest, " points, got ", n_points);
  coarse_ = coarse_to_fine(range, std::max(kFewest, n_points / 2 + 1));
}

std::size_t SigmaLandscape::best_index() const {
  const auto best = std::ranges::max_element(points_, {}, &LandscapePoint::heldout_psnr);
  return static_cast<std::size_t>(best - points_.begin());
}

std::optional<double> SigmaLandscape::next() const {
  if (static_cast<int>(points_.size()) >= n_wanted_) return std::nullopt;
  for (const double sigma : coarse_) {
    const auto is_it = [sigma](const LandscapePoint& point) { return same(point.sigma, sigma); };
    if (std::ranges::none_of(points_, is_it)) return sigma;
  }
  return refined();
}

/// The middle of the interval that is worth it most: beside the maximum as long as the wider one
/// is wide, else the one with the largest step.
double SigmaLandscape::refined() const {
  constexpr double kFineEnough = 1.06;  // ratio of neighbours: less does not change a picture
  const std::size_t best = best_index();
  std::size_t chosen = 0;
  double most = -1;
  for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
    const double ratio = points_[i + 1].sigma / points_[i].sigma;
    const double step = std::abs(points_[i + 1].heldout_psnr - points_[i].heldout_psnr);
    const bool at_best = (i == best || i + 1 == best) && ratio > kFineEnough;
    const double worth = at_best               ? 1e9 * ratio
                         : std::isfinite(step) ? step + 1e-3 * std::log(ratio)
                                               : std::log(ratio);
    if (worth > most) {
      most = worth;
      chosen = i;
    }
  }
  return std::sqrt(points_[chosen].sigma * points_[chosen + 1].sigma);
}

void SigmaLandscape::add(const LandscapePoint& point) {
  const auto at = std::ranges::lower_bound(points_, point.sigma, {}, &LandscapePoint::sigma);
  for (const auto near : {at, at == points_.begin() ? at : at - 1}) {
    if (near == points_.end() || !same(near->sigma, point.sigma)) continue;
    *near = point;
    return;
  }
  points_.insert(at, point);
}

/// Going down from the maximum, where the curve falls below `psnr`; on straight lines over log
/// sigma.
double SigmaLandscape::smoothest_within(double psnr) const {
  std::size_t i = best_index();
  while (i > 0 && points_[i - 1].heldout_psnr >= psnr) --i;
  if (i == 0) return points_[0].sigma;
  const LandscapePoint& below = points_[i - 1];
  const LandscapePoint& above = points_[i];
  if (!(above.heldout_psnr >= psnr)) return above.sigma;  // a maximum between points
  const double part = (psnr - below.heldout_psnr) / (above.heldout_psnr - below.heldout_psnr);
  return std::isfinite(part) ? below.sigma * std::pow(above.sigma / below.sigma, part)
                             : above.sigma;
}

std::optional<BestSigma> SigmaLandscape::best() const {
  if (points_.empty()) return std::nullopt;
  const std::size_t i = best_index();
  const LandscapePoint& top = points_[i];
  if (i == 0 || i + 1 == points_.size()) {
    return BestSigma{top.sigma, top.heldout_psnr,
                     smoothest_within(top.heldout_psnr - kPlateauDecibels), top.converged};
  }
  const LandscapePoint& left = points_[i - 1];
  const LandscapePoint& right = points_[i + 1];
  const auto [log_sigma, psnr] =
      vertex({std::log(left.sigma), std::log(top.sigma), std::log(right.sigma)},
             {left.heldout_psnr, top.heldout_psnr, right.heldout_psnr});
  const double smoothest = smoothest_within(top.heldout_psnr - kPlateauDecibels);
  return BestSigma{std::exp(log_sigma), psnr, std::min(smoothest, std::exp(log_sigma)),
                   left.converged && top.converged && right.converged};
}

std::optional<LandscapePoint> landscape_point(const RunConfig& config,
                                              const std::shared_ptr<const Image>& image,
                                              double time, ThreadPool& pool,
                                              const std::function<bool()>& stopped) {
  PictureTheoryOptions options;
  options.pixels = GridPixels::splits;
  PictureTheory theory(config, image, pool, options);
  const auto prediction = theory.predict(time * theory.unit_time(), pool, stopped);
  if (!prediction) return std::nullopt;
  require(prediction->heldout_psnr.has_value(), "no pixels are held out that could be predicted");
  return LandscapePoint{.sigma = config.mapping.sigma,
                        .train_psnr = prediction->train_psnr,
                        .heldout_psnr = *prediction->heldout_psnr,
                        .n_iterations = prediction->flow.n_iterations,
                        .residual = prediction->flow.residual,
                        .converged = prediction->flow.converged};
}

}  // namespace fscope
