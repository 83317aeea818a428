// What a target's name stands for.
#pragma once

#include <string>

#include "app/io/picture.h"
#include "core/training/subject.h"

namespace fscope {

/// The picture, or the samples of a table; nothing for a signal that is no file. `target` as in
/// FitArguments. Throws std::exception naming the target and the reason.
Sources load_sources(const std::string& target, Damaged damaged = Damaged::refuse);

}  // namespace fscope
