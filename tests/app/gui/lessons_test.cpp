// Lessons in the window: the way through them, what they change, and the way back.
#include "app/gui/lessons.h"

#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/gui/shortcuts.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

LessonStep made_up_step(double sigma, std::initializer_list<Part> parts) {
  LessonStep step;
  step.text = {.en = "A text that says something.", .zh = "文字"};
  step.task = {.en = "Try it.", .zh = "试试"};
  step.formula = parse_formula("\\sigma^2");
  step.target = "target:page";
  step.config.mapping.sigma = sigma;
  for (const Part part : parts) step.parts.set(static_cast<std::size_t>(part));
  return step;
}

/// Two lessons: pictures in two steps, and a signal in one.
LessonLibrary made_up_library() {
  Lesson pictures{
      .id = "pictures", .title = {"Pictures", "图像"}, .summary = {"a", "b"}, .steps = {}};
  pictures.steps.push_back(made_up_step(1, {Part::target, Part::reconstruction, Part::curves}));
  pictures.steps.push_back(made_up_step(2, {Part::reconstruction, Part::theory, Part::scale}));
  pictures.steps[0].run_to = 300;
  pictures.steps[1].play = true;
  Lesson signal{.id = "signal", .title = {"Signal", "信号"}, .summary = {"c", "d"}, .steps = {}};
  LessonStep step = made_up_step(1, {Part::function, Part::controls, Part::linearised});
  step.target = "signal:chirp";
  step.config = signal_defaults();
  step.config.signal.kind = SignalKind::chirp;
  signal.steps.push_back(step);
  return {.lessons = {pictures, signal}, .problems = {"bad.json: it is broken"}};
}

class Lessons : public ::testing::Test {
 protected:
  Lessons() { fixture.ui.lessons.library = made_up_library(); }

  void enter(std::size_t lesson, std::size_t step) {
    enter_step(fixture.snapshot, fixture.ui, fixture.sink, {.lesson = lesson, .step = step});
  }
  /// What the program does with a request for a picture.
  void bring_target(const std::string& title) {
    fixture.ui.requests = {};
    fixture.snapshot.target_name = title;
  }
  bool update() { return update_lessons(fixture.snapshot, fixture.ui, fixture.sink); }
  void press(int key) {
    ASSERT_TRUE(handle_key(key, 0, fixture.snapshot, fixture.ui, fixture.sink));
  }
  const Configure& configured() { return *fixture.sink.last<Configure>(); }

  PanelsFixture fixture;
  UiState& ui = fixture.ui;
};

TEST_F(Lessons, EnteringAStepAsksForItsTargetAndSettings) {
  enter(0, 0);
  EXPECT_EQ(ui.requests.builtin_target, "page");
  EXPECT_EQ(configured().config.mapping.sigma, 1);
  EXPECT_TRUE(configured().restart);
  EXPECT_NE(fixture.sink.last<Pause>(), nullptr);
  EXPECT_EQ(fixture.sink.last<RunTo>(), nullptr) << "trains on the picture before its own is there";
}

TEST_F(Lessons, TrainingStartsWhenTheTargetHasCome) {
  enter(0, 0);
  EXPECT_FALSE(update());
  ui.requests.builtin_target.reset();
  ui.loading = true;
  EXPECT_FALSE(update());
  ui.loading = false;
  EXPECT_TRUE(update());
  ASSERT_NE(fixture.sink.last<RunTo>(), nullptr);
  EXPECT_EQ(fixture.sink.last<RunTo>()->step, 300);
  EXPECT_FALSE(update()) << "started twice";
}

TEST_F(Lessons, APictureThatIsThereIsNotAskedForAgain) {
  enter(0, 0);
  bring_target("Page of text");
  enter(0, 1);
  EXPECT_FALSE(ui.requests.builtin_target);
  EXPECT_TRUE(update());
  EXPECT_NE(fixture.sink.last<Play>(), nullptr);
  bring_target("A file of one's own");
  enter(0, 0);
  EXPECT_EQ(ui.requests.builtin_target, "page");
}

TEST_F(Lessons, OnlyThePartsOfTheStepAreShown) {
  EXPECT_TRUE(is_shown(ui, Part::error));
  enter(0, 0);
  EXPECT_TRUE(is_shown(ui, Part::target));
  EXPECT_FALSE(is_shown(ui, Part::error));
  EXPECT_FALSE(ui.theory.show);
  enter(0, 1);
  EXPECT_FALSE(is_shown(ui, Part::target));
  EXPECT_TRUE(ui.theory.show);
  enter(1, 0);
  EXPECT_EQ(ui.lab.wanted, (decltype(ui.lab.wanted){false, true, false}));
  switch_task(fixture.snapshot, ui, fixture.sink, TaskKind::image);
  EXPECT_TRUE(is_shown(ui, Part::target)) << "a signal's step hides pictures";
}

