#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/controls.h"
#include "app/gui/widgets/item_log.h"
#include "app/gui/widgets/text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// The frequency plane on the screen: (0, 0) in the middle, `range` cycles to each side.
struct Plane {
  ImVec2 min;
  float side;
  double range;

  ImVec2 at(double fx, double fy) const {
    const double half = side / 2;
    return {min.x + static_cast<float>(half * (1 + fx / range)),
            min.y + static_cast<float>(half * (1 + fy / range))};
  }
};

/// A round number that holds every dot, so that dragging sigma moves the dots and not the frame.
double plane_range(const FourierMapping& mapping, double limit) {
  const double largest = mapping.is_identity() ? 1 : mapping.B.cwiseAbs().maxCoeff();
  const double wanted = std::max({1.0, 1.05 * largest, std::min(1.2 * limit, 8 * largest)});
  double decade = std::pow(10, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (factor * decade >= wanted) return factor * decade;
  }
  return wanted;
}

void draw_limit(ImDrawList& list, const Plane& plane, double limit, ImU32 color) {
  if (limit > plane.range) return;
  list.AddRect(plane.at(-limit, -limit), plane.at(limit, limit), color);
}

void draw_plane_frame(ImDrawList& list, const Plane& plane, const UiState& ui) {
  const ImVec2 max{plane.min.x + plane.side, plane.min.y + plane.side};
  const ImU32 grid = ImGui::GetColorU32(ui.colors.grid);
  const ImU32 muted = ImGui::GetColorU32(ui.colors.muted);
  list.AddRectFilled(plane.min, max, ImGui::GetColorU32(ui.colors.frame));
  list.AddLine(plane.at(-plane.range, 0), plane.at(plane.range, 0), grid);
  list.AddLine(plane.at(0, -plane.range), plane.at(0, plane.range), grid);
  const std::string label = three_digits(plane.range);
  const ImVec2 size = ImGui::CalcTextSize(label.c_str());
  const ImVec2 right = plane.at(plane.range, 0);
  list.AddText({right.x - size.x - 3, right.y + 2}, muted, label.c_str());
  const ImVec2 bottom = plane.at(0, plane.range);
  list.AddText({bottom.x + 4, bottom.y - size.y - 2}, muted, label.c_str());
}

ImU32 signed_color(double value, const Palette& colors) {
  const ImVec4& strong = value < 0 ? colors.series[0] : colors.series[1];
  const auto t = static_cast<float>(std::min(1.0, std::abs(value)));
  const ImVec4& weak = colors.grid;
  return ImGui::GetColorU32({weak.x + t * (strong.x - weak.x), weak.y + t * (strong.y - weak.y),
                             weak.z + t * (strong.z - weak.z), 1});
}

/// cos(2 pi b.v) of every dot at the point under the cursor, or one colour when there is none.
void draw_dots(ImDrawList& list, const Plane& plane, const RunSnapshot& run, const UiState& ui,
               const Vector<float>& gamma) {
  const FourierMapping& mapping = *run.mapping;
  const Index m = mapping.B.rows();
  const float radius = std::clamp(0.16F * ImGui::GetFontSize(), 1.5F, 4.0F);
  for (Index j = 0; j < m; ++j) {
    const ImU32 color = gamma.size() > 0
                            ? signed_color(static_cast<double>(gamma[m + j]), ui.colors)
                            : series_colour(ui.colors, 2);
    list.AddCircleFilled(plane.at(mapping.B(j, 0), mapping.B(j, 1)), radius, color, 8);
  }
}

Vector<float> gamma_at(const RunSnapshot& run, const std::optional<Point>& pixel) {
  if (!pixel) return {};
  const double side = std::max(run.target->width, run.target->height);
  Matrix<float> v(2, 1);
  v << static_cast<float>((pixel->x - 0.5) / side), static_cast<float>((pixel->y - 0.5) / side);
  return encode<float>(*run.mapping, v);
}

/// gamma as two rows of cells, sines over cosines.
void draw_gamma(ImDrawList& list, ImVec2 min, float width, float height, const Vector<float>& gamma,
                const Palette& colors) {
  const Index m = gamma.size() / 2;
  const float cell = width / static_cast<float>(m);
  for (Index j = 0; j < 2 * m; ++j) {
    const float x = min.x + cell * static_cast<float>(j % m);
    const float y = min.y + (j < m ? 0 : height / 2);
    list.AddRectFilled({x, y}, {x + std::max(cell, 1.0F), y + height / 2 - 1},
                       signed_color(static_cast<double>(gamma[j]), colors));
  }
}

void draw_gamma_strip(const RunSnapshot& run, const UiState& ui, const Vector<float>& gamma) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colors.muted);
  if (run.mapping->is_identity()) {
    text_item("gamma(v) = v: no frequencies"_t);
  } else if (gamma.size() == 0) {
    text_item("gamma(v): point at a pixel"_t);
  } else {
    text_item("gamma(v): sines over cosines"_t);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = 1.4F * ImGui::GetFontSize();
    draw_gamma(*ImGui::GetWindowDrawList(), min, width, height, gamma, ui.colors);
  }
  ImGui::PopStyleColor();
}

}  // namespace

void draw_frequencies(const Snapshot& snapshot, UiState& ui, CommandSink&) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || !run->target || !run->mapping) return;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float below = ImGui::GetTextLineHeightWithSpacing() + 1.6F * ImGui::GetFontSize();
  const float side = std::max(8.0F, std::min(room.x, room.y - below));
  const double limit = sampling_limit(*run);
  ImVec2 min = ImGui::GetCursorScreenPos();
  min.x += (room.x - side) / 2;
  const Plane plane{.min = min, .side = side, .range = plane_range(*run->mapping, limit)};
  ImGui::Dummy({room.x, side});
  note_rect("frequency plane", min, {min.x + side, min.y + side});
  tooltip(
      "The frequencies: one dot for each row b of B, in cycles over the longer side. The square "
      "is the sampling limit of the training pixels. With the cursor on a picture, the dots "
      "show cos(2 pi b.v) there."_t);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(min, {min.x + side, min.y + side}, true);
  draw_plane_frame(list, plane, ui);
  draw_limit(list, plane, limit, ImGui::GetColorU32(ui.colors.warning));
  const Vector<float> gamma =
      run->mapping->is_identity() ? Vector<float>() : gamma_at(*run, ui.pictures.under_cursor);
  if (!run->mapping->is_identity()) draw_dots(list, plane, *run, ui, gamma);
  list.PopClipRect();
  draw_gamma_strip(*run, ui, gamma);
}

}  // namespace fscope
