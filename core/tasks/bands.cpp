#include "core/tasks/bands.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/support/check.h"
#include "core/support/fft.h"

namespace fscope {
namespace {

Band single(const char* name, Index k) {
  const auto first = static_cast<double>(k);
  return {.name = text(name, " (", k, ")"), .first = first, .last = first + 1};
}

Band octave(Index first, Index last) {  // both inclusive
  return {.name = first == last ? text(first) : text(first, " to ", last),
          .first = static_cast<double>(first),
          .last = static_cast<double>(last + 1)};
}

void add_new(std::vector<Band>& bands, Band band) {
  const bool known = std::ranges::any_of(bands, [&](const Band& other) {
    return other.first == band.first && other.last == band.last;
  });
  if (!known) bands.push_back(std::move(band));
}

}  // namespace

std::vector<Band> signal_bands(Index n) {
  require(n >= 1, "bands need at least one training point, got ", n);
  const Index highest = n / 2;
  if (highest == 0) return {single("mean", 0)};
  const auto scaled = [&](Index k) { return std::clamp<Index>((k * n + 16) / 32, 1, highest); };
  std::vector<Band> bands;
  add_new(bands, single("low", 1));
  add_new(bands, single("mid", scaled(5)));
  add_new(bands, single("high", scaled(15)));
  for (Index first = 1; first <= highest; first *= 2) {
    const bool ends = 2 * first >= highest;  // the sampling limit alone is no octave
    add_new(bands, octave(first, ends ? highest : 2 * first - 1));
    if (ends) break;
  }
  return bands;
}

std::vector<double> signal_band_errors(std::span<const Band> bands,
                                       std::span<const double> residual) {
  const auto spectrum = real_fft(residual);
  std::vector<double> errors;
  for (const Band& band : bands) {
    const auto first = static_cast<std::size_t>(band.first);
    const auto last = std::min(static_cast<std::size_t>(band.last), spectrum.size());
    double sum = 0;
    for (std::size_t k = first; k < last; ++k) sum += std::norm(spectrum[k]);
    errors.push_back(last > first ? std::sqrt(sum / static_cast<double>(last - first)) : 0);
  }
  return errors;
}

std::vector<Band> picture_bands(int width, int height) {
  require(width >= 1 && height >= 1, "bands need pixels, got ", width, " x ", height);
  const double limit = std::max(width, height) / 2.0;
  std::vector<Band> bands;
  double first = 0;
  for (const double share : {1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2}) {
    const double last = limit * share;
    bands.push_back({.name = text(first, " to ", last), .first = first, .last = last});
    first = last;
  }
  bands.push_back({.name = text("above ", first),
                   .first = first,
                   .last = std::numeric_limits<double>::infinity()});
  return bands;
}

std::vector<double> picture_band_errors(std::span<const Band> bands, const PictureView& residual) {
  std::vector<double> edges;
  for (const Band& band : bands) edges.push_back(band.first);
  edges.push_back(bands.back().last);
  auto errors = band_energies(residual, edges);
  for (double& error : errors) error = std::sqrt(error);
  return errors;
}

}  // namespace fscope
