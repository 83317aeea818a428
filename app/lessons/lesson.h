// A lesson: texts, formulas and settings, step by step. Plain values.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/formula_tree.h"
#include "core/training/config.h"

namespace fscope {

/// The same text in the languages of the program; UTF-8.
struct LocalText {
  std::string en;
  std::string zh;
};

/// What of the window a step shows. Some exist for pictures or for signals only.
enum class Part {
  target,           // pictures: the target's pane
  reconstruction,   // pictures: the network's pane
  error,            // pictures: the error's pane
  theory,           // pictures: the prediction's pane; signals: the curves of infinite width
  linearised,       // signals: the curves of this network's first kernel
  kernel_now,       // signals: the curves of its present kernel
  spectra,          // pictures: spectra in place of them; signals: the power spectrum
  training_pixels,  // pictures: marks on those trained on
  scale,            // pictures: mapping, sigma and the predicted PSNR over it
  curves,           // loss and PSNR, or errors, over training
  bands,            // the error of each band of frequency over training
  kernel,           // the kernel and its spectrum
  frequencies,      // pictures: the dots of B
  function,         // signals: the function, its training points and the network
  controls,         // settings
};
inline constexpr std::size_t kParts = 15;

using Parts = std::bitset<kParts>;

inline bool has_part(const Parts& parts, Part part) {
  return parts.test(static_cast<std::size_t>(part));
}

/// The sets of runs that a step may show in place of one, by what they are called.
struct LessonComparison {
  std::string_view id;
  TaskKind task;
};
inline constexpr std::array kLessonComparisons = {LessonComparison{"teaser", TaskKind::image},
                                                  LessonComparison{"shapes", TaskKind::image},
                                                  LessonComparison{"powers", TaskKind::signal}};

struct LessonStep {
  LocalText text = {};
  FormulaNode formula = {};
  LocalText task = {};       // one thing to try
  std::string target = {};   // "target:ID" or "signal:KIND"; empty: the picture that is shown
  RunConfig config = {};     // complete
  std::string compare = {};  // one of kLessonComparisons, trained in place of one run; or empty
  Parts parts = {};
  bool play = false;        // trains on
  std::int64_t run_to = 0;  // trains up to this step and pauses; 0: not
};

struct Lesson {
  std::string id;  // what it is called on the command line
  LocalText title;
  LocalText summary;
  std::vector<LessonStep> steps;  // not empty
};

}  // namespace fscope
