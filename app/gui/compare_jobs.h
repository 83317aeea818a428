// Spectra and similarities of several runs, computed beside the training.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "app/gui/steady_job.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// Follows the pictures of all runs while their spectra, or how alike they are, are looked at. Main
/// thread only; destroying it waits for a computation to end, some tenths of a second.
class CompareJobs {
 public:
  /// Takes what has been found into ui.compare and starts what is wanted. Does not wait. True while
  /// something is under way.
  bool update(const Snapshot& snapshot, UiState& ui);

 private:
  struct Item {
    int run = 0;
    std::int64_t step = 0;
    std::shared_ptr<const Raster> picture;
    bool operator==(const Item&) const = default;
  };
  struct Input {
    std::shared_ptr<const Image> target;
    std::vector<Item> runs;
    bool operator==(const Input&) const = default;
  };
  using Spectra = std::map<int, std::shared_ptr<const Raster>>;

  using Similarities = std::map<int, Similarity>;

  static Similarities compare(const Input& input, const StopFlag& stop);

  SteadyJob<Input, Spectra> spectra_;
  SteadyJob<Input, Similarities> similarity_;
};

}  // namespace fscope
