#include "app/gui/saved_state.h"

#include <algorithm>

namespace fscope {

State state_of(const Snapshot& snapshot, const UiState& ui) {
  const PicturesState& pictures = ui.pictures;
  State state;
  state.unknown = ui.unknown_state;
  state.target = ui.target;
  state.target_hash = ui.target_hash;
  state.samples = ui.lab.samples;
  state.samples_name = ui.lab.samples_name;
  state.pacing = snapshot.pacing;
  const RunSnapshot* shown = shown_run(snapshot, ui);
  for (const RunSnapshot& run : snapshot.runs) {
    if (&run == shown) state.selected = state.runs.size();
    state.runs.push_back(saved_run(run));
  }
  const Point center = pictures.transform.center();
  state.view = {.fitted = pictures.transform.is_fitted(),
                .center_x = center.x,
                .center_y = center.y,
                .scale = pictures.transform.free_scale(),
                .spectra = pictures.spectra,
                .between_pixels = pictures.between_pixels,
                .mark_training = pictures.mark_training,
                .smooth = pictures.smooth,
                .absolute_error = pictures.absolute_error,
                .gain = static_cast<double>(pictures.gain),
                .theory = ui.theory.show,
                .theory_time = ui.theory.time,
                .match_training = ui.theory.match_training};
  return state;
}

void restore_state(const State& state, UiState& ui, CommandSink& sink) {
  const SavedView& view = state.view;
  PicturesState& pictures = ui.pictures;
  pictures.spectra = view.spectra;
  pictures.between_pixels = view.between_pixels;
  pictures.mark_training = view.mark_training;
  pictures.smooth = view.smooth;
  pictures.absolute_error = view.absolute_error;
  pictures.gain = static_cast<float>(view.gain);
  if (view.fitted) pictures.transform.fit();
  ui.view_to_restore.reset();
  if (!view.fitted) ui.view_to_restore = {{view.center_x, view.center_y}, view.scale};
  ui.theory.show = view.theory;
  ui.theory.time = view.theory_time;
  ui.theory.match_training = view.match_training;
  ui.unknown_state = state.unknown;
  ui.undo = {};
  if (state.runs.empty()) return;
  const SavedRun& selected = state.runs.at(state.selected);
  const auto& changes = selected.replay.changes;
  const RunConfig config = changes.empty() ? selected.replay.start : changes.back().config;
  turn_to(ui, config.task);
  ui.wanted = config;
  ui.compare.shown = state.runs.size() > 1;
  ui.compare.selected.reset();
  ui.compare.to_select = state.selected;
  post(ui, sink, SetPacing{state.pacing});
  post(ui, sink, Restore{state.runs});
}

}  // namespace fscope
