// How finely to evaluate a network for what is on screen.
#pragma once

#include "core/tasks/raster.h"
#include "core/tasks/resample.h"
#include "core/training/command.h"

namespace fscope {

/// The whole picture, and perhaps a detail of it: the part in view, at the screen's resolution.
struct RenderPlan {
  int whole_stride = 1;  // every so many-th pixel of every so many-th row
  Region region;         // of the detail: whole pixels
  int columns = 0;       // of the detail; 0 = none
  int rows = 0;

  bool has_detail() const { return columns > 0; }
};

/// Columns, or rows, of a whole picture of n pixels that is evaluated with this stride.
int n_strided(int n, int stride);
/// The pixel of the k-th of them: the middle of its stretch.
Index strided(Index k, int stride, int n);
Region whole_region(Size picture);

/// The finest plan of at most `max_points` evaluations that shows no more than the screen does; the
/// coarsest whole picture is always in it. While a detail is wanted the whole picture, seen only
/// beside it, is kept to 2^18 points.
RenderPlan plan_rendering(Size picture, const View& view, double max_points);

}  // namespace fscope
