#include "app/gui/fonts.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "app/gui/imgui_compat.h"

namespace fscope {
namespace {

struct PatternDeleter {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternDeleter>;

struct CharSetDeleter {
  void operator()(FcCharSet* set) const { FcCharSetDestroy(set); }
};
using CharSet = std::unique_ptr<FcCharSet, CharSetDeleter>;

// Pairs of first and last code point.
constexpr std::pair<char32_t, char32_t> kAlwaysLoaded[] = {
    {0x0020, 0x017F},  // Latin
    {0x0370, 0x03FF},  // Greek
    {0x2010, 0x2027},  // dashes, quotes, ellipsis
    {0x2032, 0x2033},  // primes
    {0x2070, 0x209F},  // superscripts and subscripts
    {0x2190, 0x21FF},  // arrows
    {0x2200, 0x22FF},  // mathematical signs
};

std::optional<FontFile> file_of(const Pattern& match) {
  FcChar8* path = nullptr;
  if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &path) != FcResultMatch) return {};
  int face = 0;
  FcPatternGetInteger(match.get(), FC_INDEX, 0, &face);
  // The upper half names an instance of a variable font; the rasteriser takes the default one.
  return FontFile{reinterpret_cast<const char*>(path), face & 0xFFFF};
}

Pattern best_match(FcPattern* wanted) {
  FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
  FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
  FcDefaultSubstitute(wanted);
  FcResult result = FcResultNoMatch;
  return Pattern(FcFontMatch(nullptr, wanted, &result));
}

bool has_point(const Pattern& match, char32_t code_point) {
  FcCharSet* set = nullptr;
  return match && FcPatternGetCharSet(match.get(), FC_CHARSET, 0, &set) == FcResultMatch &&
         FcCharSetHasChar(set, code_point) == FcTrue;
}

// What the file can draw; empty when it cannot be read.
CharSet points_of(const FontFile& file) {
  int n_faces = 0;
  const Pattern pattern(FcFreeTypeQuery(reinterpret_cast<const FcChar8*>(file.path.c_str()),
                                        static_cast<unsigned int>(file.face), nullptr, &n_faces));
  FcCharSet* set = nullptr;
  if (!pattern || FcPatternGetCharSet(pattern.get(), FC_CHARSET, 0, &set) != FcResultMatch) {
    return CharSet(FcCharSetCreate());
  }
  return CharSet(FcCharSetCopy(set));
}

std::vector<ImWchar> always_loaded_ranges() {
  std::vector<ImWchar> ranges;
  for (const auto& [first, last] : kAlwaysLoaded) {
    ranges.push_back(static_cast<ImWchar>(first));
    ranges.push_back(static_cast<ImWchar>(last));
  }
  ranges.push_back(0);
  return ranges;
}

void append_point(std::vector<ImWchar>& ranges, char32_t point) {
  const auto glyph = static_cast<ImWchar>(point);
  if (!ranges.empty() && ranges.back() + 1 == glyph) {
    ranges.back() = glyph;
    return;
  }
  ranges.push_back(glyph);
  ranges.push_back(glyph);
}

// A font that glyphs are taken from, and which.
struct FontGlyphs {
  FontFile file;
  CharSet known;
  std::vector<ImWchar> ranges;
};

// The first font that has the point, with a new one at the end where needed; nullptr when no font
// of the system has it. Asking fontconfig takes milliseconds, so the fonts in use are asked first.
FontGlyphs* source_of(std::vector<FontGlyphs>& sources, char32_t point) {
  for (FontGlyphs& source : sources) {
    if (FcCharSetHasChar(source.known.get(), point) == FcTrue) return &source;
  }
  const std::optional<FontFile> file = find_font_with(point);
  if (!file) return nullptr;
  sources.push_back({*file, points_of(*file), {}});
  return &sources.back();
}

}  // namespace

std::optional<FontFile> find_font(const std::string& pattern) {
  const Pattern wanted(FcNameParse(reinterpret_cast<const FcChar8*>(pattern.c_str())));
  return wanted ? file_of(best_match(wanted.get())) : std::nullopt;
}

std::optional<FontFile> find_font_with(char32_t code_point) {
  const Pattern wanted(FcNameParse(reinterpret_cast<const FcChar8*>("sans-serif")));
  const CharSet set(FcCharSetCreate());
  if (!wanted || !set) return {};
  FcCharSetAddChar(set.get(), code_point);
  FcPatternAddCharSet(wanted.get(), FC_CHARSET, set.get());
  const Pattern match = best_match(wanted.get());
  return has_point(match, code_point) ? file_of(match) : std::nullopt;
}

