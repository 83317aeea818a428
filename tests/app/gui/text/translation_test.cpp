// The table of Chinese texts holds what the sources say, all of it and nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>
#include <string>

#include "app/figures/catalogue.h"
#include "app/gui/fonts.h"
#include "app/gui/text/language.h"
#include "core/tasks/builtin_targets.h"
#include "tests/app/gui/gui_test_context.h"
#include "tests/app/gui/text/sources.h"

namespace fscope {
namespace {

class Chinese : public ::testing::Test {
 protected:
  const Translation table = load_translation(Language::chinese);
};

/// Every text of the window that is marked as one.
std::set<std::string> marked_texts() {
  std::set<std::string> out;
  for (const SourceFile& file : source_files("app")) {
    for (const SourceLiteral& literal : literals_of(file.content)) {
      if (literal.suffix == "_t" && !literal.text.empty()) out.insert(literal.text);
    }
  }
  return out;
}

/// The longest run of words in a key.
std::string longest_words(const std::string& key) {
  const std::regex words(R"([A-Za-z][A-Za-z ']*)");
  std::string longest;
  for (std::sregex_iterator it(key.begin(), key.end(), words), end; it != end; ++it) {
    if (it->length() > static_cast<std::ptrdiff_t>(longest.size())) longest = it->str();
  }
  return longest.substr(0, longest.find_last_not_of(' ') + 1);
}

TEST(Sources, LiteralsAreJoinedAndCommentsLeftOut) {
  const auto found = literals_of(
      "#include \"a.h\"\n// \"no\"\nf(\"one \"\n  \"two\\n\"_t, 'x', '\"', \"\", 1'000, "
      "R\"(raw \"x\")\");");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].text, "one two\n");
  EXPECT_EQ(found[0].suffix, "_t");
  EXPECT_EQ(found[1].text, "");
  EXPECT_EQ(found[2].text, "raw \"x\"");
}

TEST_F(Chinese, HasEveryTextOfTheWindow) {
  const auto texts = marked_texts();
  ASSERT_GT(texts.size(), 300U);
  for (const std::string& text : texts) {
    EXPECT_NE(table.find(text), nullptr) << "missing in zh.json: \"" << text << '"';
  }
}

TEST_F(Chinese, HasWhatOtherPartsOfTheProgramSay) {
  const auto expect_text = [this](std::string_view english) {
    EXPECT_NE(table.find(english), nullptr) << "missing in zh.json: \"" << english << '"';
  };
  for (const BuiltinTarget& target : builtin_targets()) {
    expect_text(target.title);
    expect_text(target.description);
  }
  for (const FigureKind& kind : figure_catalogue()) {
    expect_text(kind.title);
    expect_text(kind.description);
    for (const double minutes : {kind.minutes, kind.quick_minutes}) {
      const std::string duration = duration_text(minutes);
      EXPECT_NE(table.render(duration), duration);
    }
  }
}

TEST_F(Chinese, HasNothingThatTheProgramDoesNotSay) {
  const auto marked = marked_texts();
  std::string said;
  for (const char* folder : {"core", "app"}) {
    for (const SourceFile& file : source_files(folder)) {
      for (const SourceLiteral& literal : literals_of(file.content)) said += literal.text + '\0';
    }
  }
  for (const auto& [english, shown] : table.texts()) {
    if (marked.contains(english)) continue;
    // Put together elsewhere, perhaps of several literals, or the system's own.
    const std::string words = longest_words(english);
    const bool known = said.find(words) != std::string::npos ||
                       (words.size() > 24 && said.find(words.substr(0, 24)) != std::string::npos) ||
                       words == "Permission denied";
    EXPECT_TRUE(known) << "unused in zh.json: \"" << english << '"';
  }
}

TEST_F(Chinese, FormatsAreThoseOfTheEnglish) {
  const std::regex conversion(R"(%[-+.0-9]*[dfgsu])");
  for (const auto& [english, shown] : table.texts()) {
    const auto conversions = [&](const std::string& text) {
      return std::vector<std::string>(
          std::sregex_token_iterator(text.begin(), text.end(), conversion), {});
    };
    EXPECT_EQ(conversions(english), conversions(shown)) << english;
  }
}

