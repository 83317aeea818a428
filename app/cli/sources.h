// What a target's name stands for.
#pragma once

#include <string>
#include <vector>

#include "app/io/picture.h"
#include "core/training/subject.h"

namespace fscope {

struct LoadedSources {
  Sources sources;                 ///< the picture, or the samples of a table; or nothing
  std::vector<std::string> notes;  ///< what reading did to the picture
};

/// `target` as in FitArguments; a signal that is no file has nothing to load. Throws std::exception
/// naming the target and the reason.
LoadedSources load_sources(const std::string& target, Damaged damaged = Damaged::refuse);

}  // namespace fscope
