// What the window remembers of lessons.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/widgets/formula.h"
#include "app/lessons/library.h"

namespace fscope {

struct WayBack;  // lessons.h

/// Part of UiState.
struct LessonsState {
  LessonLibrary library;
  FormulaFonts fonts;
  bool open = false;                          // their panel is shown: a step, or the list
  std::optional<LessonPlace> place;           // the step that is shown
  std::shared_ptr<const WayBack> way_back;    // from the first step on: what there was before
  std::string target;                         // that the last step asked for
  bool starting = false;                      // a step waits for its target before it trains
  std::string comparison;                     // whose runs a step has started; empty: one run
  std::uint64_t runs_ticket = 0;              // of the command that made those runs
  bool missed = false;                        // the step's settings went to a run that was going
  bool replaced = false;                      // the runs from before have made way for a step's
  std::shared_ptr<const WayBack> to_restore;  // whose runs wait for their picture
  std::size_t tab = 0;                        // the one open below the pictures
  std::optional<std::size_t> wanted_tab;      // to be opened
};

}  // namespace fscope
