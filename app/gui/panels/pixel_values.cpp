#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "app/gui/panels/panels.h"

namespace fscope {
namespace {

/// Channel values 0..255 of a pixel; none where the network was not evaluated there.
std::optional<std::array<int, 3>> values_of(const RunSnapshot& run, bool of_network, int column,
                                            int row) {
  const float* const learned = of_network ? network_at(run, column, row) : nullptr;
  if (of_network && !learned) return std::nullopt;
  const std::uint8_t* const stored = run.target->at(column, row);
  std::array<int, 3> values{};
  for (std::size_t c = 0; c < 3; ++c) {
    const std::size_t i = std::min(c, static_cast<std::size_t>(run.target->channels - 1));
    const float v = of_network ? learned[i] * 255 : static_cast<float>(stored[i]);
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

const float* network_at(const RunSnapshot& run, int column, int row) {
  for (const Raster* raster : {run.whole.get(), run.detail.get()}) {
    const float* const found = raster ? value_at_pixel(*raster, column, row) : nullptr;
    if (found) return found;
  }
  return nullptr;
}

void draw_pixel_values(ImDrawList& list, const Pane& pane, const ViewTransform& transform,
                       const RunSnapshot& run, bool of_network) {
  const int channels = run.target->channels;
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
      const auto values = values_of(run, of_network, column, row);
      if (values) draw_value(list, cell, channels, *values);
    }
  }
  list.PopClipRect();
}

}  // namespace fscope
