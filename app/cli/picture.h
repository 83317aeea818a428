// The picture that an argument names: a file or a built-in target.
#pragma once

#include <string>

#include "core/tasks/image.h"

namespace fscope {

/// `name` is a path, or "target:ID" for a built-in picture. ("./target:ID" is a path again.)
/// Throws std::runtime_error or std::invalid_argument naming the picture and the reason.
Image load_picture(const std::string& name);

}  // namespace fscope