TEST_F(Lessons, PagesTurnThroughAllLessonsAndStopAtTheEnds) {
  EXPECT_FALSE(neighbour(ui.lessons, 1));
  enter(0, 0);
  EXPECT_FALSE(neighbour(ui.lessons, -1));
  turn_page(fixture.snapshot, ui, fixture.sink, 1);
  EXPECT_EQ(ui.wanted.mapping.sigma, 2);
  turn_page(fixture.snapshot, ui, fixture.sink, 1);
  EXPECT_EQ(ui.wanted.signal.kind, SignalKind::chirp);
  EXPECT_FALSE(neighbour(ui.lessons, 1));
  turn_page(fixture.snapshot, ui, fixture.sink, 1);
  EXPECT_EQ(ui.lessons.place->lesson, 1U);
  turn_page(fixture.snapshot, ui, fixture.sink, -1);
  EXPECT_EQ(ui.lessons.place->lesson, 0U);
  EXPECT_EQ(ui.lessons.place->step, 1U);
}

TEST_F(Lessons, StartingAgainPutsTheStepsSettingsBack) {
  enter(0, 0);
  ui.wanted.mapping.sigma = 50;
  ui.pictures.spectra = true;
  restart_step(fixture.snapshot, ui, fixture.sink);
  EXPECT_EQ(configured().config.mapping.sigma, 1);
  EXPECT_FALSE(ui.pictures.spectra);
}

TEST_F(Lessons, ClosingGivesBackWhatThereWas) {
  ui.wanted.mapping.sigma = 4.5;
  ui.aside.config.signal.alpha = 0.5;
  ui.restart_on_change = true;
  ui.pictures.mark_training = true;
  ui.pictures.gain = 9;
  ui.theory.time = 3;
  ui.lab.wanted = {true, true, true};
  ui.run_to = 77;
  ui.lessons.tab = 1;
  fixture.snapshot.playing = true;
  const RunConfig wanted = ui.wanted;
  const RunConfig aside = ui.aside.config;
  for (const std::size_t lesson : {0U, 1U}) {
    enter(lesson, 0);
    fixture.snapshot.playing = false;
    fixture.gui.frames(2);
    ui.wanted.width = 16;
    bring_target("Page of text");
    close_lessons(fixture.snapshot, ui, fixture.sink);
    EXPECT_EQ(ui.wanted, wanted);
    EXPECT_EQ(ui.aside.config, aside);
    EXPECT_EQ(configured().config, wanted);
    EXPECT_TRUE(ui.restart_on_change);
    EXPECT_TRUE(ui.pictures.mark_training);
    EXPECT_EQ(ui.pictures.gain, 9);
    EXPECT_TRUE(ui.theory.show);
    EXPECT_EQ(ui.theory.time, 3);
    EXPECT_EQ(ui.lab.wanted, (decltype(ui.lab.wanted){true, true, true}));
    EXPECT_EQ(ui.run_to, 77);
    EXPECT_EQ(ui.lessons.wanted_tab, 1U);
    EXPECT_TRUE(ui.requests.earlier_picture);
    EXPECT_NE(std::get_if<Play>(&fixture.sink.commands.back()), nullptr);
    EXPECT_FALSE(ui.lessons.open);
    EXPECT_TRUE(is_shown(ui, Part::error));
    ui.requests = {};
    fixture.snapshot.playing = true;
    ui.lessons.wanted_tab.reset();
    ui.lessons.tab = 1;
  }
}

TEST_F(Lessons, AStepThatComparesTrainsTheRunsOfItsComparison) {
  ui.lessons.library.lessons[0].steps[0].compare = "shapes";
  enter(0, 0);
  EXPECT_EQ(fixture.sink.last<Restore>(), nullptr) << "before its picture is there";
  bring_target("Page of text");
  EXPECT_TRUE(update());
  ASSERT_NE(fixture.sink.last<Restore>(), nullptr);
  const auto& runs = fixture.sink.last<Restore>()->runs;
  ASSERT_EQ(runs.size(), 6U);
  EXPECT_EQ(runs[1].replay.start.mapping.kind, MappingKind::uniform);
  EXPECT_NE(std::get_if<RunTo>(&fixture.sink.commands.back()), nullptr);
  EXPECT_TRUE(ui.compare.shown);
  // The next step has one run again.
  enter(0, 1);
  EXPECT_FALSE(ui.compare.shown);
  EXPECT_TRUE(update());
  ASSERT_EQ(fixture.sink.last<Restore>()->runs.size(), 1U);
  EXPECT_EQ(fixture.sink.last<Restore>()->runs[0].replay.start.mapping.sigma, 2);
  EXPECT_NE(std::get_if<Play>(&fixture.sink.commands.back()), nullptr);
}

