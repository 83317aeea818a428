// The paper's figures that can be computed, and what they depend on.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/figures/figure.h"
#include "app/figures/progress.h"

namespace fscope {

struct FigureSettings {
  bool quick = false;      // fewer and smaller networks, the same shape of the result
  std::uint64_t seed = 0;  // of signals, frequencies and weights
  int n_threads = 0;       // 0 = one per processor; changes nothing in the result
  bool anchored = false;   // fig3 only: also the curve that the authors' notebook calls theory
  std::string picture_name = {};                   // fig10 only, for people
  std::shared_ptr<const Image> picture = nullptr;  // fig10 only; null: a built-in one
};

struct FigureKind {
  std::string_view name;         // what it is asked for by: "fig11"
  std::string_view title;        // two or three words
  std::string_view description;  // what it shows, one sentence
  double minutes = 0;            // about, on two cores
  double quick_minutes = 0;
  /// Any thread. Throws FigureInterrupted, std::invalid_argument for settings out of range.
  Figure (*compute)(const FigureSettings&, const FigureHooks&) = nullptr;
};

/// In the paper's order.
std::span<const FigureKind> figure_catalogue();
/// Throws std::invalid_argument naming those that there are.
const FigureKind& find_figure(std::string_view name);

/// "about 40 s", "about 3 min", "about 2 h"
std::string duration_text(double minutes);

}  // namespace fscope
