// Numbers on a grid as a coloured picture: kernels, matrices and spectra.
#pragma once

#include <span>

#include "app/gl/colormap.h"
#include "core/tasks/raster.h"

namespace fscope {

/// What the two ends of a colour map stand for; low < high.
struct HeatRange {
  float low = 0;
  float high = 1;
};

/// The smallest range that holds every finite value; one that is wide enough for all when they are
/// equal or there are none.
HeatRange range_of(std::span<const float> values);

/// height x width values, rows top to bottom, as colours: three channels, one cell a value,
/// covering [0, width) x [0, height). Values beyond the range have the colours of its ends; what is
/// not finite is gray. Throws std::invalid_argument when sizes do not fit or the range is empty.
Raster heat_map(std::span<const float> values, int width, int height, HeatRange range,
                const Colormap& map);

}  // namespace fscope
