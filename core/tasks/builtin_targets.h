// The pictures that come with the program: drawn by formula, the same every time.
#pragma once

#include <span>
#include <string_view>

#include "core/tasks/image.h"

namespace fscope {

/// One of the pictures: how it is chosen (id), named in menus (title) and explained (description).
struct BuiltinTarget {
  std::string_view id;
  std::string_view title;
  std::string_view description;
};

/// All of them; the first one is what the program starts on.
std::span<const BuiltinTarget> builtin_targets();

/// The picture called `id`, size x size pixels, gray or RGB; anti-aliased.
/// Throws std::invalid_argument for an unknown id, naming the known ones, and for sizes outside
/// [1, kMaxTargetSize].
Image make_builtin_target(std::string_view id, int size = 512);
inline constexpr int kMaxTargetSize = 8192;

}  // namespace fscope
