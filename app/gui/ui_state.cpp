#include "app/gui/ui_state.h"

#include <imgui.h>

#include <algorithm>

namespace fscope {

double sampling_limit(const RunSnapshot& run) {
  if (run.signal) return static_cast<double>(run.signal->n_train()) / 2;
  const int side = std::max(run.target->width, run.target->height);
  return run.config.image.split == SplitMode::even_odd ? side / 4.0 : side / 2.0;
}

void post(UiState& ui, CommandSink& sink, Command command) {
  ui.ticket = sink.post(std::move(command));
}

const RunSnapshot* shown_run(const Snapshot& snapshot, const UiState& ui) {
  if (snapshot.runs.empty()) return nullptr;
  const auto selected = std::ranges::find_if(
      snapshot.runs, [&](const RunSnapshot& run) { return ui.compare.selected == run.id; });
  return selected == snapshot.runs.end() ? &snapshot.runs.front() : &*selected;
}

namespace {

/// When the left button went down that is held; 0 when it is not.
double time_of_press() {
  if (ImGui::GetCurrentContext() == nullptr || !ImGui::IsMouseDown(0)) return 0;
  return ImGui::GetIO().MouseClickedTime[0];
}

}  // namespace

void post_wanted(const Snapshot& snapshot, UiState& ui, CommandSink& sink, bool restart) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run) return;
  if (run->config != ui.wanted) {
    SettingChange change{.run = run->id,
                         .before = run->config,
                         .after = ui.wanted,
                         .at_s = ui.now_s,
                         .step = run->step,
                         .heldout_before = {},
                         .pressed_s = time_of_press()};
    const auto& heldout = run->history.heldout_psnr.points();
    if (!heldout.empty()) change.heldout_before = static_cast<double>(heldout.back().last);
    note_setting(ui.undo, change);
  }
  post(ui, sink, Configure{.run = run->id, .config = ui.wanted, .restart = restart});
}

void turn_to(UiState& ui, TaskKind task) {
  if (ui.wanted.task == task) return;
  const TaskSettings shown{ui.wanted, ui.restart_on_change};
  ui.wanted = ui.aside.config;
  ui.restart_on_change = ui.aside.restart_on_change;
  ui.aside = shown;
}

void switch_task(const Snapshot& snapshot, UiState& ui, CommandSink& sink, TaskKind task) {
  if (ui.wanted.task == task) return;
  turn_to(ui, task);
  post_wanted(snapshot, ui, sink, true);
}

void choose_language(UiState& ui, Language language) {
  ui.language = language;
  ui.requests.apply_theme = true;
}

void set_presenter(UiState& ui, bool on) {
  ui.requests.apply_theme |= ui.presenter != on;
  ui.presenter = on;
}

void say(UiState& ui, MessageKind kind, const Phrase& phrase) {
  ui.message = Message{.text = phrase.shown(), .kind = kind, .since_s = ui.now_s};
}

Phrase describe(const Trouble& trouble) {
  return trouble.health == Health::stalled ? "stalled"_t : "diverged"_t;
}

bool needs_way_out(const RunSnapshot& run) {
  return (run.trouble || is_halted(run)) && run.parameters;
}

namespace {

Phrase describe(const Failure& failure) {
  const Phrase cause =
      failure.setting.empty() ? Phrase() : fill(" after {}"_t, verbatim(failure.setting));
  const Phrase what = translated(failure.what);
  if (!failure.halted) return fill("Refused{}: {}"_t, cause, what);
  return fill("Training stopped at step {}{}: {}. Change a setting or reset to go on."_t,
              failure.step, cause, what);
}

Phrase describe(const Trouble& trouble, const RunConfig& config) {
  const bool picture = config.task == TaskKind::image;
  const Phrase constant = picture ? "one colour"_t : "a constant"_t;
  const Phrase cause =
      trouble.setting.empty() ? Phrase() : fill(", since {}"_t, verbatim(trouble.setting));
  if (trouble.health == Health::diverged) {
    return fill("Diverged: the loss is far above that of {}{}"_t, constant, cause);
  }
  return fill(
      "Stalled: for a while no better than {}{}. The learning rate may be too large or "
      "much too small, or the mapping too coarse"_t,
      constant, cause);
}

/// What is wrong with the run, or nothing.
Phrase describe_state(const RunSnapshot& run) {
  if (run.failure) return describe(*run.failure);
  return run.trouble ? describe(*run.trouble, run.config) : Phrase();
}

}  // namespace

void take_note(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (snapshot.version == ui.version || !run) return;
  ui.version = snapshot.version;
  ui.snapshot_since_s = ui.now_s;
  if (run->target) ui.pictures.transform.set_image(run->target->width, run->target->height);
  if (run->target && ui.view_to_restore && snapshot.handled >= ui.ticket) {
    ui.pictures.transform.look_at(ui.view_to_restore->first, ui.view_to_restore->second);
    ui.view_to_restore.reset();
  }
  if (snapshot.handled < ui.ticket) return;
  ui.wanted = run->config;
  const Phrase failure = describe_state(*run);
  if (failure.english() == ui.failure_told.english()) return;
  if (ui.message && ui.message->text == ui.failure_told.shown()) ui.message.reset();  // it is over
  if (!failure.empty()) say(ui, MessageKind::error, failure);
  ui.failure_told = failure;
}

}  // namespace fscope
