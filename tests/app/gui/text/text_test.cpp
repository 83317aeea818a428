#include "app/gui/text/text.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

TEST(Filled, PutsValuesInOrderOrByNumber) {
  const std::string values[] = {"a", "b"};
  EXPECT_EQ(filled("{} of {}", values, 2), "a of b");
  EXPECT_EQ(filled("{1} of {0}", values, 2), "b of a");
  EXPECT_EQ(filled("{x} {} {", values, 2), "{x} a {");
  EXPECT_EQ(filled("{} {} {}", values, 2), "a b {}") << "a place without a value stays";
  EXPECT_EQ(filled("", values, 2), "");
}

TEST(Filled, CountsPlaces) {
  EXPECT_EQ(count_places("{} of {0}, {x}"), 2U);
  EXPECT_EQ(count_places("plain"), 0U);
}

TEST(Language, CodesAreReadBack) {
  for (const Language language : {Language::english, Language::chinese}) {
    EXPECT_EQ(language_of_code(language_code(language)), language);
  }
  EXPECT_EQ(language_of_code("fr"), Language::english);
}

TEST(Language, FollowsTheFirstVariableThatIsSet) {
  using Variables = std::map<std::string, const char*>;
  const auto of = [](Variables variables) {
    return language_of_system([&](const char* name) {
      const auto found = variables.find(name);
      return found == variables.end() ? nullptr : found->second;
    });
  };
  EXPECT_EQ(of({}), Language::english);
  EXPECT_EQ(of({{"LANG", "zh_CN.UTF-8"}}), Language::chinese);
  EXPECT_EQ(of({{"LC_ALL", "C"}, {"LANG", "zh_CN.UTF-8"}}), Language::english);
  EXPECT_EQ(of({{"LC_ALL", ""}, {"LANG", "zh_TW"}}), Language::chinese);
  EXPECT_EQ(of({{"LC_MESSAGES", "zh_CN"}, {"LANG", "de_DE"}}), Language::chinese);
}

TEST(Translation, RefusesWhatCannotBeShownAndNamesIt) {
  const auto reason = [](const char* json) {
    try {
      Translation table(json);
      return std::string();
    } catch (const std::exception& error) {
      return std::string(error.what());
    }
  };
  EXPECT_EQ(reason(R"({"a": "b\nc"})"), "");
  EXPECT_NE(reason(R"({"step {}": "step"})").find("\"step {}\""), std::string::npos);
  EXPECT_NE(reason(R"({"a": ""})").find("empty"), std::string::npos);
  EXPECT_NE(reason(R"({"a": "b\tc"})").find("control characters"), std::string::npos);
  EXPECT_NE(reason(R"({"a": 1})").find("not a text"), std::string::npos);
  EXPECT_NE(reason("[]"), "");
  EXPECT_NE(reason("{\"a\": \"\xFF\"}"), "");
  EXPECT_NE(reason(""), "");
}

TEST(Translation, TheOneOfTheProgramCanBeRead) {
  EXPECT_FALSE(load_translation(Language::chinese).texts().empty());
  EXPECT_TRUE(load_translation(Language::english).texts().empty());
}

TEST(Text, IsEnglishWithoutAContextOrATable) {
  EXPECT_STREQ("Run to"_t.shown(), "Run to");
  GuiTestContext gui;
  EXPECT_STREQ("Run to"_t.shown(), "Run to");
  EXPECT_EQ(Phrase("Run to"_t).label(), "Run to###Run to");
}

TEST(Text, IsLookedUpInTheContextsTable) {
  const Translation table(R"({"Run to": "跑到", "step {} of {}": "共 {1} 步，第 {0} 步"})");
  GuiTestContext gui;
  gui.speak(&table);
  EXPECT_STREQ("Run to"_t.shown(), "跑到");
  EXPECT_STREQ("Run to"_v.shown(), "Run to");
  EXPECT_STREQ("Reset"_t.shown(), "Reset") << "English where the table has nothing";
  EXPECT_EQ(Phrase("Run to"_t).label(), "跑到###Run to");
  const Phrase sentence = fill("step {} of {}"_t, 3, "ten");
  EXPECT_EQ(sentence.english(), "step 3 of ten");
  EXPECT_STREQ(sentence.shown(), "共 ten 步，第 3 步");
  EXPECT_STREQ(translated("Run to").shown(), "跑到");
  EXPECT_STREQ(verbatim("Run to").shown(), "Run to");
  gui.speak(nullptr);
  EXPECT_STREQ("Run to"_t.shown(), "Run to");
}

TEST(Text, ValuesInASentenceAreTranslatedToo) {
  const Translation table(R"({"from {}": "自{}", "here": "这里"})");
  GuiTestContext gui;
  gui.speak(&table);
  const Phrase sentence = fill("from {}"_t, "here"_t);
  EXPECT_EQ(sentence.english(), "from here");
  EXPECT_STREQ(sentence.shown(), "自这里");
}

}  // namespace
}  // namespace fscope
