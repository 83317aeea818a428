#include "core/tasks/stroke_font.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace fscope {
namespace {

constexpr double kGap = 1.5;  // between letters
constexpr double kBlankAdvance = 2.6;
constexpr int kBaseLine = 2;

struct Drawing {
  char character;
  /// Strokes separated by blanks, each a row of points of two digits: x in half units; y in units,
  /// upwards, with the base line at 2, small letters up to 6 and capitals up to 8. The points of a
  /// stroke that begins with ~ are the control points of a curve.
  std::string_view strokes;
};

constexpr std::array<Drawing, 76> kDrawings = {{
    {'!', "0804 0202"},
    {'"', "0807 2827"},
    {'\'', "0807"},
    {'(', "~39080231"},
    {')', "~09383201"},
    {'+', "0464 3632"},
    {',', "1201"},
    {'-', "0444"},
    {'.', "0202"},
    {'/', "0168"},
    {'0', "~050868620205"},
    {'1', "062822"},
    {'2', "~0708686502 0262"},
    {'3', "~0708686525 ~2565620203"},
    {'4', "52580474"},
    {'5', "680805 ~0565620203"},
    {'6', "~6768080262650504"},
    {'7', "086822"},
    {'8', "~350508686535 ~350502626535"},
    {'9', "~0302626808056566"},
    {':', "0202 0505"},
    {';', "1201 1515"},
    {'=', "0555 0353"},
    {'?', "~070868653533 3232"},
    {'A', "024882 2464"},
    {'B', "0802 ~08686505 ~05757202"},
    {'C', "~777808027273"},
    {'D', "0802 ~08787202"},
    {'E', "68080262 0555"},
    {'F', "680802 0555"},
    {'G', "~777808027274 7545"},
    {'H', "0802 7872 0575"},
    {'I', "0802"},
    {'J', "~5854520204"},
    {'K', "0802 7804 2572"},
    {'L', "080262"},
    {'M', "0208438882"},
    {'N', "02087278"},
    {'O', "~050878720205"},
    {'P', "0802 ~08787404"},
    {'Q', "~050878720205 4472"},
    {'R', "0802 ~08787404 4472"},
    {'S', "~6768080565620203"},
    {'T', "0888 4842"},
    {'U', "~08027278"},
    {'V', "084288"},
    {'W', "0822486288"},
    {'X', "0872 0278"},
    {'Y', "084588 4542"},
    {'Z', "08780272"},
    {'a', "~545606025254 5652"},
    {'b', "0802 ~040656520204"},
    {'c', "~555606025253"},
    {'d', "5852 ~545606025254"},
    {'e', "0454 ~545606025253"},
    {'f', "~48282622 0646"},
    {'g', "~545606025254 ~56500001"},
    {'h', "0802 ~04065652"},
    {'i', "0602 0808"},
    {'j', "~26222000 2828"},
    {'k', "0802 5604 2552"},
    {'l', "0802"},
    {'m', "0602 ~04064642 ~44468682"},
    {'n', "0602 ~04065652"},
    {'o', "~040656520204"},
    {'p', "0600 ~040656520204"},
    {'q', "5650 ~545606025254"},
    {'r', "0602 ~040636"},
    {'s', "~5556060454520203"},
    {'t', "~28242242 0646"},
    {'u', "~06025254 5652"},
    {'v', "063266"},
    {'w', "0622466286"},
    {'x', "0652 0256"},
    {'y', "0632 6610"},
    {'z', "06560252"},
}};

using Stroke = std::vector<StrokePoint>;

StrokePoint between(StrokePoint a, StrokePoint b, double t) {
  return {(1 - t) * a.x + t * b.x, (1 - t) * a.y + t * b.y};
}

/// Chaikin's corner cutting, ends kept: tends to the quadratic B-spline of the control points.
Stroke cut_corners(const Stroke& stroke) {
  Stroke smooth{stroke.front()};
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    if (i > 0) smooth.push_back(between(stroke[i], stroke[i + 1], 0.25));
    if (i + 2 < stroke.size()) smooth.push_back(between(stroke[i], stroke[i + 1], 0.75));
  }
  smooth.push_back(stroke.back());
  return smooth;
}

Stroke parse_stroke(std::string_view digits) {
  constexpr int kCuts = 3;
  const bool curved = digits.front() == '~';
  if (curved) digits.remove_prefix(1);
  Stroke stroke;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    stroke.push_back(
        {0.5 * (digits[i] - '0'), static_cast<double>(kBaseLine - (digits[i + 1] - '0'))});
  }
  for (int cut = 0; curved && cut < kCuts; ++cut) stroke = cut_corners(stroke);
  return stroke;
}

}  // namespace

Glyph stroke_glyph(char character) {
  const auto found = std::find_if(kDrawings.begin(), kDrawings.end(), [&](const Drawing& drawing) {
    return drawing.character == character;
  });
  Glyph glyph;
  if (found == kDrawings.end()) return {{}, kBlankAdvance};
  std::string_view rest = found->strokes;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    glyph.strokes.push_back(parse_stroke(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    for (const StrokePoint& point : glyph.strokes.back()) {
      glyph.advance = std::max(glyph.advance, point.x + kGap);
    }
  }
  return glyph;
}

double stroke_text_width(std::string_view line) {
  double width = 0;
  for (const char character : line) width += stroke_glyph(character).advance;
  return width;
}

}  // namespace fscope
