// Text: finds fonts of the system, and loads further glyphs when a text needs them.
#pragma once

#include <imgui.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/widgets/formula.h"

namespace fscope {

/// A font file of the system.
struct FontFile {
  std::string path;
  int face = 0;  ///< index inside a collection
};

/// The system's file for a fontconfig pattern such as "sans-serif" or "monospace"; none when there
/// is no scalable font at all.
std::optional<FontFile> find_font(const std::string& pattern);
/// A sans font that has the code point; none when no font has it.
std::optional<FontFile> find_font_with(char32_t code_point);

/// The code points that texts have asked for, beyond those that are always loaded (Latin, Greek,
/// punctuation, arrows and the mathematical signs of the program).
class GlyphSet {
 public:
  /// At most this many are kept, so that the atlas stays within what graphics cards take.
  static constexpr std::size_t kMost = 6000;

  /// Adds the code points of a UTF-8 text. Returns whether there were new ones. Damaged sequences
  /// and what ImGui cannot draw are passed over.
  bool request(std::string_view utf8);
  const std::set<char32_t>& points() const { return points_; }

  static bool is_always_loaded(char32_t code_point);

 private:
  std::set<char32_t> points_;
};

/// The program's fonts inside the current ImGui context. Main thread only.
class Fonts {
 public:
  /// Loads the sans font of the system at `size_px` * `scale` pixels, or ImGui's own font when
  /// there is none, and makes it the default. Between frames. Returns whether a system font was
  /// found.
  bool load(float size_px, float scale);
  /// Call for text from outside (file names, labels) before it is drawn.
  void request(std::string_view utf8);
  /// Between frames: rebuilds the atlas when new glyphs were asked for. Returns whether the caller
  /// must hand it to the renderer (compat::upload_fonts).
  bool update();

  ImFont* sans() const { return sans_; }
  ImFont* mono() const { return mono_; }
  /// 1.6 times the size, for the one number that should be read from afar; Latin and digits only.
  ImFont* large() const { return large_; }
  const FormulaFonts& formula() const { return formula_; }
  /// Height of the sans font in pixels.
  float size_px() const { return size_px_; }

 private:
  void add_missing_glyphs(ImFontAtlas& atlas, const FontFile& base);
  void add_formula_fonts(ImFontAtlas& atlas, const FontFile& sans);
  void rebuild();

  GlyphSet glyphs_;
  bool pending_ = false;
  bool found_ = false;
  float size_px_ = 0.0F;
  float wanted_px_ = 16.0F;
  float scale_ = 1.0F;
  ImFont* sans_ = nullptr;
  ImFont* mono_ = nullptr;
  ImFont* large_ = nullptr;
  FormulaFonts formula_;
  std::vector<std::vector<ImWchar>> ranges_;  ///< must live as long as the atlas
};

}  // namespace fscope
