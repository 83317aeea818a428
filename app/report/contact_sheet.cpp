#include "app/report/contact_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/support/check.h"
#include "core/tasks/resample.h"
#include "core/tasks/stroke_font.h"

namespace fscope {
namespace {

constexpr double kUnit = 1.6;  // px, a sixth of a capital's height
constexpr double kPen = 1.5;   // px
constexpr int kLine = 20;      // px from one base line to the next
constexpr int kMargin = 14;    // px
constexpr int kGap = 12;       // px between columns
constexpr int kLeastWidth = 480;
constexpr int kPaper = 250;
constexpr int kInk = 30;
constexpr std::uint8_t kNoPicture = 225;

double distance_to(StrokePoint a, StrokePoint b, StrokePoint p) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double along = length2 == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2;
  const double t = std::clamp(along, 0.0, 1.0);
  return std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y);
}

/// An RGB picture to write and paste on.
class Page {
 public:
  Page(int width, int height) : image_{width, height, 3, {}} {
    image_.pixels.assign(image_.n_pixels() * 3, static_cast<std::uint8_t>(kPaper));
  }

  Image take() { return std::move(image_); }

  /// Its base line at y.
  void words(std::string_view line, double x, double y) {
    for (const char character : line) {
      const Glyph glyph = stroke_glyph(character);
      for (const auto& stroke : glyph.strokes) {
        for (std::size_t i = 1; i < stroke.size(); ++i) {
          pen_line({x + kUnit * stroke[i - 1].x, y + kUnit * stroke[i - 1].y},
                   {x + kUnit * stroke[i].x, y + kUnit * stroke[i].y});
        }
      }
      x += kUnit * glyph.advance;
    }
  }

  void box(int left, int top, int width, int height) {
    for (int row = top; row < top + height; ++row) {
      std::fill_n(pixel(left, row), 3 * width, kNoPicture);
    }
  }

  /// An RGB picture, its pixels enlarged by a whole factor.
  void paste(const Image& picture, int left, int top, int factor) {
    for (int row = 0; row < factor * picture.height; ++row) {
      for (int column = 0; column < factor * picture.width; ++column) {
        std::copy_n(picture.at(column / factor, row / factor), 3, pixel(left + column, top + row));
      }
    }
  }

 private:
  std::uint8_t* pixel(int column, int row) {
    return image_.pixels.data() + 3 * (static_cast<std::ptrdiff_t>(row) * image_.width + column);
  }

  void pen_line(StrokePoint a, StrokePoint b) {
    const auto column_at = [&](double x) {
      return std::clamp(static_cast<int>(x), 0, image_.width);
    };
    const auto row_at = [&](double y) { return std::clamp(static_cast<int>(y), 0, image_.height); };
    const double reach = kPen / 2 + 1;
    for (int row = row_at(std::min(a.y, b.y) - reach); row < row_at(std::max(a.y, b.y) + reach + 1);
         ++row) {
      for (int column = column_at(std::min(a.x, b.x) - reach);
           column < column_at(std::max(a.x, b.x) + reach + 1); ++column) {
        const double distance = distance_to(a, b, {column + 0.5, row + 0.5});
        darken(pixel(column, row), std::clamp(kPen / 2 + 0.5 - distance, 0.0, 1.0));
      }
    }
  }

  static void darken(std::uint8_t* pixel, double share) {
    const auto value = static_cast<std::uint8_t>(std::lround(kPaper + (kInk - kPaper) * share));
    for (int c = 0; c < 3; ++c) pixel[c] = std::min(pixel[c], value);
  }

  Image image_;
};

/// Where a tile is, and how large.
struct Place {
  int left;
  int top;
  int side;
};

void draw_picture(const Image& picture, Place place, Page& page) {
  const int longer = std::max(picture.width, picture.height);
  Image rgb = to_rgb(picture);
  const int factor = std::max(1, place.side / longer);
  if (longer > place.side) {
    const Size size = training_size(picture.width, picture.height, CropMode::fit, place.side);
    rgb = resize(rgb, size.width, size.height);
  }
  page.paste(rgb, place.left + (place.side - factor * rgb.width) / 2,
             place.top + (place.side - factor * rgb.height) / 2, factor);
}

void draw_tile(const SheetTile& tile, Place place, Page& page) {
  if (tile.picture.empty()) {
    page.box(place.left, place.top, place.side, place.side);
  } else {
    draw_picture(tile.picture, place, page);
  }
  for (std::size_t i = 0; i < std::min(tile.captions.size(), kSheetCaptions); ++i) {
    page.words(shortened(tile.captions[i], place.side), place.left,
               place.top + place.side + kLine * (static_cast<int>(i) + 1) - 2);
  }
}

}  // namespace

std::string shortened(std::string_view line, double width_px) {
  if (kUnit * stroke_text_width(line) <= width_px) return std::string(line);
  std::string out(line);
  while (!out.empty() && kUnit * stroke_text_width(out + "...") > width_px) out.pop_back();
  return out + "...";
}

bool can_be_drawn(std::string_view line) {
  return std::ranges::all_of(
      line, [](char c) { return c == ' ' || c == '_' || !stroke_glyph(c).strokes.empty(); });
}

Image paint_sheet(const ContactSheet& sheet,
                  const std::function<SheetTile(std::size_t row, std::size_t column)>& tile) {
  require(!sheet.columns.empty() && !sheet.rows.empty(), "a contact sheet without tiles");
  constexpr int kHead = kMargin + 3 * kLine + 6;  // title and headings
  const int side = sheet.tile;
  const int row_height = kLine + side + static_cast<int>(kSheetCaptions + 1) * kLine;
  const auto n_columns = static_cast<int>(sheet.columns.size());
  const int width = std::max(kLeastWidth, 2 * kMargin + n_columns * (side + kGap) - kGap);
  const int height = kHead + static_cast<int>(sheet.rows.size()) * row_height + kLine;
  Page page(width, height);
  const auto left = [side](std::size_t i) { return kMargin + static_cast<int>(i) * (side + kGap); };
  page.words(shortened(sheet.title, width - 2 * kMargin), kMargin, kMargin + kLine - 4);
  for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
    page.words(shortened(sheet.columns[i], side), left(i), kHead - 16);
  }
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    const int top = kHead + static_cast<int>(row) * row_height;
    page.words(shortened(sheet.rows[row], width - 2 * kMargin), kMargin, top + kLine - 8);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      draw_tile(tile(row, i), {left(i), top + kLine, side}, page);
    }
  }
  page.words(shortened(sheet.note, width - 2 * kMargin), kMargin, height - 10);
  return page.take();
}

}  // namespace fscope
