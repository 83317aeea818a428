// Figures computed and saved in the background of the window.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/figures/catalogue.h"
#include "app/gl/texture.h"
#include "app/gui/figures_state.h"
#include "app/gui/latest_job.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// What the dialog of the figures asks for, done. Main thread only; destroying it waits for the
/// figure under way to notice, which is a matter of one training step.
class FigureComputer {
 public:
  /// `wake` has a frame drawn soon; called from any thread while this lives.
  explicit FigureComputer(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Once per frame, after the dialog: does what it asks for. `settings`: those that it does not
  /// set.
  void handle_requests(UiState& ui, FigureSettings settings);
  /// Once per frame: progress, new results and what went wrong go to the window.
  void take_results(UiState& ui);
  /// Whether a result may come without a wake: draw again soon.
  bool busy() const { return (job_.running() && progress_->ended) || saver_.running(); }

 private:
  /// `index` is a place in figure_catalogue(). A figure under way is dropped.
  void start(std::size_t index, const FigureSettings& settings);
  /// Paints the figure now and writes NAME.png and NAME.csv in the background.
  void save(const Figure& figure, const std::filesystem::path& folder);

  /// Progress and a new result. Returns a message when files have been written. Rethrows what
  /// computing or writing threw.
  std::optional<std::string> update(FiguresState& figures);

  /// Shared with the computation.
  struct Progress {
    const std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    std::atomic<double> fraction = 0;
    std::atomic<bool> ended = false;
    std::atomic<double> told_s = 0;  // when the window was woken last, seconds since `begin`

    double elapsed_s() const;
  };
  void note(Progress& progress, double fraction) const;
  ImTextureID texture_of(const Image& image);

  std::function<void()> wake_;
  std::size_t index_ = 0;
  std::shared_ptr<Progress> progress_;
  LatestJob<Figure> job_;
  LatestJob<std::string> saver_;
  std::map<const Image*, Texture> textures_;  // of the pictures in results
};

}  // namespace fscope
