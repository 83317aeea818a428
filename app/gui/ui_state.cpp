#include "app/gui/ui_state.h"

#include <algorithm>

#include "core/support/check.h"

namespace fscope {

double sampling_limit(const RunSnapshot& run) {
  if (run.signal) return static_cast<double>(run.signal->n_train()) / 2;
  const int side = std::max(run.target->width, run.target->height);
  return run.config.image.split == SplitMode::even_odd ? side / 4.0 : side / 2.0;
}

void post(UiState& ui, CommandSink& sink, Command command) {
  ui.ticket = sink.post(std::move(command));
}

void post_wanted(const Snapshot& snapshot, UiState& ui, CommandSink& sink, bool restart) {
  const RunSnapshot* run = shown_run(snapshot);
  if (run) post(ui, sink, Configure{.run = run->id, .config = ui.wanted, .restart = restart});
}

void switch_task(const Snapshot& snapshot, UiState& ui, CommandSink& sink, TaskKind task) {
  if (ui.wanted.task == task) return;
  const TaskSettings shown{ui.wanted, ui.restart_on_change};
  ui.wanted = ui.aside.config;
  ui.restart_on_change = ui.aside.restart_on_change;
  ui.aside = shown;
  post_wanted(snapshot, ui, sink, true);
}

void say(UiState& ui, MessageKind kind, std::string text) {
  ui.message = Message{.text = std::move(text), .kind = kind, .since_s = ui.now_s};
}

namespace {

std::string describe(const Failure& failure) {
  const std::string cause = failure.setting.empty() ? "" : text(" after ", failure.setting);
  if (!failure.halted) return text("Refused", cause, ": ", failure.what);
  return text("Training stopped at step ", failure.step, cause, ": ", failure.what,
              ". Change a setting or reset to go on.");
}

}  // namespace

void take_note(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* run = shown_run(snapshot);
  if (snapshot.version == ui.version || !run) return;
  ui.version = snapshot.version;
  ui.snapshot_since_s = ui.now_s;
  if (run->target) ui.pictures.transform.set_image(run->target->width, run->target->height);
  if (snapshot.handled < ui.ticket) return;
  ui.wanted = run->config;
  const std::string failure = run->failure ? describe(*run->failure) : "";
  if (!failure.empty() && failure != ui.failure_told) say(ui, MessageKind::error, failure);
  ui.failure_told = failure;
}

}  // namespace fscope
