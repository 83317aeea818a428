// What can be done with lessons, apart from drawing them.
#pragma once

#include <vector>

#include "app/gui/ui_state.h"

namespace fscope {

/// What the person had before a lesson.
struct WayBack {
  TaskSettings shown;
  TaskSettings aside;
  PicturesState pictures;
  bool playing = false;
  int run_to = 0;
  bool show_theory = true;
  double theory_time = kDefaultTheoryTime;
  bool match_training = false;
  bool in_step = true;
  decltype(LabState::wanted) kernels = {};
  std::size_t tab = 0;
  bool compared = false;       // several runs were shown
  std::vector<SavedRun> runs;  // all there were; empty before the first
  std::size_t selected = 0;    // of runs
  Pacing pacing = Pacing::steps;
};

/// The step that is shown; null while there is none.
const LessonStep* shown_step(const UiState& ui);
/// Whether a part of the window is on screen: always, unless a step leaves it out.
bool is_shown(const UiState& ui, Part part);
/// Lesson texts in the language that is wanted. The one place that knows it.
const std::string& localized(const UiState& ui, const LocalText& text);

/// Every text of lessons that is on screen, for the fonts.
std::vector<const std::string*> shown_texts(const UiState& ui);

/// The list of lessons.
void open_lessons(UiState& ui);
/// Shows a step: its target, settings and parts, training as it says. The place exists.
void enter_step(const Snapshot& snapshot, UiState& ui, CommandSink& sink, LessonPlace place);
/// The step that is shown, from its beginning.
void restart_step(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The step after (1) or before (-1) the one that is shown, in the next or last lesson where this
/// one ends; none beyond the ends of the library.
std::optional<LessonPlace> neighbour(const LessonsState& lessons, int direction);
/// Shows it, if there is one.
void turn_page(const Snapshot& snapshot, UiState& ui, CommandSink& sink, int direction);
/// Ends the lesson: settings, picture, view and parts are what they were before it.
void close_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The part of it that needs no session: for a program that ends.
void put_settings_back(UiState& ui);

/// Starts the training of a step whose target has come, and the runs of before the lesson where
/// they made way for it. Once per frame, before the panels. Returns whether a step was started.
bool update_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

}  // namespace fscope
