// The picture that a name stands for: a file or a built-in target.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/tasks/image.h"

namespace fscope {

inline constexpr std::string_view kBuiltinPrefix = "target:";

/// What is done with pictures that are damaged and can be read in part.
enum class Damaged { refuse, accept };

struct Picture {
  std::string name;            // load_picture() takes it again, from any folder
  std::string title;           // for people, UTF-8
  std::filesystem::path file;  // absolute; empty for built-in targets
  std::shared_ptr<const Image> image;
  bool turned = false;  // as in ReadImage, like those that follow
  bool cut_to_8_bits = false;
  std::string damage;
  std::string done;  // what_was_done()
};

/// `name` is a path, or "target:ID" for a built-in target; "target:" is the first one. (A file
/// called target:ID is ./target:ID.) Any thread.
/// Throws std::runtime_error or std::invalid_argument naming the picture and the reason;
/// DamagedPicture where that is the reason and is to be refused.
Picture load_picture(const std::string& name, Damaged damaged = Damaged::refuse);

}  // namespace fscope
