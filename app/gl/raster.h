// Float rasters on the plane of the training image: what is uploaded and shown. No OpenGL here.
#pragma once

#include <span>
#include <vector>

#include "core/tasks/raster.h"

namespace fscope {

/// A picture of `covers`, borrowed. values: height * width * channels, 0..1, rows top down,
/// channels interleaved (1 gray, 3 RGB). Its own resolution is free: coarser or finer than the
/// image's.
struct RasterView {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::span<const float> values;
  Region covers;
};

/// Throws std::invalid_argument unless sizes are positive, channels 1 or 3, the number of values is
/// width * height * channels and `covers` is finite and not empty.
void require_valid(const RasterView& raster);

/// A picture that owns its values; as RasterView, of the same region as what it was made from.
struct ReducedRaster {
  int width = 0;
  int height = 0;
  std::vector<float> values;
};

/// The raster averaged over k x k boxes (the last ones may be narrower), k the smallest number with
/// which neither side is longer than max_side. max_side >= 1.
ReducedRaster reduce_to(const RasterView& raster, int max_side);

}  // namespace fscope
