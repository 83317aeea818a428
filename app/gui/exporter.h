// Files written in the background of the window.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/latest_job.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// What the export dialog asks for, done. Main thread only; nothing waits but the destructor, for
/// the file under way.
class Exporter {
 public:
  /// `wake` has a frame drawn soon; called from any thread while this lives.
  explicit Exporter(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// `window`: its pixels, for ExportKind::window; empty otherwise.
  void start(std::shared_ptr<const Snapshot> snapshot, const UiState& ui, Image window);
  /// Once a frame: the path that has been written, once. What went wrong is the dialog's error.
  std::optional<std::string> update(ExportState& state);
  /// Ends what is under way; its file stays as it was before.
  void stop() { job_.cancel(); }
  /// Whether a result may come without a wake: draw again soon.
  bool busy() const { return job_.running() && (progress_->n_frames == 0 || progress_->ended); }

 private:
  /// Shared with the background.
  struct Progress {
    std::atomic<int> done = 0;
    std::atomic<int> n_frames = 0;
    std::atomic<bool> ended = false;
  };
  std::function<void()> wake_;
  std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
  LatestJob<std::string> job_;  // last: its threads use the others
};

/// Target and reconstructions of all runs on one sheet. Throws std::invalid_argument when there is
/// no picture.
Image contact_sheet_of(const Snapshot& snapshot);

}  // namespace fscope