/// A clause of the window that stays English in a Chinese text would be an oversight.
TEST_F(Chinese, IsChinese) {
  for (const auto& [english, shown] : table.texts()) {
    const bool has_words = std::regex_search(english, std::regex("[A-Za-z]{4,}"));
    const bool has_wide = std::ranges::any_of(shown, [](char c) { return c < 0; });
    const bool is_name = english == shown;
    EXPECT_TRUE(!has_words || has_wide || is_name) << english;
    EXPECT_TRUE(!is_name || !has_words || english.size() < 12) << english;
  }
}

TEST_F(Chinese, HasAGlyphForEveryCharacter) {
  if (!find_font_with(0x4E2D)) GTEST_SKIP() << "no font with Chinese characters is installed";
  GuiTestContext gui;
  GlyphSet wanted;
  Fonts fonts;
  for (const auto& [english, shown] : table.texts()) {
    fonts.request(shown);
    wanted.request(shown);
  }
  ASSERT_LT(wanted.points().size(), GlyphSet::kMost);
  ASSERT_TRUE(fonts.load(15, 1));
  for (const char32_t point : wanted.points()) {
    EXPECT_TRUE(compat::has_glyph(*fonts.sans(), point)) << std::hex << std::uint32_t(point);
  }
}

// What ImGui's own functions may be given: ids, formats, and texts that are marked.

/// The arguments of the call whose parenthesis opens at `open`.
std::string_view arguments_at(std::string_view s, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < s.size(); ++at) {
    if (s[at] == '(') ++depth;
    if (s[at] == ')' && --depth == 0) return s.substr(open, at - open);
  }
  return s.substr(open);
}

bool is_id_or_format(const std::string& text) {
  const std::string words = std::regex_replace(text, std::regex("%[-+.0-9]*[a-z]"), "");
  const bool has_letters =
      std::ranges::any_of(words, [](unsigned char c) { return std::isalpha(c) != 0; });
  const bool untitled = text == "workspace" || text == "figure";  // windows without a title bar
  return text.starts_with("##") || !has_letters || untitled;
}

TEST(Window, NoTextReachesImGuiUnmarked) {
  const std::regex call(
      R"(ImGui::(Begin|Text\w*|SetTooltip|Button|SmallButton|MenuItem|BeginMenu|Checkbox|RadioButton)"
      R"(|Selectable|BeginTabItem|BeginPopupModal|BeginCombo|Combo|Slider\w+|Drag\w+|Input\w+)"
      R"(|TableSetupColumn|ColorEdit\d|ProgressBar|CollapsingHeader|TreeNode\w*)\s*\()");
  for (const SourceFile& file : source_files("app/gui")) {
    const std::string& code = file.content;
    for (std::sregex_iterator it(code.begin(), code.end(), call), end; it != end; ++it) {
      const auto open = static_cast<std::size_t>(it->position() + it->length() - 1);
      for (const SourceLiteral& literal : literals_of(arguments_at(code, open))) {
        if (!literal.suffix.empty()) continue;
        EXPECT_TRUE(is_id_or_format(literal.text))
            << file.path << ": " << it->str() << "\"" << literal.text << '"';
      }
    }
  }
}

TEST(Window, OnlyNamesAndNumbersAreTheSameInEveryLanguage) {
  const std::set<std::string> kNames = {"ReLU", "tanh",    "Glorot", "Adam", "SGD",  "RGB",
                                        "NTK",  "h_gamma", "SSIM",   "FLIP", "PSNR", "English",
                                        "PNG",  "CSV",     "HTML",   "JSON"};
  const std::regex key(R"((Ctrl-|Alt-|Shift-|Page )*(\w|F\d|Esc|Up|Down|\[|\]))");
  const std::regex word("[A-Za-z]{3,}");
  for (const SourceFile& file : source_files("app/gui")) {
    for (const SourceLiteral& literal : literals_of(file.content)) {
      if (literal.suffix != "_v" || kNames.contains(literal.text)) continue;
      if (std::regex_match(literal.text, key)) continue;
      EXPECT_FALSE(std::regex_search(literal.text, word)) << file.path << ": " << literal.text;
    }
  }
}

}  // namespace
}  // namespace fscope
