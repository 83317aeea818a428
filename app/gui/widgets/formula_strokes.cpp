#include "app/gui/widgets/formula_strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fscope {
namespace {

using Points = std::vector<FormulaPoint>;

/// The points of a sign in a box of 1 x 1 with y downwards.
Points circle_arc(bool opens_left) {
  constexpr int kSegments = 16;
  Points out;
  for (int i = 0; i <= kSegments; ++i) {
    const float y = static_cast<float>(i) / kSegments;
    const float bow = 4 * y * (1 - y);  // a parabola is near enough to a flat arc
    out.push_back({opens_left ? bow : 1 - bow, y});
  }
  return out;
}

Points brace() {
  // Quarter arcs: from the end to the stem, along it, to the point in the middle, and back.
  constexpr float kStem = 0.5F;
  Points out = {{1, 0},         {0.7F, 0.015F}, {kStem, 0.07F}, {kStem, 0.40F},
                {0.3F, 0.475F}, {0, 0.5F},      {0.3F, 0.525F}, {kStem, 0.60F},
                {kStem, 0.93F}, {0.7F, 0.985F}, {1, 1}};
  return out;
}

Points integral() {
  return {{1, 0.07F},     {0.9F, 0.01F},  {0.75F, 0}, {0.62F, 0.06F}, {0.56F, 0.18F},
          {0.44F, 0.82F}, {0.38F, 0.94F}, {0.25F, 1}, {0.1F, 0.99F},  {0, 0.93F}};
}

Points mirrored(Points points) {
  for (FormulaPoint& p : points) p.x = 1 - p.x;
  return points;
}

/// Lines in the unit box, moved into one of `width` from `top` over `height`.
FormulaStroke placed(Points points, FormulaPoint top, float width, float height, float line) {
  for (FormulaPoint& p : points) p = {top.x + p.x * width, top.y + p.y * height};
  return {std::move(points), line};
}

/// The lines of a bracket in the unit box, and its width in sizes of text.
struct Bracket {
  std::vector<Points> lines;
  float width = 0;
};

Bracket bracket_shape(std::string_view kind) {
  constexpr float kWidth = 0.28F;
  if (kind == "(") return {{circle_arc(false)}, kWidth};
  if (kind == ")") return {{circle_arc(true)}, kWidth};
  if (kind == "{") return {{brace()}, 0.4F};
  if (kind == "}") return {{mirrored(brace())}, 0.4F};
  const Points square = {{1, 0}, {0, 0}, {0, 1}, {1, 1}};
  if (kind == "[") return {{square}, 0.22F};
  if (kind == "]") return {{mirrored(square)}, 0.22F};
  const Points bar = {{0, 0}, {0, 1}};
  if (kind == "‖" || kind == "|") {
    const bool is_double = kind != "|";
    Bracket out{{bar}, is_double ? 0.2F : 0.0F};
    if (is_double) out.lines.push_back(mirrored(bar));
    return out;
  }
  return {};
}

std::vector<Points> large_sign_shape(std::string_view sign) {
  if (sign == "∫") return {integral()};
  if (sign == "∏") return {{{0, 0}, {1, 0}}, {{0.18F, 0}, {0.18F, 1}}, {{0.82F, 0}, {0.82F, 1}}};
  return {{{0.95F, 0.14F}, {0.95F, 0}, {0, 0}, {0.55F, 0.5F}, {0, 1}, {1, 1}, {1, 0.86F}}};
}

}  // namespace

float formula_line_px(float size_px) { return std::max(1.0F, std::round(0.07F * size_px)); }

FormulaLayout formula_bracket(std::string_view kind, const FormulaBox& around, float size_px) {
  const Bracket shape = bracket_shape(kind);
  if (shape.lines.empty()) return {};
  const float line = formula_line_px(size_px);
  const float side = 0.12F * size_px;  // room beside the lines
  const float width = shape.width * size_px;
  FormulaLayout out;
  out.box = {width + 2 * side, around.ascent, around.descent};
  for (const Points& lines : shape.lines) {
    out.strokes.push_back(placed(lines, {side, -around.ascent}, width, around.height(), line));
  }
  return out;
}

FormulaLayout formula_large_sign(std::string_view sign, float size_px) {
  const float line = formula_line_px(size_px);
  const float height = (sign == "∫" ? 1.7F : 1.3F) * size_px;
  const float width = (sign == "∫" ? 0.6F : 0.95F) * size_px;
  const float axis = 0.3F * size_px;  // its middle is that of a plus sign
  FormulaLayout out;
  out.box = {width + line, height / 2 + axis, height / 2 - axis};
  for (const Points& lines : large_sign_shape(sign)) {
    out.strokes.push_back(placed(lines, {0, -out.box.ascent}, width, height, line));
  }
  return out;
}

FormulaLayout formula_root(const FormulaBox& around, float size_px) {
  const float line = formula_line_px(size_px);
  const float hook = 0.7F * size_px;
  const float gap = 0.15F * size_px + line;
  FormulaLayout out;
  out.box = {hook + around.width + 0.1F * size_px, around.ascent + gap, around.descent};
  const float top = -around.ascent - gap + line;
  const float bottom = around.descent;
  const float height = bottom - top;
  out.strokes.push_back({{{0, bottom - 0.45F * height},
                          {0.16F * size_px, bottom - 0.5F * height},
                          {0.38F * size_px, bottom},
                          {hook - 0.08F * size_px, top},
                          {out.box.width, top}},
                         line});
  return out;
}

FormulaLayout formula_accent(std::string_view kind, float width, float size_px) {
  const float gap = 0.1F * size_px;
  const float height = kind == "bar" ? 0 : 0.14F * size_px;
  Points shape = {{0, 1}, {0.5F, 0}, {1, 1}};
  if (kind == "bar") shape = {{0, 0}, {1, 0}};
  if (kind == "tilde") shape = {{0, 1}, {0.25F, 0.1F}, {0.5F, 0.5F}, {0.75F, 0.9F}, {1, 0}};
  const float wide = kind == "bar" ? width : std::min(width, 0.5F * size_px);
  FormulaLayout out;
  out.box = {width, gap + height, 0};
  out.strokes.push_back(
      placed(shape, {(width - wide) / 2, -gap - height}, wide, height, formula_line_px(size_px)));
  return out;
}

}  // namespace fscope
