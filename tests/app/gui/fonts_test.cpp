#include "app/gui/fonts.h"

#include <gtest/gtest.h>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

constexpr char32_t kIdeographOne = 0x4E00;

TEST(GlyphSet, KeepsWhatIsNotAlwaysLoaded) {
  GlyphSet glyphs;
  EXPECT_FALSE(glyphs.request("plain text, \u03C3 \u2264 \u00E9 \u2192 \u207B"));
  EXPECT_TRUE(glyphs.points().empty());
  EXPECT_TRUE(glyphs.request("\u4E00\u4E8C"));
  EXPECT_EQ(glyphs.points(), (std::set<char32_t>{0x4E00, 0x4E8C}));
  EXPECT_FALSE(glyphs.request("\u4E8C"));
}

TEST(GlyphSet, PassesOverDamagedText) {
  GlyphSet glyphs;
  EXPECT_FALSE(glyphs.request("\xFF\xFE\x80 abc \xE4\xB8"));
  EXPECT_TRUE(glyphs.request("\xC3\u4E00"));
  EXPECT_EQ(glyphs.points(), (std::set<char32_t>{0x4E00}));
  EXPECT_FALSE(glyphs.request("\n\t"));
  EXPECT_FALSE(glyphs.request(""));
}

TEST(GlyphSet, IsBounded) {
  GlyphSet glyphs;
  std::string all;
  for (int point = 0x4E00; point < 0x4E00 + 8000; ++point) {
    all += static_cast<char>(0xE0 | (point >> 12));
    all += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    all += static_cast<char>(0x80 | (point & 0x3F));
  }
  EXPECT_TRUE(glyphs.request(all));
  EXPECT_EQ(glyphs.points().size(), GlyphSet::kMost);
}

TEST(Fonts, FindsNoFontForACodePointThatNoneHas) {
  EXPECT_FALSE(find_font_with(0x10FFFF).has_value());
}

TEST(Fonts, AlwaysGivesFontsToDrawWith) {
  GuiTestContext gui;
  Fonts fonts;
  const bool found = fonts.load(15.0F, 2.0F);
  EXPECT_EQ(found, find_font("sans-serif").has_value());
  ASSERT_NE(fonts.sans(), nullptr);
  EXPECT_NE(fonts.mono(), nullptr);
  EXPECT_NE(fonts.large(), nullptr);
  EXPECT_TRUE(compat::has_glyph(*fonts.sans(), 'A'));
  EXPECT_EQ(fonts.size_px(), found ? 30.0F : 26.0F);
  gui.show_in_window([] { ImGui::TextUnformatted("text"); });
  EXPECT_GT(gui.vertex_count(), 0);
}

TEST(Fonts, RebuildsOnlyForNewGlyphs) {
  const GuiTestContext gui;
  Fonts fonts;
  if (!fonts.load(15.0F, 1.0F)) GTEST_SKIP() << "no system font";
  fonts.request("plain");
  EXPECT_FALSE(fonts.update());
  fonts.request("\u0411");  // Cyrillic is loaded on demand
  EXPECT_TRUE(fonts.update());
  EXPECT_FALSE(fonts.update());
  EXPECT_EQ(compat::has_glyph(*fonts.sans(), 0x0411), find_font_with(0x0411).has_value());
}

TEST(Fonts, CjkGlyphsComeFromAFontThatHasThem) {
  const GuiTestContext gui;
  Fonts fonts;
  if (!fonts.load(15.0F, 1.0F)) GTEST_SKIP() << "no system font";
  fonts.request("\u4E00");
  fonts.update();
  EXPECT_EQ(compat::has_glyph(*fonts.sans(), kIdeographOne),
            find_font_with(kIdeographOne).has_value());
}

TEST(Fonts, CanBeLoadedAgainAtAnotherScale) {
  GuiTestContext gui;
  Fonts fonts;
  fonts.load(15.0F, 1.0F);
  const float before = fonts.size_px();
  fonts.load(15.0F, 2.0F);
  EXPECT_GT(fonts.size_px(), before);
  gui.show_in_window([] { ImGui::TextUnformatted("text"); });
  EXPECT_GT(gui.vertex_count(), 0);
}

}  // namespace
}  // namespace fscope
