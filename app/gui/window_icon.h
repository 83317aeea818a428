// The program's icon, computed: rings that grow finer outwards.
#pragma once

#include "core/tasks/image.h"

namespace fscope {

/// size x size px, RGBA, 8 <= size <= 1024: a zone plate on a disc with a soft edge.
/// Throws std::invalid_argument for another size.
Image make_icon(int size);

}  // namespace fscope
