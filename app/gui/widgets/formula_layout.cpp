#include "app/gui/widgets/formula_layout.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/gui/widgets/formula_strokes.h"

namespace fscope {
namespace {

using Kind = FormulaKind;
using Role = FormulaRole;

/// Puts `part` into `whole` with the start of its baseline at `at`. Boxes are the caller's.
void put(FormulaLayout& whole, const FormulaLayout& part, FormulaPoint at) {
  for (FormulaGlyphs glyphs : part.glyphs) {
    glyphs.at = {glyphs.at.x + at.x, glyphs.at.y + at.y};
    whole.glyphs.push_back(std::move(glyphs));
  }
  for (FormulaStroke stroke : part.strokes) {
    for (FormulaPoint& p : stroke.points) p = {p.x + at.x, p.y + at.y};
    whole.strokes.push_back(std::move(stroke));
  }
}

/// Puts `part` in and makes the box hold it; the width only grows.
void join(FormulaLayout& whole, const FormulaLayout& part, FormulaPoint at) {
  put(whole, part, at);
  whole.box.width = std::max(whole.box.width, at.x + part.box.width);
  whole.box.ascent = std::max(whole.box.ascent, part.box.ascent - at.y);
  whole.box.descent = std::max(whole.box.descent, part.box.descent + at.y);
}

/// What a node is beside its neighbours: scripts do not change that.
Role role_of(const FormulaNode& node) {
  if (node.kind == Kind::scripts) return role_of(node.children[0]);
  if (node.kind == Kind::row && node.children.size() == 1) return role_of(node.children[0]);
  return node.kind == Kind::symbol ? node.role : Role::ordinary;
}

bool ends_an_operand(Role role) {
  return role == Role::ordinary || role == Role::closing || role == Role::large;
}

/// Room between two neighbours, in sizes of text.
float room_between(Role left, Role right) {
  if (left == Role::relation || right == Role::relation) return 0.28F;
  if (left == Role::binary || right == Role::binary) return 0.2F;
  if (left == Role::punctuation) return 0.2F;
  if (left == Role::large) return 0.18F;
  if (left == Role::function && right != Role::opening) return 0.18F;
  if (ends_an_operand(left) && right == Role::function) return 0.18F;
  if (ends_an_operand(left) && right == Role::large) return 0.18F;
  return 0.03F;
}

/// The roles of a row; a plus or minus that has nothing on its left is a sign and no operator.
std::vector<Role> roles_of(std::span<const FormulaNode> row) {
  std::vector<Role> out;
  for (const FormulaNode& node : row) {
    Role role = role_of(node);
    const bool has_left = !out.empty() && ends_an_operand(out.back());
    if (role == Role::binary && !has_left) role = Role::ordinary;
    out.push_back(role);
  }
  return out;
}

class Composer {
 public:
  explicit Composer(const FormulaMeasure& measure) : measure_(measure) {}

  FormulaLayout compose(const FormulaNode& node, float size) const {
    switch (node.kind) {
      case Kind::row:
        return row(node.children, size);
      case Kind::symbol:
        return symbol(node, size);
      case Kind::space:
        return {.box = {node.width_em * size, 0, 0}};
      case Kind::scripts:
        return scripts(node, size);
      case Kind::fraction:
        return fraction(node, size);
      case Kind::root:
        return root(node, size);
      case Kind::fence:
        return fence(node, size);
      case Kind::accent:
        return accent(node, size);
      case Kind::grid:
        return grid(node, size);
    }
    return {};
  }

 private:
  FormulaLayout row(std::span<const FormulaNode> nodes, float size) const {
    FormulaLayout out;
    const std::vector<Role> roles = roles_of(nodes);
    float x = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) x += size * room_between(roles[i - 1], roles[i]);
      const FormulaLayout part = compose(nodes[i], size);
      join(out, part, {x, 0});
      x += part.box.width;
    }
    out.box.width = x;
    return out;
  }

  FormulaLayout symbol(const FormulaNode& node, float size) const {
    if (node.role == Role::large) return formula_large_sign(node.text, size);
    return {.box = measure_(node.text, node.face, size),
            .glyphs = {{.size_px = size, .face = node.face, .text = node.text}},
            .strokes = {}};
  }

  float script_size(float size) const { return kFormulaScriptScale * size; }

  FormulaLayout scripts(const FormulaNode& node, float size) const {
    const FormulaNode& base = node.children[0];
    const FormulaLayout below = compose(node.children[1], script_size(size));
    const FormulaLayout above = compose(node.children[2], script_size(size));
    const bool limits = role_of(base) == Role::large && base.text != "∫";
    return limits ? with_limits(compose(base, size), below, above, size)
                  : beside(compose(base, size), below, above, size);
  }

  /// Above and below a large sign.
  static FormulaLayout with_limits(const FormulaLayout& base, const FormulaLayout& below,
                                   const FormulaLayout& above, float size) {
    const float gap = 0.15F * size;
    const float width = std::max({base.box.width, below.box.width, above.box.width});
    FormulaLayout out;
    join(out, base, {(width - base.box.width) / 2, 0});
    if (above.box.width > 0) {
      join(out, above, {(width - above.box.width) / 2, -base.box.ascent - gap - above.box.descent});
    }
    if (below.box.width > 0) {
      join(out, below, {(width - below.box.width) / 2, base.box.descent + gap + below.box.ascent});
    }
    return out;
  }

