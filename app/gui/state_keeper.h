// Exports, the autosave, and what a crash has left: what becomes of the state between the frames.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/gui/autosave.h"
#include "app/gui/exporter.h"
#include "app/gui/loaded.h"
#include "app/gui/ui_state.h"
#include "app/gui/window.h"
#include "core/training/session.h"

namespace fscope {

/// Main thread only. The window and the session must outlive it.
class StateKeeper {
 public:
  /// An empty folder: no autosave.
  StateKeeper(std::filesystem::path folder, Window& window, const Session& session)
      : window_(&window),
        session_(&session),
        exporter_([&window] { window.wake(); }),
        autosave_(std::move(folder)) {}

  /// Tells the window of a session that ended in a crash, if there was one.
  void announce_left_behind(UiState& ui) const;
  /// After the panels: does what they ask for. Returns a file to open.
  std::optional<std::filesystem::path> handle(const Requests& requests,
                                              const std::shared_ptr<const Snapshot>& snapshot,
                                              UiState& ui);
  /// Once a frame: tells of files that have been written, and keeps the state when it is time.
  void update(const std::shared_ptr<const Snapshot>& snapshot, UiState& ui);
  /// After a frame: its pixels can be read only then.
  void note_shown(const UiState& ui);
  /// A state was restored; what a crash has left of it is then not offered again.
  void note_restored(const LoadedState& loaded);
  bool busy() const { return exporter_.busy(); }

 private:
  void start_export(const std::shared_ptr<const Snapshot>& snapshot, UiState& ui);

  Window* window_;
  const Session* session_;
  Exporter exporter_;
  Autosave autosave_;
  int frames_to_window_export_ = 0;  // 0: none is wanted
};

}  // namespace fscope
