// What the window remembers of a comparison of several runs.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/widgets/plot.h"
#include "core/tasks/raster.h"

namespace fscope {

/// How the pictures of several runs are looked at.
enum class CompareLook { grid, split };
/// Which curve of every run is drawn.
enum class CompareCurve { heldout, train, loss };

/// How alike a run's picture and the target are; of one step.
struct Similarity {
  std::int64_t step = 0;
  double ssim = 0;
  double flip = 0;
};

struct CompareState {
  bool shown = false;                    // several runs beside each other, in place of one
  std::optional<int> selected;           // id of the run whose settings the controls show
  std::optional<std::size_t> to_select;  // place of the run to select once the runs are there
  CompareLook look = CompareLook::grid;
  std::optional<int> left, right;  // split: ids of runs; none: the target
  float divide = 0.5F;             // split: where, of the pane's width
  bool errors = false;             // error maps in place of pictures
  bool flipped = false;            // a key is held: the target in place of the pictures
  CompareCurve curve = CompareCurve::heldout;
  PlotState plot;
  bool similarity_wanted = false;
  std::map<int, Similarity> similarity;                  // by id of run
  std::map<int, std::size_t> colours;                    // index of the series colour, by id of run
  std::map<int, std::shared_ptr<const Raster>> spectra;  // log |X| of every run, by its id
  std::optional<int> renaming;
  std::array<char, 128> new_name{};
  bool renaming_begins = false;  // the field has no focus yet
  bool over_seconds = false;
  PlotState functions;  // of signals
  // The curves in the form the plot takes, of one snapshot:
  std::uint64_t version = 0;
  CompareCurve cached = CompareCurve::heldout;
  bool cached_over_seconds = false;
  std::vector<std::vector<PlotPoint>> curves;  // one a run
};

}  // namespace fscope