  static FormulaLayout beside(const FormulaLayout& base, const FormulaLayout& below,
                              const FormulaLayout& above, float size) {
    const float x = base.box.width + 0.05F * size;
    const float gap = 0.1F * size;
    FormulaLayout out = base;
    // Beside a letter at half its height, beside something high at its corners.
    float up = std::max(0.38F * size, base.box.ascent - 0.45F * above.box.height());
    float down = std::max(0.2F * size, base.box.descent + 0.1F * size);
    up = std::max(up, above.box.descent + 0.28F * size);
    const bool both = above.box.width > 0 && below.box.width > 0;
    if (both) down = std::max(down, above.box.descent - up + gap + below.box.ascent);
    if (above.box.width > 0) join(out, above, {x, -up});
    if (below.box.width > 0) join(out, below, {x, down});
    return out;
  }

  FormulaLayout fraction(const FormulaNode& node, float size) const {
    const float inner = 0.9F * size;
    const FormulaLayout upper = compose(node.children[0], inner);
    const FormulaLayout lower = compose(node.children[1], inner);
    const float line = formula_line_px(size);
    const float side = 0.12F * size;
    const float gap = 0.2F * size;
    const float axis = 0.3F * size;  // the bar is level with a plus sign
    const float width = std::max(upper.box.width, lower.box.width) + 2 * side;
    FormulaLayout out;
    join(out, upper, {(width - upper.box.width) / 2, -axis - line / 2 - gap - upper.box.descent});
    join(out, lower, {(width - lower.box.width) / 2, -axis + line / 2 + gap + lower.box.ascent});
    out.strokes.push_back({{{side / 2, -axis}, {width - side / 2, -axis}}, line});
    out.box.width = width;
    return out;
  }

  FormulaLayout root(const FormulaNode& node, float size) const {
    const FormulaLayout inside = compose(node.children[0], size);
    FormulaLayout out = formula_root(inside.box, size);
    put(out, inside, {out.box.width - inside.box.width - 0.1F * size, 0});
    return out;
  }

  FormulaLayout fence(const FormulaNode& node, float size) const {
    const FormulaLayout inside = compose(node.children[0], size);
    // As far above the level of a plus sign as below, so that brackets look level themselves.
    const float axis = 0.3F * size;
    const float half =
        0.1F * size + std::max({inside.box.ascent - axis, inside.box.descent + axis, 0.45F * size});
    const FormulaBox around{0, half + axis, half - axis};
    FormulaLayout out;
    float x = 0;
    for (const FormulaLayout& part : {formula_bracket(node.text, around, size), inside,
                                      formula_bracket(node.close, around, size)}) {
      join(out, part, {x, 0});
      x += part.box.width;
    }
    out.box.width = x;
    return out;
  }

  FormulaLayout accent(const FormulaNode& node, float size) const {
    FormulaLayout out = compose(node.children[0], size);
    const float above = -out.box.ascent;
    join(out, formula_accent(node.text, out.box.width, size), {0, above});
    return out;
  }

  /// Rows under each other, their middle level with a plus sign.
  FormulaLayout grid(const FormulaNode& node, float size) const {
    const auto n_columns = static_cast<std::size_t>(node.n_columns);
    std::vector<FormulaLayout> cells;
    std::vector<float> widths(n_columns, 0);
    for (const FormulaNode& child : node.children) {
      float& width = widths[cells.size() % n_columns];
      cells.push_back(compose(child, size));
      width = std::max(width, cells.back().box.width);
    }
    const float column_gap = 0.9F * size;
    FormulaLayout out;
    float y = 0;
    for (std::size_t first = 0; first < cells.size(); first += n_columns) {
      const auto row = std::span(cells).subspan(first, n_columns);
      const auto of_row = [&](float FormulaBox::*side, float least) {
        for (const FormulaLayout& cell : row) least = std::max(least, cell.box.*side);
        return least;
      };
      if (first > 0) y += of_row(&FormulaBox::ascent, 0.7F * size) + 0.35F * size;
      float x = 0;
      for (std::size_t i = 0; i < n_columns; ++i) {
        const float room = node.centred ? (widths[i] - row[i].box.width) / 2 : 0;
        join(out, row[i], {x + room, y});
        x += widths[i] + column_gap;
      }
      out.box.width = x - column_gap;
      y += of_row(&FormulaBox::descent, 0.2F * size);
    }
    return raised(out, (out.box.descent - out.box.ascent) / 2 + 0.3F * size);
  }

  static FormulaLayout raised(const FormulaLayout& layout, float by) {
    FormulaLayout out;
    put(out, layout, {0, -by});
    out.box = {layout.box.width, layout.box.ascent + by, layout.box.descent - by};
    return out;
  }

  const FormulaMeasure& measure_;
};

}  // namespace

FormulaLayout layout_formula(const FormulaNode& formula, float size_px,
                             const FormulaMeasure& measure) {
  return Composer(measure).compose(formula, size_px);
}

}  // namespace fscope
