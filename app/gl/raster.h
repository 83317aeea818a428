// What is checked and reduced before a raster is uploaded. No OpenGL here.
#pragma once

#include "core/tasks/raster.h"

namespace fscope {

/// Throws std::invalid_argument unless sizes are positive, channels 1 or 3, the number of values is
/// width * height * channels and `covers` is finite and not empty.
void require_valid(const Raster& raster);

/// The raster averaged over k x k boxes (the last ones may be narrower), k the smallest number with
/// which neither side is longer than max_side. max_side >= 1.
Raster reduce_to(const Raster& raster, int max_side);

}  // namespace fscope