bool GlyphSet::is_always_loaded(char32_t code_point) {
  return std::any_of(std::begin(kAlwaysLoaded), std::end(kAlwaysLoaded), [&](const auto& range) {
    return code_point >= range.first && code_point <= range.second;
  });
}

bool GlyphSet::request(std::string_view utf8) {
  bool is_new = false;
  const auto* at = reinterpret_cast<const FcChar8*>(utf8.data());
  auto left = static_cast<int>(utf8.size());
  while (left > 0) {
    FcChar32 point = 0;
    const int length = FcUtf8ToUcs4(at, &point, left);
    if (length <= 0) {  // damaged: go on after this byte
      ++at;
      --left;
      continue;
    }
    at += length;
    left -= length;
    const bool drawable = point >= 0x20 && point <= IM_UNICODE_CODEPOINT_MAX;
    if (!drawable || is_always_loaded(point) || points_.size() >= kMost) continue;
    is_new = points_.insert(point).second || is_new;
  }
  return is_new;
}

bool Fonts::load(float size_px, float scale) {
  wanted_px_ = size_px;
  scale_ = scale;
  rebuild();
  return found_;
}

void Fonts::request(std::string_view utf8) { pending_ = glyphs_.request(utf8) || pending_; }

bool Fonts::update() {
  if (!std::exchange(pending_, false) || !found_) return false;
  rebuild();
  return true;
}

void Fonts::add_missing_glyphs(ImFontAtlas& atlas, const FontFile& base) {
  std::vector<FontGlyphs> sources;
  sources.push_back({base, points_of(base), {}});
  for (const char32_t point : glyphs_.points()) {
    if (FontGlyphs* source = source_of(sources, point)) append_point(source->ranges, point);
  }
  for (FontGlyphs& source : sources) {
    if (source.ranges.empty()) continue;
    source.ranges.push_back(0);
    ranges_.push_back(std::move(source.ranges));
    const ImWchar* ranges = ranges_.back().data();
    compat::add_font(atlas, {source.file.path, source.file.face, size_px_, true, ranges});
  }
}

void Fonts::add_formula_fonts(ImFontAtlas& atlas, const FontFile& sans) {
  std::vector<ImWchar> wanted = {0x20, 0x7E};
  for (const char32_t point : formula_characters()) append_point(wanted, point);
  wanted.push_back(0);
  const ImWchar* ranges = ranges_.emplace_back(std::move(wanted)).data();
  const FontFile slanted = find_font("sans-serif:italic").value_or(sans);
  const float size_px = std::round(kFormulaScale * size_px_);
  formula_ = {
      .upright = compat::add_font(atlas, {sans.path, sans.face, size_px, false, ranges}),
      .italic = compat::add_font(atlas, {slanted.path, slanted.face, size_px, false, ranges}),
      .script_upright = sans_,
      .script_italic =
          compat::add_font(atlas, {slanted.path, slanted.face, size_px_, false, ranges})};
}

void Fonts::rebuild() {
  ImGuiIO& io = ImGui::GetIO();
  ImFontAtlas& atlas = *io.Fonts;
  atlas.Clear();
  ranges_.clear();
  formula_ = {};
  size_px_ = std::round(wanted_px_ * scale_);
  // Inner vectors keep their addresses when the outer one grows.
  const ImWchar* ranges = ranges_.emplace_back(always_loaded_ranges()).data();

  const std::optional<FontFile> sans = find_font("sans-serif");
  sans_ =
      sans ? compat::add_font(atlas, {sans->path, sans->face, size_px_, false, ranges}) : nullptr;
  found_ = sans_ != nullptr;
  if (!found_) {
    ImFontConfig config;
    config.SizePixels = std::max(13.0F, std::round(13.0F * scale_));
    sans_ = mono_ = large_ = atlas.AddFontDefault(&config);
    size_px_ = config.SizePixels;
  } else {
    add_missing_glyphs(atlas, *sans);
    large_ = compat::add_font(atlas, {sans->path, sans->face, std::round(1.6F * size_px_)});
    const std::optional<FontFile> mono = find_font("monospace");
    mono_ =
        mono ? compat::add_font(atlas, {mono->path, mono->face, size_px_, false, ranges}) : nullptr;
    if (mono_ == nullptr) mono_ = sans_;
    add_formula_fonts(atlas, *sans);
  }
  io.FontDefault = sans_;
  compat::use_font_size(size_px_);
  compat::build_fonts(atlas);
}

}  // namespace fscope
