#include "app/gui/lessons.h"

#include <string>

#include "app/gui/imgui_compat.h"
#include "app/gui/panels/panels.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

void draw_wrapped(const std::string& words) {
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopTextWrapPos();
}

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
  section("Lessons");
  for (std::size_t i = 0; i < ui.lessons.library.lessons.size(); ++i) {
    draw_entry(i, snapshot, ui, sink);
  }
  for (const std::string& problem : ui.lessons.library.problems) {
    draw_coloured(problem, ui.colors.error);
  }
  if (button("Close", "Back to what the window showed before the lessons")) {
    close_lessons(snapshot, ui, sink);
  }
}

void draw_heading(const Lesson& lesson, std::size_t step, const UiState& ui) {
  draw_coloured(localized(ui, lesson.title), ui.colors.accent);
  draw_coloured(text("Step ", step + 1, " of ", lesson.steps.size()), ui.colors.muted);
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
  section("Try this");
  draw_wrapped(localized(ui, step.task));
  leave_room();
}

bool page_button(const char* label, const char* help, bool possible, bool primary) {
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
  if (page_button("Back", "The step before (Page Up)", back, false)) wish = Wish::back;
  ImGui::SameLine();
  if (page_button(other ? "Next lesson" : "Next", "The next step (Page Down)", next.has_value(),
                  true)) {
    wish = Wish::next;
  }
  ImGui::SameLine();
  if (button("Start again", "This step from its beginning, with its settings")) wish = Wish::again;
  if (button("All lessons", "The list of lessons")) wish = Wish::list;
  ImGui::SameLine();
  if (button("Close", "Ends the lesson: settings, picture and panels are as before it")) {
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
