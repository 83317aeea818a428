#include "app/lessons/lesson_file.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// A lesson of one step, whose members can be left out or written otherwise.
struct Draft {
  std::string version = R"("lesson": 1,)";
  std::string title = R"("title": {"en": "Title", "zh": "标题"},)";
  std::string text = R"("text": {"en": "Words", "zh": "文字"},)";
  std::string formula = R"("formula": "\\sigma^2",)";
  std::string task = R"("try": {"en": "Press", "zh": "按"},)";
  std::string target = R"("target": "builtin:page",)";
  std::string settings = R"("settings": "--sigma 3",)";
  std::string panels = R"("panels": ["pictures", "scale"])";
  std::string more = "";  // begins with a comma
  std::string next = "";  // a second step

  std::string json() const {
    return "{" + version + title + R"("summary": {"en": "Sum", "zh": "和"}, "steps": [{)" + text +
           formula + task + target + settings + panels + more + "}" + next + "]}";
  }
  Lesson read() const { return read_lesson(json(), "draft"); }
  std::string complaint() const {
    return message_of([this] { read(); });
  }
};

std::string second_step(const std::string& panels, const std::string& settings) {
  return R"(, {"text": {"en": "a", "zh": "b"}, "formula": "x", "try": {"en": "a", "zh": "b"},)"
         R"("panels": [)" +
         panels + R"(], "settings": ")" + settings + "\"}";
}

TEST(ReadLesson, TakesWhatTheDocumentSays) {
  Draft draft;
  draft.more = R"(, "run_to": 500, "compare": "teaser")";
  const Lesson lesson = draft.read();
  EXPECT_EQ(lesson.id, "draft");
  EXPECT_EQ(lesson.title.en, "Title");
  EXPECT_EQ(lesson.title.zh, "标题");
  EXPECT_EQ(lesson.summary.en, "Sum");
  ASSERT_EQ(lesson.steps.size(), 1U);
  const LessonStep& step = lesson.steps[0];
  EXPECT_EQ(step.text.zh, "文字");
  EXPECT_EQ(step.task.en, "Press");
  EXPECT_EQ(step.target, "target:page");
  EXPECT_EQ(step.compare, "teaser");
  EXPECT_EQ(step.run_to, 500);
  EXPECT_FALSE(step.play);
  RunConfig expected;
  expected.mapping.sigma = 3;
  EXPECT_EQ(step.config, expected);
  EXPECT_EQ(step.formula.children.at(0).kind, FormulaKind::scripts);
}

TEST(ReadLesson, PanelsAreNamesForParts) {
  Draft draft;
  const Parts parts = draft.read().steps[0].parts;
  EXPECT_TRUE(has_part(parts, Part::target));
  EXPECT_TRUE(has_part(parts, Part::reconstruction));
  EXPECT_TRUE(has_part(parts, Part::scale));
  EXPECT_EQ(parts.count(), 3U);
  draft.target = R"("target": "signal:chirp",)";
  draft.settings = R"("settings": "--power 0",)";
  draft.panels = R"("panels": ["lab", "theory"])";
  const LessonStep step = draft.read().steps[0];
  EXPECT_EQ(step.parts.count(), 6U);
  EXPECT_EQ(step.config.signal.kind, SignalKind::chirp);
  EXPECT_EQ(step.config.width, signal_defaults().width);
}

TEST(ReadLesson, AStepWithoutTargetKeepsTheOneBefore) {
  Draft draft;
  draft.target = R"("target": "signal:sine",)";
  draft.settings = R"("settings": "",)";
  draft.panels = R"("panels": ["function"])";
  draft.next = second_step(R"("bands")", "--frequency 5");
  const Lesson lesson = draft.read();
  EXPECT_EQ(lesson.steps.at(1).target, "signal:sine");
  EXPECT_EQ(lesson.steps.at(1).config.signal.kind, SignalKind::sine);
  draft = {};
  draft.target = "";
  EXPECT_EQ(draft.read().steps[0].target, "");
}

