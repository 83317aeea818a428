#include "app/gui/state_keeper.h"

#include <utility>

#include "app/gui/saved_state.h"
#include "app/io/path_text.h"

namespace fscope {

void StateKeeper::announce_left_behind(UiState& ui) const {
  if (const auto& left = autosave_.left_behind()) ui.left_behind = time_of(*left);
}

std::optional<std::filesystem::path> StateKeeper::handle(
    const Requests& requests, const std::shared_ptr<const Snapshot>& snapshot, UiState& ui) {
  ExportState& exporting = ui.exporting;
  if (requests.save_state || requests.open_export) exporting.open = true;
  if (requests.save_state) exporting.kind = static_cast<int>(ExportKind::state);
  if (requests.copy_state) {
    ImGui::SetClipboardText(to_json(state_of(*snapshot, ui)).c_str());
    say(ui, MessageKind::good, "The state is on the clipboard."_t);
  }
  if (requests.run_export) start_export(snapshot, ui);
  if (requests.stop_export) exporter_.stop();
  if (requests.forget_autosave) autosave_.forget_left_behind();
  if (requests.forget_autosave || requests.restore_autosave) ui.left_behind.clear();
  return requests.restore_autosave ? autosave_.left_behind() : std::nullopt;
}

void StateKeeper::start_export(const std::shared_ptr<const Snapshot>& snapshot, UiState& ui) {
  ui.exporting.error.clear();
  if (static_cast<ExportKind>(ui.exporting.kind) != ExportKind::window) {
    exporter_.start(snapshot, ui, {});
    return;
  }
  ui.exporting.open = false;  // the dialog is not to be in the picture
  frames_to_window_export_ = 2;
  window_->request_frames(2);
}

void StateKeeper::note_shown(const UiState& ui) {
  if (frames_to_window_export_ == 0 || --frames_to_window_export_ > 0) return;
  exporter_.start(session_->latest(), ui, window_->read_pixels());
  window_->request_frames(2);
}

void StateKeeper::update(const std::shared_ptr<const Snapshot>& snapshot, UiState& ui) {
  if (const auto written = exporter_.update(ui.exporting)) {
    ui.exporting.open = false;
    say(ui, MessageKind::good, fill("Written: {}"_t, escape_bytes(*written)));
  }
  const RunSnapshot* run = shown_run(*snapshot, ui);
  if (!run || !is_learning(*run) || !autosave_.due(ui.now_s, snapshot->version)) return;
  autosave_.write([state = state_of(*snapshot, ui)] { return to_json(state); });
}

void StateKeeper::note_restored(const LoadedState& loaded) {
  if (autosave_.left_behind() == loaded.document) autosave_.take_over_left_behind();
}

}  // namespace fscope
