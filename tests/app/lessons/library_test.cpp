#include "app/lessons/library.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

constexpr const char* kMine = R"({"lesson": 1, "title": {"en": "Mine", "zh": "我的"},
  "summary": {"en": "a", "zh": "b"}, "steps": [{"text": {"en": "a", "zh": "b"}, "formula": "x",
  "try": {"en": "a", "zh": "b"}, "settings": "", "panels": ["pictures"]}]})";

bool has_chinese(const std::string& text) {
  // U+4E00 to U+9FFF begin with the bytes E4 to E9.
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xE4 && byte <= 0xE9) return true;
  }
  return false;
}

void expect_both(const LocalText& text, const std::string& where) {
  EXPECT_FALSE(text.en.empty()) << where;
  EXPECT_FALSE(has_chinese(text.en)) << where;
  EXPECT_TRUE(has_chinese(text.zh)) << where;
}

TEST(BuiltinLessons, AreEightAndWhole) {
  const std::vector<Lesson> lessons = builtin_lessons();  // settings, targets, panels, formulas
  ASSERT_EQ(lessons.size(), 8U);
  std::set<std::string> ids;
  for (const Lesson& lesson : lessons) {
    EXPECT_TRUE(ids.insert(lesson.id).second) << lesson.id;
    expect_both(lesson.title, lesson.id);
    expect_both(lesson.summary, lesson.id);
    EXPECT_GE(lesson.steps.size(), 3U) << lesson.id;
    EXPECT_LE(lesson.steps.size(), 5U) << lesson.id;
    EXPECT_FALSE(lesson.steps[0].target.empty()) << lesson.id;
    for (const LessonStep& step : lesson.steps) {
      expect_both(step.text, lesson.id);
      expect_both(step.task, lesson.id);
      EXPECT_FALSE(step.formula.children.empty()) << lesson.id;
      EXPECT_TRUE(step.play || step.run_to > 0) << lesson.id;
    }
  }
}

TEST(LoadLessons, OwnOnesComeAfterThoseOfTheProgramByName) {
  const TemporaryFolder folder;
  folder.file("b.json", kMine);
  folder.file("a.json", kMine);
  folder.file("notes.txt", "no lesson");
  folder.file("broken.json", "{");
  const LessonLibrary library = load_lessons(folder.path());
  ASSERT_EQ(library.lessons.size(), 10U);
  EXPECT_EQ(library.lessons[8].id, "a");
  EXPECT_EQ(library.lessons[9].id, "b");
  ASSERT_EQ(library.problems.size(), 1U);
  EXPECT_NE(library.problems[0].find("broken.json: "), std::string::npos);
  EXPECT_EQ(load_lessons(folder.path() / "none").lessons.size(), 8U);
}

TEST(FindLesson, ByNumberNameOrFileWithAStep) {
  const TemporaryFolder folder;
  LessonLibrary library = load_lessons("");
  EXPECT_EQ(find_lesson(library, "3").lesson, 2U);
  EXPECT_EQ(find_lesson(library, "sigma").lesson, 2U);
  EXPECT_EQ(find_lesson(library, "sigma:2").step, 1U);
  EXPECT_EQ(find_lesson(library, "8:1").lesson, 7U);
  EXPECT_EQ(find_lesson(library, folder.file("mine.json", kMine).native()).lesson, 8U);
  EXPECT_EQ(library.lessons.at(8).title.en, "Mine");
}

TEST(FindLesson, SaysWhatThereIs) {
  LessonLibrary library = load_lessons("");
  const auto complaint = [&](const char* name) {
    return message_of([&] { find_lesson(library, name); });
  };
  EXPECT_TRUE(complaint("nope").starts_with(
      "there is no lesson 'nope'; there are 1 to 8 (plain-network, cure, sigma, "));
  EXPECT_TRUE(complaint("0").starts_with("there is no lesson '0'"));
  EXPECT_TRUE(complaint("9").starts_with("there is no lesson '9'"));
  EXPECT_EQ(complaint("1:9"), "lesson 1 has no step 9, only 3");
  EXPECT_NE(complaint("none.json").find("none.json"), std::string::npos);
}

TEST(OwnLessonsFolder, FollowsTheDataFolder) {
  const char* before = std::getenv("XDG_DATA_HOME");
  const std::string kept = before ? before : "";
  setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(own_lessons_folder(), "/data/fourierscope/lessons");
  unsetenv("XDG_DATA_HOME");
  if (before) setenv("XDG_DATA_HOME", kept.c_str(), 1);
}

}  // namespace
}  // namespace fscope
