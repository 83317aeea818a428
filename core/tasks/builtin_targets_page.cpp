#include <array>
#include <string>
#include <string_view>

#include "core/tasks/builtin_targets_painters.h"
#include "core/tasks/stroke_font.h"

namespace fscope::painters {
namespace {

constexpr double kPaper = 0.965;
constexpr double kInk = 0.09;

constexpr std::array<std::string_view, 4> kFirstColumn = {
    "Ask a plain network to learn a photograph from its coordinates and it returns fog. Slow "
    "changes of light arrive within a few steps; the hair, the leaves and the letters on a page "
    "do not arrive at all, however long it trains.",
    "The cause is not the size of the network. Nearby points enter it as nearly equal numbers, "
    "and a smooth function of nearly equal numbers is nearly equal too. Each frequency is learned "
    "at its own pace, and that pace falls steeply.",
    "The cure costs one line. Replace each point by the sines and cosines of many waves that pass "
    "through it. Near points now differ in the fast waves, and the same small network draws sharp "
    "edges in seconds. Nothing else has to change: not the depth, not the loss, not the optimizer.",
    "The waves are drawn at random once and then left alone. Only their spread is chosen, and the "
    "shape of the distribution hardly matters."};

constexpr std::array<std::string_view, 2> kSecondColumn = {
    "How fast may the waves be? Slow ones leave the fog in place. Fast ones fit every pixel and "
    "invent what lies between: grain, ripples, a lattice of dots. In the middle there is a width "
    "at which the picture is sharp and calm.",
    "That width depends on the picture. A page of text wants more than a sky. Turn the knob "
    "slowly and watch: blur, then edges, then noise. Every other pixel is held out, so that the "
    "noise cannot hide."};

/// Strokes of a round pen on paper, in composed pixels.
class Page {
 public:
  explicit Page(int size)
      : size_(size),
        scale_(size / kComposedSize),
        ink_(static_cast<std::size_t>(size) * static_cast<std::size_t>(size)) {}

  void line(StrokePoint from, StrokePoint to, double pen) {
    const StrokePoint a{from.x * scale_, from.y * scale_};
    const StrokePoint b{to.x * scale_, to.y * scale_};
    const double half = 0.5 * pen * scale_;
    const double reach = half + 1;
    const int bottom = clamped(std::max(a.y, b.y) + reach + 1);
    const int right = clamped(std::max(a.x, b.x) + reach + 1);
    for (int row = clamped(std::min(a.y, b.y) - reach); row < bottom; ++row) {
      for (int column = clamped(std::min(a.x, b.x) - reach); column < right; ++column) {
        const double distance = distance_to(a, b, {column + 0.5, row + 0.5});
        float& ink = ink_[index(column, row)];
        // A pen finer than a pixel leaves less ink.
        const double share = std::min(1.0, 2 * half) * coverage(std::max(half, 0.5) - distance);
        ink = std::max(ink, static_cast<float>(share));
      }
    }
  }

  /// One letter, its base line at y; unit is a sixth of a capital's height. Returns its advance.
  double letter(char character, double x, double y, double unit, double pen) {
    const Glyph glyph = stroke_glyph(character);
    for (const auto& stroke : glyph.strokes) {
      for (std::size_t i = 1; i < stroke.size(); ++i) {
        line({x + unit * stroke[i - 1].x, y + unit * stroke[i - 1].y},
             {x + unit * stroke[i].x, y + unit * stroke[i].y}, pen);
      }
    }
    return unit * glyph.advance;
  }

  void words(std::string_view text, double x, double y, double unit, double pen) {
    for (const char character : text) x += letter(character, x, y, unit, pen);
  }

  void centred(std::string_view text, double y, double unit, double pen) {
    words(text, 0.5 * (kComposedSize - unit * stroke_text_width(text)), y, unit, pen);
  }

  double value(int column, int row) const {
    return kPaper + (kInk - kPaper) * static_cast<double>(ink_[index(column, row)]);
  }

 private:
  static double distance_to(StrokePoint a, StrokePoint b, StrokePoint p) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double along = length2 == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2;
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }
  int clamped(double v) const { return static_cast<int>(std::clamp(v, 0.0, 1.0 * size_)); }
  std::size_t index(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(size_) +
           static_cast<std::size_t>(column);
  }

