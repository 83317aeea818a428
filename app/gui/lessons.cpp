#include "app/gui/lessons.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/gui/compare.h"
#include "app/gui/lab.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

constexpr std::string_view kTarget = "target:";

std::size_t place_of_shown(const Snapshot& snapshot, const UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  return shown ? static_cast<std::size_t>(shown - snapshot.runs.data()) : 0;
}

std::vector<SavedRun> saved_runs(const Snapshot& snapshot) {
  std::vector<SavedRun> runs;
  std::ranges::transform(snapshot.runs, std::back_inserter(runs), saved_run);
  return runs;
}

WayBack way_back_from(const Snapshot& snapshot, const UiState& ui) {
  return {.shown = {ui.wanted, ui.restart_on_change},
          .aside = ui.aside,
          .pictures = ui.pictures,
          .playing = snapshot.playing,
          .run_to = ui.run_to,
          .show_theory = ui.theory.show,
          .theory_time = ui.theory.time,
          .match_training = ui.theory.match_training,
          .in_step = ui.lab.in_step,
          .kernels = ui.lab.wanted,
          .tab = ui.lessons.tab,
          .compared = ui.compare.shown,
          .runs = saved_runs(snapshot),
          .selected = place_of_shown(snapshot, ui),
          .pacing = snapshot.pacing};
}

/// What the person has of the task that the step does not show.
TaskSettings other_task(const WayBack& before, TaskKind task) {
  return before.shown.config.task == task ? before.aside : before.shown;
}

void apply_settings(const LessonStep& step, UiState& ui) {
  const TaskKind task = step.config.task;
  ui.wanted = step.config;
  ui.restart_on_change = task == TaskKind::signal;
  ui.aside = other_task(*ui.lessons.way_back, task);
}

void apply_parts(const LessonStep& step, UiState& ui) {
  ui.theory.show = has_part(step.parts, Part::theory);
  ui.theory.time = kDefaultTheoryTime;
  ui.theory.match_training = false;
  ui.pictures.spectra = has_part(step.parts, Part::spectra);
  ui.pictures.mark_training = has_part(step.parts, Part::training_pixels);
  ui.pictures.between_pixels = true;
  ui.pictures.transform.fit();
  set_drawing(ui.lab, false);
  ui.lab.in_step = true;
  ui.lab.wanted = {has_part(step.parts, Part::theory), has_part(step.parts, Part::linearised),
                   has_part(step.parts, Part::kernel_now)};
  show_all(ui.lab);
}

/// Whether the picture of that name is the one that is learned.
bool is_there(const std::string& target, const Snapshot& snapshot, const UiState& ui) {
  if (ui.lessons.target != target) return false;
  const std::string id = target.substr(kTarget.size());
  const auto found = std::ranges::find(builtin_targets(), id, &BuiltinTarget::id);
  return found != builtin_targets().end() && snapshot.target_name == found->title;
}

/// Asks for the picture of a step that learns one.
void ask_for_target(const LessonStep& step, const Snapshot& snapshot, UiState& ui) {
  if (step.config.task == TaskKind::signal) return;
  LessonsState& lessons = ui.lessons;
  if (step.target.empty()) {
    ui.requests.earlier_picture = !lessons.target.empty();
    lessons.target.clear();
  } else if (!is_there(step.target, snapshot, ui)) {
    ui.requests.builtin_target = step.target.substr(kTarget.size());
    lessons.target = step.target;
  }
}

/// One run with the step's settings, or those of its comparison, in place of all there are.
void make_runs(const LessonStep& step, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  LessonsState& lessons = ui.lessons;
  const bool alone = lessons.comparison.empty() && snapshot.runs.size() < 2 && !lessons.missed;
  if (step.compare.empty() && alone) return;  // it has been configured
  lessons.replaced = true;
  lessons.comparison = step.compare;
  if (step.compare.empty()) {
    post(ui, sink, Restore{{SavedRun{.replay = {.start = step.config}}}});
  } else {
    start_preset(find_preset(step.compare), ui, sink);
    post(ui, sink, Pause{});
  }
  lessons.runs_ticket = ui.ticket;
}

/// The runs from before the lesson.
void bring_back(const WayBack& before, UiState& ui, CommandSink& sink) {
  std::vector<SavedRun> runs = before.runs;
  if (runs.empty()) runs.push_back({.replay = {.start = before.shown.config}});
  ui.compare.selected.reset();
  ui.compare.to_select = before.selected;
  post(ui, sink, SetPacing{before.pacing});
  post(ui, sink, Restore{std::move(runs)});
  if (before.playing) post(ui, sink, Play{});
}

void train(const LessonStep& step, UiState& ui, CommandSink& sink) {
  if (step.play) {
    post(ui, sink, Play{});
  } else if (step.run_to > 0) {
    ui.run_to = static_cast<int>(step.run_to);
    post(ui, sink, RunTo{.step = step.run_to});
  }
}

}  // namespace

const LessonStep* shown_step(const UiState& ui) {
  const LessonsState& lessons = ui.lessons;
  if (!lessons.open || !lessons.place) return nullptr;
  return &lessons.library.lessons.at(lessons.place->lesson).steps.at(lessons.place->step);
}

