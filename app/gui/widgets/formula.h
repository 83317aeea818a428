// A formula in the window: the tree of formula_tree.h, laid out and drawn with the program's fonts.
#pragma once

#include <imgui.h>

#include "app/gui/widgets/formula_layout.h"

namespace fscope {

/// What formulas are drawn with: each face at the size of formulas and at that of their scripts, so
/// that glyphs are drawn as they were rasterised. Null: the current font, upright.
struct FormulaFonts {
  ImFont* upright = nullptr;
  ImFont* italic = nullptr;
  ImFont* script_upright = nullptr;
  ImFont* script_italic = nullptr;
};

/// Formulas are so many times larger than text; their scripts come out as large as text.
inline constexpr float kFormulaScale = 1 / kFormulaScriptScale;

/// Measures with these fonts. They must outlive the result. Within a frame.
FormulaMeasure formula_measure(const FormulaFonts& fonts);
/// Draws a layout with the start of its baseline at a place on the screen.
void draw_formula(ImDrawList& list, ImVec2 baseline, ImU32 colour, const FormulaLayout& layout,
                  const FormulaFonts& fonts);
/// The formula as an item of the current window, smaller where it would be wider than the room
/// there is, noted as `label`.
void formula_item(const char* label, const FormulaNode& formula, const FormulaFonts& fonts);

}  // namespace fscope
