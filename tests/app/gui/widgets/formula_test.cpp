#include "app/gui/widgets/formula.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/gui/fonts.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

/// A made-up font: every character is half as wide as the size, 0.7 above the baseline and 0.2
/// below it.
FormulaBox made_up(std::string_view text, FormulaFace, float size_px) {
  const auto n = static_cast<float>(
      std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
  return {0.5F * size_px * n, 0.7F * size_px, 0.2F * size_px};
}

FormulaLayout laid_out(const char* tex, float size_px = 20) {
  return layout_formula(parse_formula(tex), size_px, made_up);
}

const FormulaGlyphs& glyphs_of(const FormulaLayout& layout, std::string_view text) {
  const auto found = std::ranges::find(layout.glyphs, text, &FormulaGlyphs::text);
  EXPECT_NE(found, layout.glyphs.end()) << text;
  return *found;
}

constexpr const char* kFormulas[] = {
    R"(\gamma(\mathbf{v}) = \left[ a \cos(2\pi\mathbf{B}\mathbf{v}), \ldots \right]^\top)",
    R"(\hat{y}^{(t)} \approx \sum_{i=1}^{n} \left(1 - e^{-\eta\lambda_i t}\right) c_i)",
    R"(\frac{1}{\sqrt{m}} \int_0^1 |f - g|^2 \, dx \le \begin{pmatrix} a & b \\ c & d \end{pmatrix})",
    R"(k(x, x') = \begin{cases} 1 & \text{if } x = x' \\ 0 \end{cases})",
    R"(\left\{ \|x\| \right\} \prod_j \bar{x} \tilde{y} \\ -x + y)"};

TEST(FormulaLayout, ALetterIsAsTheFontMeasuresIt) {
  const FormulaLayout layout = laid_out("x");
  EXPECT_FLOAT_EQ(layout.box.width, 10);
  EXPECT_FLOAT_EQ(layout.box.ascent, 14);
  EXPECT_FLOAT_EQ(layout.box.descent, 4);
  ASSERT_EQ(layout.glyphs.size(), 1U);
  EXPECT_FLOAT_EQ(layout.glyphs[0].at.x, 0);
  EXPECT_FLOAT_EQ(layout.glyphs[0].at.y, 0);
}

TEST(FormulaLayout, WidthsAddUpWithRoomAroundOperators) {
  const float a = laid_out("a").box.width;
  const float sum = laid_out("a+a").box.width;
  EXPECT_GT(sum, 3 * a + 0.3F * 20);
  EXPECT_NEAR(laid_out("aa").box.width, 2 * a, 0.05 * 20);
  EXPECT_GT(sum, laid_out("aaa").box.width);
  // A sign that stands for itself keeps close to what it belongs to.
  EXPECT_LT(laid_out("-a").box.width, sum - a - 0.3F * 20);
  const FormulaLayout two = laid_out("x=y");
  EXPECT_GT(glyphs_of(two, "y").at.x, glyphs_of(two, "=").at.x + 10);
}

TEST(FormulaLayout, AnExponentIsSmallerHigherAndToTheRight) {
  const FormulaLayout layout = laid_out("x^2");
  const FormulaGlyphs& base = glyphs_of(layout, "x");
  const FormulaGlyphs& exponent = glyphs_of(layout, "2");
  EXPECT_FLOAT_EQ(exponent.size_px, kFormulaScriptScale * base.size_px);
  EXPECT_LT(exponent.at.y, base.at.y);
  EXPECT_GE(exponent.at.x, base.at.x + 10);
  EXPECT_GT(layout.box.ascent, laid_out("x").box.ascent);
}

TEST(FormulaLayout, AnIndexIsSmallerAndLowerAndKeepsClearOfTheExponent) {
  const FormulaLayout layout = laid_out("x_j^2");
  const FormulaGlyphs& index = glyphs_of(layout, "j");
  const FormulaGlyphs& exponent = glyphs_of(layout, "2");
  EXPECT_GT(index.at.y, 0);
  EXPECT_LT(index.size_px, 20);
  const float bottom_of_exponent = exponent.at.y + 0.2F * exponent.size_px;
  const float top_of_index = index.at.y - 0.7F * index.size_px;
  EXPECT_LT(bottom_of_exponent, top_of_index);
}

TEST(FormulaLayout, TheBarOfAFractionIsBetweenItsPartsAndAsWide) {
  const FormulaLayout layout = laid_out(R"(\frac{a}{bcd})");
  const FormulaGlyphs& upper = glyphs_of(layout, "a");
  const FormulaGlyphs& lower = glyphs_of(layout, "d");
  ASSERT_EQ(layout.strokes.size(), 1U);
  const FormulaStroke& bar = layout.strokes[0];
  EXPECT_LT(upper.at.y + 0.2F * upper.size_px, bar.points[0].y);
  EXPECT_GT(lower.at.y - 0.7F * lower.size_px, bar.points[0].y);
  EXPECT_FLOAT_EQ(bar.points[0].y, bar.points[1].y);
  EXPECT_LE(bar.points[0].x, glyphs_of(layout, "b").at.x);
  EXPECT_GE(bar.points[1].x, lower.at.x + 0.5F * lower.size_px);
  // The short part is in the middle.
  EXPECT_NEAR(upper.at.x + 0.25F * upper.size_px, layout.box.width / 2, 0.01);
}

TEST(FormulaLayout, BracketsGrowWithWhatIsInThem) {
  const FormulaLayout low = laid_out(R"(\left( x \right))");
  const FormulaLayout high = laid_out(R"(\left( \frac{\frac{a}{b}}{c} \right))");
  EXPECT_GT(high.box.height(), 1.5F * low.box.height());
  for (const FormulaLayout* layout : {&low, &high}) {
    ASSERT_FALSE(layout->strokes.empty());
    const auto& points = layout->strokes.front().points;
    EXPECT_FLOAT_EQ(points.front().y, -layout->box.ascent);
    EXPECT_FLOAT_EQ(points.back().y, layout->box.descent);
  }
  EXPECT_EQ(laid_out(R"(\left. x \right.)").strokes.size(), 0U);
}

TEST(FormulaLayout, LimitsOfASumAreAboveAndBelowItAndThoseOfAnIntegralBeside) {
  const FormulaLayout sum = laid_out(R"(\sum_j^n)");
  EXPECT_LT(glyphs_of(sum, "n").at.y, glyphs_of(sum, "j").at.y - 20);
  EXPECT_LT(std::abs(glyphs_of(sum, "n").at.x - glyphs_of(sum, "j").at.x), 1);
  const FormulaLayout integral = laid_out(R"(\int_0^1)");
  EXPECT_GT(glyphs_of(integral, "0").at.x, 0.5F * 20);
  EXPECT_GT(glyphs_of(integral, "1").at.x, 0.5F * 20);
}

TEST(FormulaLayout, RowsOfAMatrixAreUnderEachOther) {
  const FormulaLayout layout = laid_out(R"(\begin{bmatrix} a & b \\ c & d \end{bmatrix})");
  EXPECT_FLOAT_EQ(glyphs_of(layout, "a").at.y, glyphs_of(layout, "b").at.y);
  EXPECT_GT(glyphs_of(layout, "c").at.y, glyphs_of(layout, "a").at.y + 14);
  EXPECT_FLOAT_EQ(glyphs_of(layout, "a").at.x, glyphs_of(layout, "c").at.x);
}

TEST(FormulaLayout, EverythingIsInsideTheBox) {
  for (const char* tex : kFormulas) {
    const FormulaLayout layout = laid_out(tex);
    const FormulaBox& box = layout.box;
    for (const FormulaGlyphs& glyphs : layout.glyphs) {
      const FormulaBox own = made_up(glyphs.text, glyphs.face, glyphs.size_px);
      EXPECT_GE(glyphs.at.x, -0.01F) << tex;
      EXPECT_LE(glyphs.at.x + own.width, box.width + 0.01F) << tex << " " << glyphs.text;
      EXPECT_LE(own.ascent - glyphs.at.y, box.ascent + 0.01F) << tex << " " << glyphs.text;
      EXPECT_LE(own.descent + glyphs.at.y, box.descent + 0.01F) << tex << " " << glyphs.text;
    }
    for (const FormulaStroke& stroke : layout.strokes) {
      for (const FormulaPoint& p : stroke.points) {
        EXPECT_GE(p.x, -0.01F) << tex;
        EXPECT_LE(p.x, box.width + 0.01F) << tex;
        EXPECT_GE(p.y, -box.ascent - 0.01F) << tex;
        EXPECT_LE(p.y, box.descent + 0.01F) << tex;
      }
    }
  }
}

TEST(FormulaLayout, ScalesWithTheSizeOfText) {
  for (const char* tex : kFormulas) {
    const FormulaBox small = laid_out(tex, 20).box;
    const FormulaBox large = laid_out(tex, 60).box;
    // Widths of lines are whole pixels, so that not all of it scales exactly.
    EXPECT_NEAR(large.width, 3 * small.width, 3) << tex;
    EXPECT_NEAR(large.height(), 3 * small.height(), 3) << tex;
  }
}

TEST(FormulaItem, TakesTheRoomItMeasuresAndShrinksToFit) {
  GuiTestContext gui;
  Fonts fonts;
  fonts.load(15, 1);
  const FormulaNode formula = parse_formula(kFormulas[0]);
  float room = 600;
  gui.show_in_window([&] {
    ImGui::BeginChild("room", {room, 200});
    formula_item("formula", formula, fonts.formula());
    ImGui::EndChild();
  });
  const LoggedItem wide = gui.item("formula");
  EXPECT_LT(wide.max.x - wide.min.x, room);
  EXPECT_GT(gui.vertex_count(), 100);
  room = 0.7F * (wide.max.x - wide.min.x);
  gui.frames(2);
  const LoggedItem narrow = gui.item("formula");
  EXPECT_LE(narrow.max.x - narrow.min.x, room);
  EXPECT_LT(narrow.max.y - narrow.min.y, wide.max.y - wide.min.y);
}

TEST(FormulaItem, GrowsWithTheScaleOfTheDisplay) {
  GuiTestContext gui;
  Fonts fonts;
  if (!fonts.load(15, 1)) GTEST_SKIP() << "no system font";
  float heights[2];
  for (const int scale : {1, 2}) {
    fonts.load(15, static_cast<float>(scale));
    gui.show_in_window(
        [&] { formula_item("formula", parse_formula(kFormulas[1]), fonts.formula()); });
    const LoggedItem item = gui.item("formula");
    heights[scale - 1] = item.max.y - item.min.y;
  }
  EXPECT_NEAR(heights[1], 2 * heights[0], 6);  // the rasteriser rounds the glyphs' boxes
}

TEST(FormulaItem, EveryCharacterOfFormulasIsInItsFonts) {
  const GuiTestContext gui;
  Fonts fonts;
  if (!fonts.load(15, 1)) GTEST_SKIP() << "no system font";
  for (const char32_t point : formula_characters()) {
    if (!find_font_with(point)) continue;
    EXPECT_TRUE(compat::has_glyph(*fonts.formula().script_upright, point))
        << static_cast<unsigned>(point);
  }
}

}  // namespace
}  // namespace fscope
