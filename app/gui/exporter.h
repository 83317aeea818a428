// Files written in the background of the window.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/latest_job.h"
#include "app/gui/ui_state.h"

namespace fscope {

/// What the export dialog asks for, done. Main thread only; nothing waits but the destructor, for
/// the file under way.
class Exporter {
 public:
  /// `window`: its pixels, for ExportKind::window; empty otherwise.
  void start(std::shared_ptr<const Snapshot> snapshot, const UiState& ui, Image window);
  /// Once a frame: the path that has been written, once. What went wrong is the dialog's error.
  std::optional<std::string> update(ExportState& state);
  bool busy() const { return job_.running(); }

 private:
  LatestJob<std::string> job_;
};

/// Target and reconstructions of all runs on one sheet. Throws std::invalid_argument when there is
/// no picture.
Image contact_sheet_of(const Snapshot& snapshot);

}  // namespace fscope
