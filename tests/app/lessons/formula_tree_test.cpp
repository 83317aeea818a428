#include "app/lessons/formula_tree.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace fscope {
namespace {

using Kind = FormulaKind;

/// What parse_formula says is wrong.
std::string complaint(const std::string& tex) {
  try {
    parse_formula(tex);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

TEST(ParseFormula, LettersAreItalicAndNumbersStayTogether) {
  const FormulaNode row = parse_formula("2.5 x + 10");
  ASSERT_EQ(row.children.size(), 4U);
  EXPECT_EQ(row.children[0].text, "2.5");
  EXPECT_EQ(row.children[0].face, FormulaFace::upright);
  EXPECT_EQ(row.children[1].text, "x");
  EXPECT_EQ(row.children[1].face, FormulaFace::italic);
  EXPECT_EQ(row.children[2].role, FormulaRole::binary);
  EXPECT_EQ(row.children[3].text, "10");
}

TEST(ParseFormula, ScriptsComeInEitherOrder) {
  for (const char* tex : {"a_j^2", "a^2_j", "a_{j}^{2}", "a _j ^ 2"}) {
    const FormulaNode row = parse_formula(tex);
    ASSERT_EQ(row.children.size(), 1U) << tex;
    const FormulaNode& scripts = row.children[0];
    ASSERT_EQ(scripts.kind, Kind::scripts) << tex;
    EXPECT_EQ(scripts.children[0].text, "a");
    const auto inner = [](const FormulaNode& node) {
      return node.kind == Kind::row ? node.children.at(0).text : node.text;
    };
    EXPECT_EQ(inner(scripts.children[1]), "j") << tex;
    EXPECT_EQ(inner(scripts.children[2]), "2") << tex;
  }
}

TEST(ParseFormula, FractionsRootsAndFencesHoldTheirParts) {
  const FormulaNode row = parse_formula(R"(\frac{a}{b+1} \sqrt{x} \left( y \right])");
  ASSERT_EQ(row.children.size(), 3U);
  EXPECT_EQ(row.children[0].kind, Kind::fraction);
  EXPECT_EQ(row.children[0].children[1].children.size(), 3U);
  EXPECT_EQ(row.children[1].kind, Kind::root);
  EXPECT_EQ(row.children[2].kind, Kind::fence);
  EXPECT_EQ(row.children[2].text, "(");
  EXPECT_EQ(row.children[2].close, "]");
}

TEST(ParseFormula, CommandsBecomeTheirSigns) {
  const FormulaNode row = parse_formula(R"(\sigma \le \infty \cos \|)");
  ASSERT_EQ(row.children.size(), 5U);
  EXPECT_EQ(row.children[0].text, "σ");
  EXPECT_EQ(row.children[1].role, FormulaRole::relation);
  EXPECT_EQ(row.children[2].text, "∞");
  EXPECT_EQ(row.children[3].role, FormulaRole::function);
  EXPECT_EQ(row.children[4].text, "‖");
}

TEST(ParseFormula, BoldTextAndAccentsKeepTheirContent) {
  const FormulaNode row = parse_formula(R"(\mathbf{Bv} \text{if } \hat y)");
  ASSERT_EQ(row.children.size(), 3U);
  EXPECT_EQ(row.children[0].children[1].face, FormulaFace::bold);
  EXPECT_EQ(row.children[1].text, "if ");
  EXPECT_EQ(row.children[2].kind, Kind::accent);
  EXPECT_EQ(row.children[2].text, "hat");
}

TEST(ParseFormula, MatricesAreFilledUpToTheirWidestRow) {
  const FormulaNode row = parse_formula(R"(\begin{pmatrix} a & b \\ c \end{pmatrix})");
  ASSERT_EQ(row.children.size(), 1U);
  EXPECT_EQ(row.children[0].text, "(");
  const FormulaNode& grid = row.children[0].children[0];
  EXPECT_EQ(grid.kind, Kind::grid);
  EXPECT_EQ(grid.n_columns, 2);
  EXPECT_EQ(grid.children.size(), 4U);
}

TEST(ParseFormula, LinesBecomeAGridOfOneColumn) {
  const FormulaNode lines = parse_formula("a \\\\ b \\\\ c");
  EXPECT_EQ(lines.kind, Kind::grid);
  EXPECT_EQ(lines.children.size(), 3U);
  EXPECT_TRUE(parse_formula("").children.empty());
}

TEST(ParseFormula, ErrorsNameTheCommandAndTheColumn) {
  EXPECT_EQ(complaint("a + \\sigmma"), "unknown command \\sigmma (column 5)");
  EXPECT_EQ(complaint("{a + {b}"), "{ is not closed (column 1)");
  EXPECT_EQ(complaint("a}"), "} closes nothing (column 2)");
  EXPECT_EQ(complaint("x^2^3"), "a second ^ on the same sign (column 4)");
  EXPECT_EQ(complaint("x_"), "_ needs something after it (column 2)");
  EXPECT_EQ(complaint("\\frac{a}"), "\\frac needs something after it (column 1)");
  EXPECT_EQ(complaint("\\left( a"), "\\left without \\right (column 1)");
  EXPECT_EQ(complaint("a \\right)"), "\\right without \\left (column 3)");
  EXPECT_EQ(complaint("\\left a \\right)"), "\\left needs a bracket after it (column 7)");
  EXPECT_EQ(complaint("\\begin{array} a \\end{array}"), "unknown environment array (column 1)");
  EXPECT_EQ(complaint("\\begin{matrix} a \\end{cases}"),
            "\\end{cases} closes \\begin{matrix} (column 18)");
  EXPECT_EQ(complaint("a & b"), "& outside \\begin{matrix} (column 3)");
  EXPECT_EQ(complaint("\\text{a"), "{ is not closed (column 6)");
  EXPECT_EQ(complaint("5 %"), "% means nothing here (column 3)");
  EXPECT_EQ(complaint("\\"), "unknown command \\ (column 1)");
}

TEST(ParseFormula, ColumnsCountCharactersAndNotBytes) {
  EXPECT_EQ(complaint("σσ \\nope"), "unknown command \\nope (column 4)");
}

TEST(ParseFormula, DeepNestingIsRefusedAndNotFollowed) {
  const std::string deep(100000, '{');
  EXPECT_NE(complaint(deep).find("nested too deeply"), std::string::npos);
  EXPECT_NE(complaint("x" + std::string(100000, '^')).find("needs something"), std::string::npos);
}

TEST(FormulaSigns, EveryCharacterIsListedOnce) {
  const std::u32string all = formula_characters();
  EXPECT_NE(all.find(U'σ'), std::u32string::npos);
  EXPECT_NE(all.find(U'≤'), std::u32string::npos);
  EXPECT_NE(all.find(U'−'), std::u32string::npos);
  EXPECT_EQ(all.find(U'c'), std::u32string::npos);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1], all[i]);
  EXPECT_EQ(find_formula_sign("nope"), nullptr);
}

}  // namespace
}  // namespace fscope
