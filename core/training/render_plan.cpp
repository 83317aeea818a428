#include "core/training/render_plan.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fscope {
namespace {

// Odd strides meet even and odd rows alike, so a coarse picture shows held-out pixels too.
constexpr std::array kStrides = {81, 45, 27, 15, 9, 5, 3, 1};
// Odd numbers of cells, so that one cell is centred on the pixel itself.
constexpr std::array kCells = {1, 3, 5, 9, 15, 27, 45, 81};
constexpr int kMaxRasterSide = 2048;
constexpr double kMaxDetailPoints = static_cast<double>(kMaxRasterSide) * kMaxRasterSide;
constexpr double kMaxPointsBesideDetail = 1 << 18;

/// The part of the picture in view, grown to whole pixels; at least one pixel.
Region visible_pixels(const View& view, Size picture) {
  const Region all = whole_region(picture);
  const Region& seen = view.visible;
  if (!(seen.width() > 0 && seen.height() > 0)) return all;  // empty, or not a number
  return {.x0 = std::clamp(std::floor(seen.x0), 0.0, all.x1 - 1),
          .y0 = std::clamp(std::floor(seen.y0), 0.0, all.y1 - 1),
          .x1 = std::clamp(std::ceil(seen.x1), 1.0, all.x1),
          .y1 = std::clamp(std::ceil(seen.y1), 1.0, all.y1)};
}

/// Coarser would be seen; finer would not.
int stride_of_screen(const View& view) {
  return *std::ranges::find_if(
      kStrides, [&](int stride) { return stride * view.cells_per_pixel <= 1 || stride == 1; });
}

int whole_stride(Size picture, const View& view, double max_points) {
  const int finest = stride_of_screen(view);
  int chosen = kStrides[0];
  for (const int stride : kStrides) {
    const int columns = n_strided(picture.width, stride);
    const int rows = n_strided(picture.height, stride);
    const bool fits = std::max(columns, rows) <= kMaxRasterSide &&
                      static_cast<double>(columns) * rows <= max_points;
    if (stride >= finest && fits) chosen = stride;
  }
  return chosen;
}

/// Gives the detail `density` evaluations per pixel side, if these are not too many.
void refine_detail(RenderPlan& plan, double density, double max_points) {
  const int columns = static_cast<int>(std::ceil(plan.region.width() * density));
  const int rows = static_cast<int>(std::ceil(plan.region.height() * density));
  if (static_cast<double>(columns) * rows > std::min(max_points, kMaxDetailPoints)) return;
  plan.columns = columns;
  plan.rows = rows;
}

}  // namespace

int n_strided(int n, int stride) { return std::max(1, (n + stride / 2) / stride); }

Index strided(Index k, int stride, int n) {
  return std::min<Index>(k * stride + stride / 2, n - 1);
}

Region whole_region(Size picture) {
  return {.x0 = 0,
          .y0 = 0,
          .x1 = static_cast<double>(picture.width),
          .y1 = static_cast<double>(picture.height)};
}

RenderPlan plan_rendering(Size picture, const View& view, double max_points) {
  const Region region = visible_pixels(view, picture);
  const bool whole_is_enough = region == whole_region(picture) && view.cells_per_pixel <= 1;
  if (!view.detail || whole_is_enough) {
    return {.whole_stride = whole_stride(picture, view, max_points), .region = {}};
  }
  const double half = max_points / 2;
  RenderPlan plan{
      .whole_stride = whole_stride(picture, view, std::min(half, kMaxPointsBesideDetail)),
      .region = region};
  const int finest = stride_of_screen(view);
  for (const int stride : kStrides) {
    if (stride >= finest) refine_detail(plan, 1.0 / stride, half);
  }
  for (const int cells : kCells) {
    if (cells <= view.cells_per_pixel) refine_detail(plan, cells, half);
  }
  return plan;
}

}  // namespace fscope
