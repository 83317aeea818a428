#include "core/tasks/stroke_font.h"

#include <gtest/gtest.h>

#include <cctype>

namespace fscope {
namespace {

TEST(StrokeFont, AnLIsTwoLines) {
  const Glyph glyph = stroke_glyph('L');
  ASSERT_EQ(glyph.strokes.size(), 1U);
  ASSERT_EQ(glyph.strokes[0].size(), 3U);
  EXPECT_EQ(glyph.strokes[0][0].x, 0);
  EXPECT_EQ(glyph.strokes[0][0].y, -6);  // a capital is six units high
  EXPECT_EQ(glyph.strokes[0][1].y, 0);
  EXPECT_EQ(glyph.strokes[0][2].x, 3);
  EXPECT_EQ(glyph.advance, 4.5);
}

TEST(StrokeFont, CurvesKeepTheirEndsAndStayWithinTheirControlPoints) {
  const auto curve = stroke_glyph('U').strokes.at(0);  // down, across, up: 0..3.5 by -6..0
  EXPECT_EQ(curve.front().x, 0);
  EXPECT_EQ(curve.front().y, -6);
  EXPECT_EQ(curve.back().x, 3.5);
  EXPECT_EQ(curve.back().y, -6);
  EXPECT_GT(curve.size(), 10U);
  for (const StrokePoint& point : curve) {
    EXPECT_GE(point.x, 0);
    EXPECT_LE(point.x, 3.5);
    EXPECT_GE(point.y, -6);
    EXPECT_LE(point.y, 0);
  }
}

TEST(StrokeFont, EveryLetterAndDigitIsDrawnBetweenDescenderAndCapitalHeight) {
  for (char c = '0'; c <= 'z'; ++c) {
    if (!std::isalnum(static_cast<unsigned char>(c))) continue;
    const Glyph glyph = stroke_glyph(c);
    EXPECT_FALSE(glyph.strokes.empty()) << c;
    for (const auto& stroke : glyph.strokes) {
      EXPECT_GE(stroke.size(), 2U) << c;
      for (const StrokePoint& point : stroke) {
        EXPECT_GE(point.x, 0) << c;
        EXPECT_LT(point.x, glyph.advance) << c;
        EXPECT_GE(point.y, -6) << c;
        EXPECT_LE(point.y, 2) << c;
      }
    }
  }
}

TEST(StrokeFont, UnknownCharactersAreBlank) {
  for (const char c : {' ', '~', '\n', '\xE9'}) {
    const Glyph glyph = stroke_glyph(c);
    EXPECT_TRUE(glyph.strokes.empty());
    EXPECT_GT(glyph.advance, 0);
  }
}

TEST(StrokeFont, AWordIsAsWideAsItsLetters) {
  EXPECT_EQ(stroke_text_width(""), 0);
  EXPECT_EQ(stroke_text_width("LL"), 9);
  EXPECT_EQ(stroke_text_width("ab"), stroke_glyph('a').advance + stroke_glyph('b').advance);
}

}  // namespace
}  // namespace fscope
