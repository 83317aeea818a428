#include "app/gui/widgets/formula.h"

#include <algorithm>
#include <cmath>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/formula_strokes.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {
namespace {

constexpr float kBoldPx = 0.05F;  // bold is drawn twice, so far apart, in sizes of text

ImFont& font_for(const FormulaFonts& fonts, FormulaFace face, float size_px) {
  const bool italic = face == FormulaFace::italic;
  ImFont* large = italic ? fonts.italic : fonts.upright;
  ImFont* small = italic ? fonts.script_italic : fonts.script_upright;
  if (large == nullptr || small == nullptr) return *ImGui::GetFont();
  const float middle = (compat::font_size(*large) + compat::font_size(*small)) / 2;
  return size_px < middle ? *small : *large;
}

float bold_step(FormulaFace face, float size_px) {
  return face == FormulaFace::bold ? std::max(1.0F, std::round(kBoldPx * size_px)) : 0.0F;
}

FormulaBox measured(const FormulaFonts& fonts, std::string_view text, FormulaFace face,
                    float size_px) {
  ImFont& font = font_for(fonts, face, size_px);
  FormulaBox box{0, -size_px, -size_px};
  float ink_end = 0;
  for (const compat::GlyphBox& glyph : compat::glyph_boxes(font, size_px, text)) {
    box.ascent = std::max(box.ascent, -glyph.top);
    box.descent = std::max(box.descent, glyph.bottom);
    ink_end = box.width + glyph.right;
    box.width += glyph.advance;
  }
  if (box.height() < 0) return {box.width, 0, 0};
  // Slanted letters reach beyond their room.
  box.width = std::max(box.width, ink_end) + bold_step(face, size_px);
  return box;
}

void draw_glyphs(ImDrawList& list, ImVec2 origin, ImU32 colour, const FormulaGlyphs& glyphs,
                 const FormulaFonts& fonts) {
  ImFont& font = font_for(fonts, glyphs.face, glyphs.size_px);
  const float ascent = compat::font_ascent(font, glyphs.size_px);
  ImVec2 at{std::round(origin.x + glyphs.at.x), std::round(origin.y + glyphs.at.y - ascent)};
  const char* begin = glyphs.text.data();
  const char* end = begin + glyphs.text.size();
  list.AddText(&font, glyphs.size_px, at, colour, begin, end);
  if (glyphs.face != FormulaFace::bold) return;
  at.x += bold_step(glyphs.face, glyphs.size_px);
  list.AddText(&font, glyphs.size_px, at, colour, begin, end);
}

void draw_stroke(ImDrawList& list, ImVec2 origin, ImU32 colour, const FormulaStroke& stroke) {
  // Straight lines on whole pixels, so that they are as sharp as the letters.
  const float half = std::fmod(stroke.width_px, 2.0F) / 2;
  const bool straight = stroke.points.size() == 2;
  std::vector<ImVec2> points;
  for (const FormulaPoint& p : stroke.points) {
    ImVec2 at{origin.x + p.x, origin.y + p.y};
    if (straight) at = {std::floor(at.x) + half, std::floor(at.y) + half};
    points.push_back(at);
  }
  list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, stroke.width_px);
}

}  // namespace

FormulaMeasure formula_measure(const FormulaFonts& fonts) {
  return [fonts](std::string_view text, FormulaFace face, float size_px) {
    return measured(fonts, text, face, size_px);
  };
}

void draw_formula(ImDrawList& list, ImVec2 baseline, ImU32 colour, const FormulaLayout& layout,
                  const FormulaFonts& fonts) {
  const ImVec2 origin{std::round(baseline.x), std::round(baseline.y)};
  for (const FormulaGlyphs& glyphs : layout.glyphs) {
    draw_glyphs(list, origin, colour, glyphs, fonts);
  }
  for (const FormulaStroke& stroke : layout.strokes) draw_stroke(list, origin, colour, stroke);
}

void formula_item(const char* label, const FormulaNode& formula, const FormulaFonts& fonts) {
  constexpr float kLeast = 0.5F;
  const FormulaMeasure measure = formula_measure(fonts);
  const float room = ImGui::GetContentRegionAvail().x;
  const float size = std::round(kFormulaScale * ImGui::GetFontSize());
  FormulaLayout layout = layout_formula(formula, size, measure);
  if (layout.box.width > room) {
    const float share = std::max(kLeast, room / layout.box.width);
    layout = layout_formula(formula, std::floor(share * size), measure);
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float edge = formula_line_px(size);
  const ImVec2 extent{std::max(1.0F, std::min(room, layout.box.width)),
                      std::max(1.0F, layout.box.height() + 2 * edge)};
  ImGui::Dummy(extent);
  note_item(label);
  draw_formula(*ImGui::GetWindowDrawList(), {corner.x, corner.y + edge + layout.box.ascent},
               ImGui::GetColorU32(ImGuiCol_Text), layout, fonts);
}

}  // namespace fscope