TEST_F(Lessons, APageTurnedBeforeTheRunsOfTheLastAreThereHasItsSettings) {
  ui.lessons.library.lessons[0].steps[0].compare = "shapes";
  enter(0, 0);
  bring_target("Page of text");
  EXPECT_TRUE(update());
  enter(0, 1);
  EXPECT_TRUE(update());
  // The snapshot has the runs of before: what is configured now is not what will be there.
  enter(1, 0);
  EXPECT_TRUE(update());
  ASSERT_EQ(fixture.sink.last<Restore>()->runs.size(), 1U);
  EXPECT_EQ(fixture.sink.last<Restore>()->runs[0].replay.start.task, TaskKind::signal);
  // Once they are there, the one run is configured.
  fixture.snapshot.handled = fixture.sink.commands.size();
  const std::size_t before = fixture.sink.commands.size();
  enter(0, 1);
  bring_target("Page of text");
  EXPECT_TRUE(update());
  for (std::size_t i = before; i < fixture.sink.commands.size(); ++i) {
    EXPECT_EQ(std::get_if<Restore>(&fixture.sink.commands[i]), nullptr);
  }
}

TEST_F(Lessons, RunsThatMadeWayComeBackWithTheirPicture) {
  RunSnapshot second = fixture.snapshot.runs[0];
  second.id = 7;
  second.name = "second";
  second.step = 40;
  fixture.snapshot.runs.push_back(second);
  fixture.snapshot.pacing = Pacing::seconds;
  fixture.snapshot.playing = true;
  ui.compare.selected = 7;
  ui.compare.shown = true;
  const SavedRun kept = saved_run(second);
  enter(0, 0);
  bring_target("Page of text");
  EXPECT_TRUE(update());
  EXPECT_EQ(fixture.sink.last<Restore>()->runs.size(), 1U) << "several runs train in the lesson";
  fixture.snapshot.runs.pop_back();
  close_lessons(fixture.snapshot, ui, fixture.sink);
  EXPECT_FALSE(update());
  EXPECT_EQ(fixture.sink.last<Restore>()->runs.size(), 1U) << "before one's own picture is there";
  bring_target("mine");
  EXPECT_FALSE(update());
  ASSERT_EQ(fixture.sink.last<Restore>()->runs.size(), 2U);
  EXPECT_EQ(fixture.sink.last<Restore>()->runs[1], kept);
  EXPECT_EQ(fixture.sink.last<SetPacing>()->pacing, Pacing::seconds);
  EXPECT_EQ(ui.compare.to_select, 1U);
  EXPECT_TRUE(ui.compare.shown);
  EXPECT_NE(std::get_if<Play>(&fixture.sink.commands.back()), nullptr);
  const std::size_t before = fixture.sink.commands.size();
  EXPECT_FALSE(update());
  EXPECT_EQ(fixture.sink.commands.size(), before) << "restored twice";
}

TEST_F(Lessons, TheWayBackLeadsToBeforeTheFirstOfSeveralSteps) {
  ui.wanted.mapping.sigma = 4.5;
  enter(0, 0);
  enter(1, 0);
  enter(0, 1);
  open_lessons(ui);
  close_lessons(fixture.snapshot, ui, fixture.sink);
  EXPECT_EQ(ui.wanted.mapping.sigma, 4.5);
  EXPECT_EQ(ui.aside.config, signal_defaults());
}

TEST_F(Lessons, ClosingTheListAloneChangesNothing) {
  open_lessons(ui);
  const std::size_t before = fixture.sink.commands.size();
  close_lessons(fixture.snapshot, ui, fixture.sink);
  EXPECT_EQ(fixture.sink.commands.size(), before);
  EXPECT_FALSE(ui.requests.earlier_picture);
}

TEST_F(Lessons, AStepWithoutTargetShowsTheEarlierPicture) {
  ui.lessons.library.lessons[0].steps[1].target.clear();
  enter(0, 1);
  EXPECT_FALSE(ui.requests.earlier_picture) << "nothing has replaced it";
  enter(0, 0);
  bring_target("Page of text");
  enter(0, 1);
  EXPECT_TRUE(ui.requests.earlier_picture);
}

TEST_F(Lessons, TextsAreInTheLanguageThatIsWanted) {
  const LocalText text{.en = "one", .zh = "一"};
  EXPECT_EQ(localized(ui, text), "one");
  ui.language = Language::chinese;
  EXPECT_EQ(localized(ui, text), "一");
}

