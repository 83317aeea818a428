#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/gui/panels/panels.h"

namespace fscope {
namespace {

/// Channel values 0..255 of a pixel, or of the raster where it has one value per pixel.
std::array<int, 3> values_of(const Raster* raster, const Image* image, int column, int row) {
  std::array<int, 3> values{};
  const int width = raster ? raster->width : image->width;
  const int channels = raster ? raster->channels : image->channels;
  const auto first = (static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(column)) *
                     static_cast<std::size_t>(channels);
  for (std::size_t c = 0; c < 3; ++c) {
    const std::size_t i = first + std::min(c, static_cast<std::size_t>(channels - 1));
    const float v = raster ? raster->values[i] * 255 : static_cast<float>(image->pixels[i]);
    values[c] = std::isfinite(v) ? static_cast<int>(std::lround(v)) : 0;
  }
  return values;
}

void draw_value(ImDrawList& list, const Pane& cell, int channels,
                const std::array<int, 3>& values) {
  const double luma = 0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2];
  const ImU32 ink = luma > 128 ? IM_COL32(0, 0, 0, 220) : IM_COL32(255, 255, 255, 220);
  const float line = ImGui::GetTextLineHeight();
  auto y = static_cast<float>(cell.y + cell.height / 2) - line * static_cast<float>(channels) / 2;
  for (int c = 0; c < channels; ++c) {
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "%d", values[static_cast<std::size_t>(c)]);
    const float width = ImGui::CalcTextSize(number.data()).x;
    list.AddText({static_cast<float>(cell.x + cell.width / 2) - width / 2, y}, ink, number.data());
    y += line;
  }
}

}  // namespace

void draw_pixel_values(ImDrawList& list, const Pane& pane, const ViewTransform& transform,
                       const Raster* raster, const Image* image) {
  if (!raster && !image) return;
  if (raster && raster->width != transform.width()) return;  // coarse: no value of its own a pixel
  const int channels = raster ? raster->channels : image->channels;
  const double scale = transform.scale(pane);
  const double needed = std::max(2.6F * ImGui::GetFontSize(),
                                 1.15F * ImGui::GetTextLineHeight() * static_cast<float>(channels));
  if (scale < needed) return;
  const Region visible = transform.visible(pane);
  const int x0 = std::max(0, static_cast<int>(std::floor(visible.x0)));
  const int y0 = std::max(0, static_cast<int>(std::floor(visible.y0)));
  const int x1 = std::min(transform.width(), static_cast<int>(std::ceil(visible.x1)));
  const int y1 = std::min(transform.height(), static_cast<int>(std::ceil(visible.y1)));
  const ImVec2 min{static_cast<float>(pane.x), static_cast<float>(pane.y)};
  list.PushClipRect(
      min, {min.x + static_cast<float>(pane.width), min.y + static_cast<float>(pane.height)}, true);
  for (int row = y0; row < y1; ++row) {
    for (int column = x0; column < x1; ++column) {
      const Point corner = transform.to_screen(
          pane, {.x = static_cast<double>(column), .y = static_cast<double>(row)});
      const Pane cell{.x = corner.x, .y = corner.y, .width = scale, .height = scale};
      draw_value(list, cell, channels, values_of(raster, image, column, row));
    }
  }
  list.PopClipRect();
}

}  // namespace fscope
