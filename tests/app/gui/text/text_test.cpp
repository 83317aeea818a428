#include "app/gui/text/text.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "app/gui/widgets/text.h"
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
  EXPECT_NE(reason("{\"a\": \"b\u200B\"}").find("control characters"), std::string::npos);
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

TEST(Translation, FindsTextsThatWerePutTogether) {
  const Translation table(
      R"({"a network of {} layers ({}), linear": "{1}网络，{0} 层", "{} to {}": "{} 至 {}",
          "glorot": "标准", "Plain.": "平。", "a network of {} layers ({}), its {} linear": "{} {} {}"})");
  EXPECT_EQ(table.render("a network of 4 layers (glorot), linear"), "标准网络，4 层");
  EXPECT_EQ(table.render("a network of 4 layers (ntk), linear\nPlain."), "ntk网络，4 层\n平。");
  EXPECT_EQ(table.render("a network of 4 layers (ntk), its tanh linear"), "4 ntk tanh");
  EXPECT_EQ(table.render("2 to 3"), "2 至 3");
  EXPECT_EQ(table.render("from here to there"), "from here to there") << "numbers only";
  EXPECT_EQ(table.render("a network of 4 layers"), "a network of 4 layers");
  EXPECT_EQ(table.render(""), "");
}

TEST(Text, ValuesInASentenceAreTranslatedToo) {
  const Translation table(R"({"from {}": "自{}", "here": "这里"})");
  GuiTestContext gui;
  gui.speak(&table);
  const Phrase sentence = fill("from {}"_t, "here"_t);
  EXPECT_EQ(sentence.english(), "from here");
  EXPECT_STREQ(sentence.shown(), "自这里");
}

/// Each glyph of ImGui's own font is 7 pixels wide.
TEST(Wrapped, BreaksAtBlanksAndAroundWideCharacters) {
  GuiTestContext gui;
  gui.show_in_window([] {
    const float six = text_size("abcdef").x;
    EXPECT_EQ(wrapped("abc def", six), "abc\ndef");
    EXPECT_EQ(wrapped("abc def", 2 * six), "abc def");
    EXPECT_EQ(wrapped("abcdefgh", six), "abcdef\ngh") << "a word wider than the line is cut";
    EXPECT_EQ(wrapped("a\nb", six), "a\nb");
    EXPECT_EQ(wrapped("", six), "");
    const float wide = text_size("中").x;
    EXPECT_EQ(wrapped("中文字", 2 * wide), "中文\n字");
    EXPECT_EQ(wrapped("中文，字", 2 * wide), "中\n文，\n字") << "no line begins with a comma";
    EXPECT_EQ(wrapped("中（文）", 3 * wide), "中\n（文）") << "brackets stay with their text";
  });
}

}  // namespace
}  // namespace fscope
