#include "app/io/path_text.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace fscope {
namespace {

namespace fs = std::filesystem;

TEST(Utf8Length, CountsTheBytesOfWellFormedCharacters) {
  EXPECT_EQ(utf8_length("a"), 1u);
  EXPECT_EQ(utf8_length("\xC3\xA9"), 2u);          // e with acute
  EXPECT_EQ(utf8_length("\xE6\xBC\xA2"), 3u);      // the Han character U+6F22
  EXPECT_EQ(utf8_length("\xF0\x9F\x98\x80"), 4u);  // U+1F600
}

TEST(Utf8Length, RejectsWhatIsNotUtf8) {
  for (const char* bad : {"", "\x80", "\xC0\x80", "\xC3", "\xC3(", "\xE0\x80\x80", "\xED\xA0\x80",
                          "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(utf8_length(bad), 0u) << escape_bytes(bad);
  }
}

TEST(EscapeBytes, KeepsUtf8AndShowsOtherBytesInHex) {
  EXPECT_EQ(escape_bytes("caf\xC3\xA9.png"), "caf\xC3\xA9.png");
  EXPECT_EQ(escape_bytes("caf\xE9.png"), "caf\\xE9.png");
  EXPECT_EQ(escape_bytes("a\nb\x7F"), "a\\x0Ab\\x7F");
  EXPECT_EQ(escape_bytes("\xC2\x85"), "\\xC2\\x85");  // U+0085, a control character
}

TEST(EscapeBytes, EscapesABackslashOnlyWhereItWouldBeMisread) {
  EXPECT_EQ(escape_bytes("a\\b"), "a\\b");
  EXPECT_EQ(escape_bytes("a\\xE9"), "a\\x5CxE9");
}

TEST(EscapeBytes, IsUndoneByUnescape) {
  std::string all;
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  // Every string over an alphabet in which escapes can form, up to five long.
  std::vector<std::string> cases{all, all + all, "\\x\\x41", "\\\\x41\\x4"};
  std::vector<std::string> longest{""};
  for (int length = 0; length < 5; ++length) {
    std::vector<std::string> longer;
    for (const std::string& start : longest) {
      for (const char c : {'\\', 'x', '4', '\xE9', '\n'}) longer.push_back(start + c);
    }
    cases.insert(cases.end(), longer.begin(), longer.end());
    longest = longer;
  }
  for (const std::string& bytes : cases) {
    const std::string shown = escape_bytes(bytes);
    EXPECT_EQ(unescape_bytes(shown), bytes) << shown;
    for (std::string_view rest = shown; !rest.empty(); rest.remove_prefix(utf8_length(rest))) {
      ASSERT_GT(utf8_length(rest), 0u) << shown;
    }
  }
}

TEST(UnescapeBytes, LeavesHalfAnEscapeAlone) {
  EXPECT_EQ(unescape_bytes("\\x4"), "\\x4");
  EXPECT_EQ(unescape_bytes("\\xG1\\x41\\"), "\\xG1A\\");
}

TEST(FoldCase, LowersLatinGreekAndCyrillic) {
  EXPECT_EQ(fold_case("IMG_1.PNG"), "img_1.png");
  EXPECT_EQ(fold_case("\xC3\x84\xC3\x97"), "\xC3\xA4\xC3\x97");  // A umlaut, times sign
  EXPECT_EQ(fold_case("\xC5\xA0\xC5\xA1"), "\xC5\xA1\xC5\xA1");  // S with caron
  EXPECT_EQ(fold_case("\xCE\xA9\xD0\x96\xD0\x81"), "\xCF\x89\xD0\xB6\xD1\x91");
  EXPECT_EQ(fold_case("\xE6\xBC\xA2"), "\xE6\xBC\xA2");
}

std::vector<std::string> readings(std::string_view typed) {
  std::vector<std::string> all;
  for (const fs::path& path : readings_of(typed, "/base/dir", "/home/me")) {
    all.push_back(path.native());
  }
  return all;
}

using Texts = std::vector<std::string>;

TEST(ReadingsOf, TypedAndPastedPaths) {
  EXPECT_EQ(readings("/a/b.png"), Texts{"/a/b.png"});
  EXPECT_EQ(readings("b.png"), Texts{"/base/dir/b.png"});
  EXPECT_EQ(readings("../b c.png"), Texts{"/base/b c.png"});
  EXPECT_EQ(readings("~"), Texts{"/home/me/"});
  EXPECT_EQ(readings("~/b.png"), Texts{"/home/me/b.png"});
  EXPECT_EQ(readings("~b"), Texts{"/base/dir/~b"});
  EXPECT_EQ(readings("  '/a b/c.png' \n/second"), Texts{"/a b/c.png"});
  EXPECT_EQ(readings("\"/a\""), Texts{"/a"});
}

TEST(ReadingsOf, FileAddresses) {
  EXPECT_EQ(readings("file:///a%20b/%C3%A9.png\r\n"), Texts{"/a b/\xC3\xA9.png"});
  EXPECT_EQ(readings("file://localhost/a"), Texts{"/a"});
  EXPECT_EQ(readings("file:///100%/a%2"), Texts{"/100%/a%2"});
  EXPECT_EQ(readings("file://nothing"), Texts{});
}

TEST(ReadingsOf, EscapedBytesAreTheSecondReading) {
  EXPECT_EQ(readings("/caf\\xE9"), (Texts{"/caf\\xE9", "/caf\xE9"}));
}

TEST(ReadingsOf, NothingForEmptyTextAndNulBytes) {
  EXPECT_EQ(readings(""), Texts{});
  EXPECT_EQ(readings(" \n "), Texts{});
  EXPECT_EQ(readings("''"), Texts{});
  EXPECT_EQ(readings("/a\\x00b"), Texts{"/a\\x00b"});
  EXPECT_EQ(readings("file:///a%00"), Texts{});
}

TEST(ConfigFolder, FollowsTheXdgSpecification) {
  setenv("HOME", "/home/me", 1);
  setenv("XDG_CONFIG_HOME", "/conf", 1);
  EXPECT_EQ(config_folder(), fs::path("/conf"));
  setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_EQ(config_folder(), fs::path("/home/me/.config"));
  unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(config_folder(), fs::path("/home/me/.config"));
  setenv("HOME", "", 1);
  EXPECT_EQ(config_folder(), fs::path());
  unsetenv("HOME");
  EXPECT_EQ(config_folder(), fs::path());
  EXPECT_EQ(home_folder(), fs::path());
}

}  // namespace
}  // namespace fscope
