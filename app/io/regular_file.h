// Reading a file that someone named: never blocks on a pipe, never takes more than a stated size.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace fscope {

/// The bytes of the regular file at `path`, or its first `at_most` bytes if that is less.
/// Throws std::runtime_error "PATH: reason" for anything that cannot be read, is no regular file,
/// is empty, or is larger than `limit` bytes.
std::string read_regular_file(const std::filesystem::path& path, std::size_t limit,
                              std::size_t at_most = static_cast<std::size_t>(-1));

}  // namespace fscope
