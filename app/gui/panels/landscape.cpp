#include "app/gui/panels/landscape.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/axis.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr double kShownDecibels = 8;  // below the maximum; the rest lies on the floor

struct Strip {
  ImVec2 min;
  ImVec2 max;
  Interval sigma;
  double top;  // dB

  ImVec2 at(const LandscapePoint& point) const {
    const double x = to_unit(AxisScale::logarithmic, sigma, point.sigma);
    const double y = std::clamp((top - point.heldout_psnr) / kShownDecibels, 0.0, 1.0);
    return {min.x + static_cast<float>(x) * (max.x - min.x),
            min.y + static_cast<float>(y) * (max.y - min.y)};
  }
};

void draw_curve(ImDrawList& list, const Strip& strip, std::span<const LandscapePoint> points,
                const UiState& ui) {
  const ImU32 line = series_colour(ui.colors, 2);
  const ImU32 fill = (line & ~IM_COL32_A_MASK) | (ImU32{48} << IM_COL32_A_SHIFT);
  const float width = std::max(1.0F, ImGui::GetFontSize() / 10);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 a = strip.at(points[i - 1]);
    const ImVec2 b = strip.at(points[i]);
    list.AddQuadFilled({a.x, strip.max.y}, a, b, {b.x, strip.max.y}, fill);
    list.AddLine(a, b, line, width);
  }
  for (const LandscapePoint& point : points) {
    const ImVec2 at = strip.at(point);
    const float radius = 1.2F * width;
    if (point.converged) {
      list.AddCircleFilled(at, radius, line, 8);
    } else {
      list.AddCircle(at, radius, line, 8);
    }
  }
}

}  // namespace

void draw_landscape(ImDrawList& list, ImVec2 min, ImVec2 max, Interval sigma, const UiState& ui) {
  note_rect("sigma landscape", min, max);
  const std::vector<LandscapePoint>& points = ui.theory.landscape.points();
  if (points.empty()) return;
  const auto best = std::ranges::max_element(points, {}, &LandscapePoint::heldout_psnr);
  list.PushClipRect({min.x - 4, min.y - 2}, {max.x + 4, max.y}, true);
  draw_curve(list, {.min = min, .max = max, .sigma = sigma, .top = best->heldout_psnr}, points, ui);
  list.PopClipRect();
}

std::optional<SliderMark> best_sigma_mark(const UiState& ui) {
  const auto best = ui.theory.landscape.best();
  if (!best) return std::nullopt;
  return SliderMark{
      .value = best->smoothest,
      .label = "predicted best"_t,
      .tooltip =
          "The curve below is the held-out PSNR that the kernel predicts over sigma for this "
          "picture, mapping, network and theory time; its floor lies 8 dB under its "
          "maximum. This is the smallest sigma within 0.15 dB of the maximum: where the "
          "kernel sees no difference, trained networks do better with less. It assumes "
          "infinite width, gradient descent on the squared error and linear outputs that "
          "start at 1/2. Hollow dots have not converged."_t};
}

}  // namespace fscope
