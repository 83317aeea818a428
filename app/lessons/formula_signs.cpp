#include <algorithm>
#include <array>

#include "app/lessons/formula_tree.h"

namespace fscope {
namespace {

constexpr auto kItalic = FormulaFace::italic;
constexpr auto kUpright = FormulaFace::upright;
constexpr auto kOrdinary = FormulaRole::ordinary;
constexpr auto kBinary = FormulaRole::binary;
constexpr auto kRelation = FormulaRole::relation;
constexpr auto kFunction = FormulaRole::function;
constexpr auto kLarge = FormulaRole::large;

constexpr auto kSigns = std::to_array<FormulaSign>({
    {"alpha", "α", kOrdinary, kItalic},
    {"beta", "β", kOrdinary, kItalic},
    {"gamma", "γ", kOrdinary, kItalic},
    {"delta", "δ", kOrdinary, kItalic},
    {"epsilon", "ε", kOrdinary, kItalic},
    {"zeta", "ζ", kOrdinary, kItalic},
    {"eta", "η", kOrdinary, kItalic},
    {"theta", "θ", kOrdinary, kItalic},
    {"kappa", "κ", kOrdinary, kItalic},
    {"lambda", "λ", kOrdinary, kItalic},
    {"mu", "μ", kOrdinary, kItalic},
    {"nu", "ν", kOrdinary, kItalic},
    {"xi", "ξ", kOrdinary, kItalic},
    {"pi", "π", kOrdinary, kItalic},
    {"rho", "ρ", kOrdinary, kItalic},
    {"sigma", "σ", kOrdinary, kItalic},
    {"tau", "τ", kOrdinary, kItalic},
    {"phi", "φ", kOrdinary, kItalic},
    {"chi", "χ", kOrdinary, kItalic},
    {"psi", "ψ", kOrdinary, kItalic},
    {"omega", "ω", kOrdinary, kItalic},
    {"Gamma", "Γ", kOrdinary, kUpright},
    {"Delta", "Δ", kOrdinary, kUpright},
    {"Theta", "Θ", kOrdinary, kUpright},
    {"Lambda", "Λ", kOrdinary, kUpright},
    {"Sigma", "Σ", kOrdinary, kUpright},
    {"Phi", "Φ", kOrdinary, kUpright},
    {"Omega", "Ω", kOrdinary, kUpright},
    {"infty", "∞", kOrdinary, kUpright},
    {"partial", "∂", kOrdinary, kUpright},
    {"nabla", "∇", kOrdinary, kUpright},
    {"prime", "′", kOrdinary, kUpright},
    {"ldots", "…", kOrdinary, kUpright},
    {"cdots", "⋯", kOrdinary, kUpright},
    {"|", "‖", kOrdinary, kUpright},
    {"top", "⊤", kOrdinary, kUpright},
    {"cdot", "⋅", kBinary, kUpright},
    {"times", "×", kBinary, kUpright},
    {"pm", "±", kBinary, kUpright},
    {"circ", "∘", kBinary, kUpright},
    {"ast", "∗", kBinary, kUpright},
    {"approx", "≈", kRelation, kUpright},
    {"le", "≤", kRelation, kUpright},
    {"ge", "≥", kRelation, kUpright},
    {"ll", "≪", kRelation, kUpright},
    {"gg", "≫", kRelation, kUpright},
    {"ne", "≠", kRelation, kUpright},
    {"equiv", "≡", kRelation, kUpright},
    {"sim", "∼", kRelation, kUpright},
    {"propto", "∝", kRelation, kUpright},
    {"in", "∈", kRelation, kUpright},
    {"to", "→", kRelation, kUpright},
    {"mapsto", "↦", kRelation, kUpright},
    {"Rightarrow", "⇒", kRelation, kUpright},
    {"leftrightarrow", "↔", kRelation, kUpright},
    {"sum", "∑", kLarge, kUpright},
    {"prod", "∏", kLarge, kUpright},
    {"int", "∫", kLarge, kUpright},
    {"cos", "cos", kFunction, kUpright},
    {"sin", "sin", kFunction, kUpright},
    {"exp", "exp", kFunction, kUpright},
    {"log", "log", kFunction, kUpright},
    {"ln", "ln", kFunction, kUpright},
    {"max", "max", kFunction, kUpright},
    {"min", "min", kFunction, kUpright},
    {"arccos", "arccos", kFunction, kUpright},
    {"{", "{", FormulaRole::opening, kUpright},
    {"}", "}", FormulaRole::closing, kUpright},
    {"%", "%", kOrdinary, kUpright},
});

/// The characters of UTF-8 that is known to be right, of two and three bytes.
void add_characters(std::string_view utf8, std::u32string& out) {
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    char32_t point = lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    if (length > 1) out += point;
    i += length;
  }
}

}  // namespace

const FormulaSign* find_formula_sign(std::string_view command) {
  const auto* found = std::ranges::find(kSigns, command, &FormulaSign::command);
  return found == kSigns.end() ? nullptr : found;
}

std::u32string formula_characters() {
  std::u32string out = U"−";  // what a hyphen becomes
  for (const FormulaSign& sign : kSigns) add_characters(sign.text, out);
  std::ranges::sort(out);
  const auto repeated = std::ranges::unique(out);
  out.erase(repeated.begin(), repeated.end());
  return out;
}

}  // namespace fscope