bool is_shown(const UiState& ui, Part part) {
  const LessonStep* step = shown_step(ui);
  // The person may look at the other task meanwhile.
  const bool of_step = step != nullptr && step->config.task == ui.wanted.task;
  if (of_step) return has_part(step->parts, part);
  if (!ui.presenter) return true;
  // In the laboratory the controls have the mapping; of pictures, it stands above sigma.
  const bool of_signal = ui.wanted.task == TaskKind::signal;
  if (part == Part::controls) return of_signal;
  return part != Part::frequencies && (part != Part::kernel || !of_signal);
}

const std::string& localized(const UiState& ui, const LocalText& text) {
  return ui.language == Language::chinese ? text.zh : text.en;
}

std::vector<const std::string*> shown_texts(const UiState& ui) {
  const LessonsState& lessons = ui.lessons;
  if (!lessons.open) return {};
  std::vector<const std::string*> out;
  if (const LessonStep* step = shown_step(ui)) {
    const Lesson& lesson = lessons.library.lessons[lessons.place->lesson];
    for (const LocalText* text : {&lesson.title, &step->text, &step->task}) {
      out.push_back(&localized(ui, *text));
    }
    return out;
  }
  for (const Lesson& lesson : lessons.library.lessons) {
    out.push_back(&localized(ui, lesson.title));
    out.push_back(&localized(ui, lesson.summary));
  }
  return out;
}

void open_lessons(UiState& ui) {
  ui.lessons.open = true;
  ui.lessons.place.reset();
}

void enter_step(const Snapshot& snapshot, UiState& ui, CommandSink& sink, LessonPlace place) {
  LessonsState& lessons = ui.lessons;
  if (!lessons.way_back) {
    lessons.way_back = std::make_shared<const WayBack>(way_back_from(snapshot, ui));
  }
  lessons.open = true;
  lessons.place = place;
  ui.compare.shown = false;
  const LessonStep& step = *shown_step(ui);
  apply_settings(step, ui);
  apply_parts(step, ui);
  ask_for_target(step, snapshot, ui);
  post(ui, sink, Pause{});
  post_wanted(snapshot, ui, sink, true);
  lessons.missed = snapshot.handled < lessons.runs_ticket;
  lessons.starting = true;
}

void restart_step(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.lessons.place) enter_step(snapshot, ui, sink, *ui.lessons.place);
}

std::optional<LessonPlace> neighbour(const LessonsState& lessons, int direction) {
  if (!lessons.place) return std::nullopt;
  const auto& all = lessons.library.lessons;
  LessonPlace place = *lessons.place;
  if (direction > 0) {
    if (++place.step < all[place.lesson].steps.size()) return place;
    if (++place.lesson == all.size()) return std::nullopt;
    return LessonPlace{.lesson = place.lesson, .step = 0};
  }
  if (place.step > 0) return LessonPlace{.lesson = place.lesson, .step = place.step - 1};
  if (place.lesson == 0) return std::nullopt;
  return LessonPlace{.lesson = place.lesson - 1, .step = all[place.lesson - 1].steps.size() - 1};
}

void turn_page(const Snapshot& snapshot, UiState& ui, CommandSink& sink, int direction) {
  if (const auto place = neighbour(ui.lessons, direction)) enter_step(snapshot, ui, sink, *place);
}

void put_settings_back(UiState& ui) {
  LessonsState& lessons = ui.lessons;
  const auto before = std::exchange(lessons.way_back, nullptr);
  lessons.open = false;
  lessons.place.reset();
  lessons.starting = false;
  lessons.comparison.clear();
  if (!before) return;
  ui.wanted = before->shown.config;
  ui.restart_on_change = before->shown.restart_on_change;
  ui.aside = before->aside;
  ui.run_to = before->run_to;
  const View posted = ui.pictures.posted;  // what the session has
  ui.pictures = before->pictures;
  ui.pictures.posted = posted;
  ui.theory.show = before->show_theory;
  ui.theory.time = before->theory_time;
  ui.theory.match_training = before->match_training;
  ui.lab.in_step = before->in_step;
  ui.lab.wanted = before->kernels;
  lessons.wanted_tab = before->tab;
  ui.compare.shown = before->compared;
}

void close_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const auto before = ui.lessons.way_back;
  put_settings_back(ui);
  if (!before) return;
  ui.requests.builtin_target.reset();
  ui.requests.earlier_picture = true;
  ui.lessons.target.clear();
  post(ui, sink, Pause{});
  if (std::exchange(ui.lessons.replaced, false)) {
    ui.lessons.to_restore = before;
    return;
  }
  post_wanted(snapshot, ui, sink, true);
  if (before->playing) post(ui, sink, Play{});
}

bool update_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const Requests& asked = ui.requests;
  const bool waiting = ui.loading || asked.builtin_target || asked.earlier_picture;
  if (waiting) return false;
  if (const auto before = std::exchange(ui.lessons.to_restore, nullptr)) {
    bring_back(*before, ui, sink);
  }
  if (!std::exchange(ui.lessons.starting, false)) return false;
  if (const LessonStep* step = shown_step(ui)) {
    make_runs(*step, snapshot, ui, sink);
    train(*step, ui, sink);
  }
  return true;
}

}  // namespace fscope