TEST(ReadLesson, ErrorsNameThePlaceInTheDocument) {
  const auto with = [](std::string Draft::*member, const char* json) {
    Draft draft;
    draft.*member = json;
    return draft.complaint();
  };
  using D = Draft;
  EXPECT_EQ(with(&D::version, ""), "\"lesson\" is missing");
  EXPECT_EQ(with(&D::version, R"("lesson": 2,)"), "lesson: this program reads version 1");
  EXPECT_EQ(with(&D::version, R"("lesson": "1",)"), "lesson: is not a whole number from 1 to 1000");
  EXPECT_EQ(with(&D::title, R"("title": {"en": "Title"},)"), "title: \"zh\" is missing");
  EXPECT_EQ(with(&D::title, R"("title": {"en": " ", "zh": "x"},)"),
            "title.en: is not more than blanks");
  EXPECT_EQ(with(&D::title, R"("title": "Title",)"), "title: is not an object");
  EXPECT_EQ(with(&D::text, R"("text": {"en": 3, "zh": "x"},)"), "steps[0].text.en: is not text");
  EXPECT_EQ(with(&D::formula, R"("formula": "a \\nope",)"),
            "steps[0].formula: unknown command \\nope (column 3)");
  EXPECT_EQ(with(&D::formula, ""), "steps[0]: \"formula\" is missing");
  EXPECT_EQ(with(&D::settings, R"("settings": "--sigmma 3",)"),
            "steps[0].settings: there is no setting 'sigmma'");
  EXPECT_EQ(with(&D::settings, R"("settings": "--task signal",)"),
            "steps[0].settings: --task is not that of the target");
  EXPECT_NE(with(&D::settings, R"("settings": "--mapping power",)").find("steps[0].settings: "),
            std::string::npos);
  EXPECT_EQ(with(&D::target, R"("target": "builtin:nope",)"),
            "steps[0].target: 'builtin:nope' is neither builtin:ID (see fourierscope targets) nor "
            "signal:KIND");
  EXPECT_NE(with(&D::target, R"("target": "signal:nope",)").find("steps[0].target: "),
            std::string::npos);
  EXPECT_EQ(with(&D::panels, R"("panels": ["pictures", "function"])"),
            "steps[0].panels[1]: there is no panel \"function\" for a picture");
  EXPECT_EQ(with(&D::panels, R"("panels": [])"), "steps[0].panels: shows nothing");
  EXPECT_EQ(with(&D::panels, R"("panels": "pictures")"), "steps[0].panels: is not a list");
  EXPECT_EQ(with(&D::more, R"(, "run_to": 0)"),
            "steps[0].run_to: is not a whole number from 1 to 1000000000");
  EXPECT_EQ(with(&D::more, R"(, "play": 1)"), "steps[0].play: is not true or false");
  EXPECT_EQ(with(&D::more, R"(, "play": true, "run_to": 5)"),
            "steps[0]: \"play\" and \"run_to\" exclude each other");
  EXPECT_EQ(with(&D::more, R"(, "speed": 5)"), "steps[0]: unknown key \"speed\"");
}

TEST(ReadLesson, TheSecondStepsErrorNamesTheSecondStep) {
  Draft draft;
  draft.next = second_step(R"("pictures")", "--sigma much");
  EXPECT_TRUE(draft.complaint().starts_with("steps[1].settings: --sigma: 'much' is not"));
}

TEST(ReadLesson, ComparisonsAreKnownAndForWhatIsLearned) {
  Draft draft;
  draft.more = R"(, "compare": "race")";
  EXPECT_EQ(draft.complaint(), "steps[0].compare: there is no comparison \"race\"");
  draft.more = R"(, "compare": "powers")";
  EXPECT_EQ(draft.complaint(), "steps[0].compare: \"powers\" is not for a picture");
}

TEST(ReadLesson, WhatIsNoLessonIsRefused) {
  const auto complaint = [](const std::string& json) {
    return message_of([&] { read_lesson(json, "x"); });
  };
  EXPECT_EQ(complaint("[]"), "it is not a JSON object");
  EXPECT_NE(complaint("{\"lesson\": 1,").find("line 1"), std::string::npos);
  EXPECT_EQ(complaint("{\"lesson\": 1,").find("json.exception"), std::string::npos);
  EXPECT_NE(complaint("\xFF").find("invalid"), std::string::npos);
  EXPECT_EQ(complaint("{\"a\":" + std::string(1000, '[')), "it is nested too deeply");
  EXPECT_EQ(complaint(R"({"lesson": 1, "title": {"en": "a", "zh": "b"},
                          "summary": {"en": "a", "zh": "b"}, "steps": []})"),
            "steps: has 0 steps, not 1 to 100");
}

TEST(LoadLessonFile, NamesTheFileInErrorsAndTakesItsNameAsTheId) {
  const TemporaryFolder folder;
  const auto good = folder.file("07-mine.json", Draft{}.json());
  EXPECT_EQ(load_lesson_file(good).id, "mine");
  const auto bad = folder.file("bad.json", "{}");
  EXPECT_EQ(message_of([&] { load_lesson_file(bad); }), bad.native() + ": \"lesson\" is missing");
  EXPECT_NE(message_of([&] { load_lesson_file(folder.path() / "none.json"); }).find("none.json"),
            std::string::npos);
  EXPECT_EQ(lesson_id("2024.json"), "2024");
  EXPECT_EQ(lesson_id("plain.json"), "plain");
}

}  // namespace
}  // namespace fscope