  int size_;
  double scale_;
  std::vector<float> ink_;  // 0 paper .. 1 full ink
};

/// Where running text goes and how it looks; lengths in composed pixels.
struct Column {
  double x = 0;
  double width = 0;
  double y = 0;  // of the next base line
  double unit = 1.24;
  double pen = 1.25;
  double leading = 13.5;
};

/// The longest beginning of `text` that fits, ending before a blank; at least one word.
std::string_view fitting(std::string_view text, const Column& column, double indent) {
  std::size_t best = std::min(text.find(' '), text.size());
  for (std::size_t end = best; end <= text.size();) {
    const double width = indent + column.unit * stroke_text_width(text.substr(0, end));
    if (width > column.width) break;
    best = end;
    if (end == text.size()) break;
    end = std::min(text.find(' ', end + 1), text.size());
  }
  return text.substr(0, best);
}

/// Blanks are widened so that the line ends at the margin.
void justified(Page& page, std::string_view line, const Column& column, double indent, bool last) {
  const auto n_blanks = static_cast<double>(std::count(line.begin(), line.end(), ' '));
  const double spare = column.width - indent - column.unit * stroke_text_width(line);
  const double extra = last || n_blanks == 0 ? 0 : spare / n_blanks;
  double x = column.x + indent;
  for (const char character : line) {
    x += page.letter(character, x, column.y, column.unit, column.pen);
    if (character == ' ') x += extra;
  }
}

void paragraph(Page& page, std::string_view text, Column& column, double first_indent) {
  double indent = first_indent;
  while (!text.empty()) {
    const std::string_view line = fitting(text, column, indent);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    justified(page, line, column, indent, text.empty());
    column.y += column.leading;
    indent = 0;
  }
}

void heading(Page& page, std::string_view text, Column& column) {
  column.y += 6;
  page.words(text, column.x, column.y, 1.75, 2.4);
  column.y += 17;
}

/// A framed plot of a slow and a fast wave.
void figure(Page& page, double x, double y, double width, double height) {
  page.line({x, y}, {x, y + height}, 1.4);
  page.line({x, y + height}, {x + width, y + height}, 1.4);
  const auto wave = [&](double t, double cycles, double amplitude) {
    return StrokePoint{x + t * width,
                       y + 0.5 * height - amplitude * height * std::sin(6.28318 * cycles * t)};
  };
  constexpr int kSegments = 240;
  for (int i = 0; i < kSegments; ++i) {
    const double from = 1.0 * i / kSegments;
    const double to = (i + 1.0) / kSegments;
    page.line(wave(from, 1.5, 0.42), wave(to, 1.5, 0.42), 2.2);
    page.line(wave(from, 12, 0.2), wave(to, 12, 0.2), 0.9);
  }
  for (int i = 1; i <= 8; ++i) {
    const double tick = x + width * i / 8;
    page.line({tick, y + height}, {tick, y + height + 4}, 1.0);
  }
}

void masthead(Page& page) {
  page.words("No. 7", 28, 30, 1.1, 1.1);
  page.words("Autumn", 454, 30, 1.1, 1.1);
  page.centred("Sines + Cosines", 62, 5.2, 5.0);
  page.line({28, 76}, {484, 76}, 2.2);
  page.line({28, 80}, {484, 80}, 0.8);
  page.centred("Why a network that sees waves can learn edges", 100, 1.9, 1.7);
}

void first_column(Page& page) {
  Column column{28, 216, 128};
  heading(page, "1  Fog", column);
  for (const std::string_view text : kFirstColumn) {
    paragraph(page, text, column, text == kFirstColumn.front() ? 0 : 12);
  }
}

void second_column(Page& page) {
  Column column{268, 216, 128};
  heading(page, "2  The width of B", column);
  for (const std::string_view text : kSecondColumn) {
    paragraph(page, text, column, text == kSecondColumn.front() ? 0 : 12);
  }
  figure(page, 272, column.y + 4, 208, 78);
  Column caption{268, 216, column.y + 102, 0.95, 0.95, 10.5};
  paragraph(page,
            "Figure 1: a slow wave (bold) and a fast one (thin) over the same axis; eight "
            "samples see the slow one only.",
            caption, 0);
}

/// A line in large letters, then every letter in small and smaller ones.
void colophon(Page& page) {
  page.line({28, 410}, {484, 410}, 0.8);
  page.centred("Blur, then edges, then noise.", 440, 3.0, 2.7);
  page.centred("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 (,.;:!?)", 461, 1.35, 1.2);
  page.centred("the quick brown fox jumps over the lazy dog; pack my box with five dozen jugs", 476,
               1.0, 0.9);
  page.line({28, 488}, {484, 488}, 0.8);
  page.centred("- 12 -", 502, 1.1, 1.1);
}

}  // namespace

Image printed_page(int size) {
  Page page(size);
  masthead(page);
  first_column(page);
  second_column(page);
  colophon(page);
  return paint_gray(size, [&](int column, int row) { return page.value(column, row); });
}

}  // namespace fscope::painters