TEST_F(Lessons, TextsOnScreenAreThoseOfTheStepOrTheList) {
  EXPECT_TRUE(shown_texts(ui).empty());
  open_lessons(ui);
  EXPECT_EQ(shown_texts(ui).size(), 4U);
  enter(1, 0);
  ui.language = Language::chinese;
  const auto texts = shown_texts(ui);
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(*texts[0], "信号");
  EXPECT_EQ(*texts[2], "试试");
}

TEST_F(Lessons, TheMenuOpensTheListAndTheListALesson) {
  fixture.gui.click("Help");
  fixture.gui.frames(2);
  fixture.gui.click("Lessons");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("lesson 2"));
  EXPECT_FALSE(fixture.gui.has("Resolution")) << "the controls are still there";
  fixture.gui.click("lesson 1");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("step 1 of 2"));
  EXPECT_TRUE(fixture.gui.has("formula"));
  EXPECT_TRUE(fixture.gui.has("target"));
  EXPECT_FALSE(fixture.gui.has("error"));
  EXPECT_FALSE(fixture.gui.has("sigma"));
}

TEST_F(Lessons, ButtonsTurnPagesAndLeadBack) {
  enter(0, 0);
  fixture.gui.frames(2);
  fixture.gui.click("Next");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("step 2 of 2"));
  EXPECT_TRUE(fixture.gui.has("theory"));
  EXPECT_TRUE(fixture.gui.has("sigma"));
  EXPECT_FALSE(fixture.gui.has("target"));
  fixture.gui.click("Next lesson");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("step 1 of 1"));
  EXPECT_TRUE(fixture.gui.has("Signal")) << "the step shows the controls";
  fixture.gui.click("Back");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("step 2 of 2"));
  fixture.gui.click("Start again");
  EXPECT_EQ(configured().config.mapping.sigma, 2);
  fixture.gui.click("All lessons");
  fixture.gui.frames(2);
  EXPECT_TRUE(fixture.gui.has("lesson 1"));
  fixture.gui.click("Close");
  fixture.gui.frames(2);
  EXPECT_FALSE(ui.lessons.open);
  EXPECT_TRUE(fixture.gui.has("Resolution"));
  EXPECT_TRUE(fixture.gui.has("error"));
}

TEST_F(Lessons, KeysTurnPagesWhileAStepIsShown) {
  EXPECT_FALSE(handle_key(GLFW_KEY_PAGE_DOWN, 0, fixture.snapshot, ui, fixture.sink));
  enter(0, 0);
  press(GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(ui.lessons.place->step, 1U);
  press(GLFW_KEY_PAGE_UP);
  EXPECT_EQ(ui.lessons.place->step, 0U);
  open_lessons(ui);
  EXPECT_FALSE(handle_key(GLFW_KEY_PAGE_UP, 0, fixture.snapshot, ui, fixture.sink));
}

TEST_F(Lessons, TheTabThatWasOpenIsOpenAgain) {
  fixture.gui.click("Bands");
  fixture.gui.frames(2);
  enter(0, 0);  // shows the curves alone
  fixture.gui.frames(3);
  EXPECT_EQ(ui.lessons.tab, 0U);
  close_lessons(fixture.snapshot, ui, fixture.sink);
  fixture.gui.frames(3);
  EXPECT_EQ(ui.lessons.tab, 1U);
}

TEST_F(Lessons, TheKernelIsNotAskedForWhereItIsNotShown) {
  fixture.gui.click("Kernel");
  fixture.gui.frames(2);
  ASSERT_TRUE(ui.theory.kernel_wanted);
  enter(0, 1);
  fixture.gui.frames(2);
  EXPECT_FALSE(ui.theory.kernel_wanted);
}

TEST_F(Lessons, EveryStepOfTheProgramsLessonsCanBeDrawn) {
  ui.lessons.library.lessons = builtin_lessons();
  const auto& lessons = ui.lessons.library.lessons;
  for (std::size_t lesson = 0; lesson < lessons.size(); ++lesson) {
    for (std::size_t step = 0; step < lessons[lesson].steps.size(); ++step) {
      enter(lesson, step);
      fixture.answer();
      fixture.gui.frames(2);
      EXPECT_TRUE(fixture.gui.has("formula")) << lessons[lesson].id << ' ' << step;
      const Parts& parts = lessons[lesson].steps[step].parts;
      if (ui.wanted.task != TaskKind::image) continue;
      EXPECT_EQ(fixture.gui.has("error"), has_part(parts, Part::error)) << lessons[lesson].id;
      EXPECT_EQ(fixture.gui.has("sigma"), has_part(parts, Part::scale)) << lessons[lesson].id;
    }
  }
}

}  // namespace
}  // namespace fscope
