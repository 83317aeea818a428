// Pictures to learn, from files and from the program itself; run in the background.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/tasks/image.h"

namespace fscope {

/// Where a picture comes from: a file, or the built-in target of this id (empty: the first).
struct TargetSource {
  std::filesystem::path file = {};
  std::string builtin_id = {};
};

/// "target:ID" is a built-in target, anything else a file; empty the first built-in target.
TargetSource parse_source(const std::string& name);

struct LoadedTarget {
  std::string name;                    // for people, UTF-8
  std::filesystem::path file;          // empty for built-in ones
  std::shared_ptr<const Image> image;  // null when there was an error
  std::string error;                   // names the file and the reason
};

/// Does not throw. Any thread.
LoadedTarget load_target(const TargetSource& source);

}  // namespace fscope
