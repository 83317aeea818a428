// A formula as a tree, read from a small part of TeX. Pure: no fonts, no window.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fscope {

/// What a node is, and what its children are.
enum class FormulaKind {
  row,       // children from left to right
  symbol,    // `text`
  space,     // `width_em`
  scripts,   // base, what is below (_), what is above (^); an empty row where there is none
  fraction,  // numerator, denominator
  root,      // radicand
  fence,     // content between `text` and `close`, as high as it; "." is no bracket
  accent,    // base under `text`: "hat", "bar" or "tilde"
  grid,      // cells row by row, `n_columns` a row
};

enum class FormulaFace { upright, italic, bold };

/// How much room a symbol has beside it.
enum class FormulaRole {
  ordinary,
  binary,       // + and its like
  relation,     // = and its like
  function,     // cos
  punctuation,  // a comma
  opening,
  closing,
  large,  // a sum or an integral, with limits
};

struct FormulaNode {
  FormulaKind kind = FormulaKind::row;
  std::string text = {};  // UTF-8
  std::string close = {};
  FormulaFace face = FormulaFace::upright;
  FormulaRole role = FormulaRole::ordinary;
  float width_em = 0;
  int n_columns = 1;
  bool centred = true;  // of a grid: its cells, else they begin at the left
  std::vector<FormulaNode> children = {};
};

/// Reads letters, digits, signs; ^ and _; { }; \\ between lines; Greek letters and the signs of
/// find_formula_sign(); \frac \sqrt \sum \int \prod \left \right; \cos and other functions;
/// \mathbf \mathrm \text; \hat \bar \tilde; \begin{matrix} (pmatrix, bmatrix, cases) with & and
/// \\; the spaces \, \; \quad \!. Throws std::invalid_argument saying what is wrong and at which
/// column, counted in characters from 1.
FormulaNode parse_formula(std::string_view tex);

/// A sign that a command stands for.
struct FormulaSign {
  std::string_view command;  // without the backslash
  std::string_view text;     // UTF-8
  FormulaRole role = FormulaRole::ordinary;
  FormulaFace face = FormulaFace::upright;
};

/// The sign of a command such as "sigma" or "le"; nullptr when there is none.
const FormulaSign* find_formula_sign(std::string_view command);

/// Every character that formulas need beyond ASCII, each once, for loading fonts.
std::u32string formula_characters();

}  // namespace fscope
