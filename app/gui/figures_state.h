// What the dialog of the paper's figures remembers, and what the program around it tells it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/figures/catalogue.h"
#include "app/gui/figure_view.h"

namespace fscope {

/// A figure under way. `index` is its place in figure_catalogue().
struct RunningFigure {
  std::size_t index = 0;
  double fraction = 0;  // of the work, 0 to 1
  std::optional<double> left_s;
};

struct FiguresState {
  bool open = false;
  std::size_t chosen = 0;  // place in figure_catalogue()
  bool quick = true;
  bool anchored = false;  // for fig3
  std::string folder;     // where figures are saved, bytes

  // Told by the program.
  std::optional<RunningFigure> running;
  std::vector<std::shared_ptr<FigureView>> results{figure_catalogue().size()};  // null: none yet
  FigureView::TextureOf texture_of;
};

/// What the dialog asks for.
struct FigureRequests {
  bool compute = false;  // the chosen one
  bool cancel = false;   // the running one
  bool save = false;     // the chosen one's result
};

}  // namespace fscope
