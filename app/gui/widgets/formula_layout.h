// Where the signs and strokes of a formula go. Pure: what fonts measure is handed in.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/formula_tree.h"

namespace fscope {

/// A box around a baseline, px: `ascent` above it, `descent` below (negative where all is above).
struct FormulaBox {
  float width = 0;
  float ascent = 0;
  float descent = 0;

  float height() const { return ascent + descent; }
};

/// The box of the ink of a text in a face at a size in px.
using FormulaMeasure =
    std::function<FormulaBox(std::string_view text, FormulaFace face, float size_px)>;

/// A point right of and below the start of the baseline, px.
struct FormulaPoint {
  float x = 0;
  float y = 0;
};

struct FormulaGlyphs {
  FormulaPoint at = {};  // start of their baseline
  float size_px = 0;
  FormulaFace face = FormulaFace::upright;
  std::string text;
};

/// A line through points.
struct FormulaStroke {
  std::vector<FormulaPoint> points;
  float width_px = 1;
};

struct FormulaLayout {
  FormulaBox box = {};
  std::vector<FormulaGlyphs> glyphs = {};
  std::vector<FormulaStroke> strokes = {};
};

/// Scripts have this share of the size of what they stand beside.
inline constexpr float kFormulaScriptScale = 0.75F;

/// Lays a formula out at a size of text in px, > 0.
FormulaLayout layout_formula(const FormulaNode& formula, float size_px,
                             const FormulaMeasure& measure);

}  // namespace fscope
