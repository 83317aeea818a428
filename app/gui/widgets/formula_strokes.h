// The parts of formulas that grow with what they belong to, drawn as lines.
#pragma once

#include <string_view>

#include "app/gui/widgets/formula_layout.h"

namespace fscope {

/// A bracket "(", "[", "{", "|", "‖" or their closing ones over a box, `size_px` the text's size.
/// "." has no width and no strokes. The result's box is as high as `around`.
FormulaLayout formula_bracket(std::string_view kind, const FormulaBox& around, float size_px);
/// A sum, product or integral sign, larger than text.
FormulaLayout formula_large_sign(std::string_view sign, float size_px);
/// The root's hook and bar around a box that begins at `hook_width`.
FormulaLayout formula_root(const FormulaBox& around, float size_px);
/// "hat", "bar" or "tilde", as wide as the letter it is for; its baseline is the letter's top.
FormulaLayout formula_accent(std::string_view kind, float width, float size_px);

/// How wide lines are at a size of text.
float formula_line_px(float size_px);

}  // namespace fscope
