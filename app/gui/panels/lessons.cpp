#include "app/gui/lessons.h"

#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

void draw_wrapped(const std::string& words) { wrapped_item(verbatim(words)); }

void draw_coloured(const std::string& words, const ImVec4& colour) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  draw_wrapped(words);
  ImGui::PopStyleColor();
}

void leave_room() { ImGui::Dummy({0, 0.4F * ImGui::GetFontSize()}); }

/// One lesson of the list.
void draw_entry(std::size_t index, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const Lesson& lesson = ui.lessons.library.lessons[index];
  const std::string title = text(index + 1, ".  ", localized(ui, lesson.title));
  ImGui::PushID(static_cast<int>(index));
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.accent);
  const bool chosen = ImGui::Selectable(title.c_str());
  ImGui::PopStyleColor();
  note_item(text("lesson ", index + 1));
  const std::string summary = localized(ui, lesson.summary);
  draw_coloured(summary, ui.colors.muted);
  leave_room();
  ImGui::PopID();
  if (chosen) enter_step(snapshot, ui, sink, {.lesson = index, .step = 0});
}

void draw_list(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  section("Lessons"_t);
  for (std::size_t i = 0; i < ui.lessons.library.lessons.size(); ++i) {
    draw_entry(i, snapshot, ui, sink);
  }
  for (const std::string& problem : ui.lessons.library.problems) {
    draw_coloured(problem, ui.colors.error);
  }
  if (button("Close"_t, "Back to what the window showed before the lessons"_t)) {
    close_lessons(snapshot, ui, sink);
  }
}

void draw_heading(const Lesson& lesson, std::size_t step, const UiState& ui) {
  draw_coloured(localized(ui, lesson.title), ui.colors.accent);
  draw_coloured(fill("Step {} of {}"_t, step + 1, lesson.steps.size()).shown(), ui.colors.muted);
  note_item(text("step ", step + 1, " of ", lesson.steps.size()));
  leave_room();
}

void draw_step(const LessonStep& step, const UiState& ui) {
  draw_wrapped(localized(ui, step.text));
  leave_room();
  ImGui::PushID(&step);  // a formula has no state, but its room depends on it
  formula_item("formula", step.formula, ui.lessons.fonts);
  ImGui::PopID();
  leave_room();
  section("Try this"_t);
  draw_wrapped(localized(ui, step.task));
  leave_room();
}

bool page_button(const Phrase& label, const Phrase& help, bool possible, bool primary) {
  ImGui::BeginDisabled(!possible);
  const bool pressed = primary ? primary_button(label, help) : button(label, help);
  ImGui::EndDisabled();
  return pressed;
}

/// What the buttons below a step ask for.
enum class Wish { nothing, back, next, again, list, close };

Wish draw_buttons(const LessonsState& lessons) {
  const bool back = neighbour(lessons, -1).has_value();
  const auto next = neighbour(lessons, 1);
  const bool other = next && next->lesson != lessons.place->lesson;
  Wish wish = Wish::nothing;
  if (page_button("Back"_t, "The step before (Page Up)"_t, back, false)) wish = Wish::back;
  ImGui::SameLine();
  if (page_button(other ? "Next lesson"_t : "Next"_t, "The next step (Page Down)"_t,
                  next.has_value(), true)) {
    wish = Wish::next;
  }
  ImGui::SameLine();
  if (button("Start again"_t, "This step from its beginning, with its settings"_t))
    wish = Wish::again;
  if (button("All lessons"_t, "The list of lessons"_t)) wish = Wish::list;
  ImGui::SameLine();
  if (button("Close"_t, "Ends the lesson: settings, picture and panels are as before it"_t)) {
    wish = Wish::close;
  }
  return wish;
}

void fulfil(Wish wish, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  switch (wish) {
    case Wish::nothing:
      return;
    case Wish::back:
      return turn_page(snapshot, ui, sink, -1);
    case Wish::next:
      return turn_page(snapshot, ui, sink, 1);
    case Wish::again:
      return restart_step(snapshot, ui, sink);
    case Wish::list:
      return open_lessons(ui);
    case Wish::close:
      return close_lessons(snapshot, ui, sink);
  }
}

}  // namespace

void draw_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  const LessonStep* step = shown_step(ui);
  if (step == nullptr) return draw_list(snapshot, ui, sink);
  const LessonPlace place = *ui.lessons.place;
  draw_heading(ui.lessons.library.lessons[place.lesson], place.step, ui);
  draw_step(*step, ui);
  fulfil(draw_buttons(ui.lessons), snapshot, ui, sink);
}

}  // namespace fscope
