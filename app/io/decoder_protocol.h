// What the program and its decoding process agree on.
#pragma once

#include <array>
#include <cstdint>

namespace fscope {

inline constexpr int kPictureFile = 3;  // the file's bytes, to be mapped
/// An AnswerShape, then the values; or, with exit code kDecodingFailed, the reason as text.
inline constexpr int kAnswerFile = 4;
using AnswerShape = std::array<std::int32_t, 4>;  // width, height, channels, bytes a value
inline constexpr int kDecodingFailed = 65;

/// From here on this process may only write and end; anything else kills it. False where the
/// system or this build has no seccomp.
bool enter_sandbox();

}  // namespace fscope
