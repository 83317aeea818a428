// Writing a file so that its name never stands for half of it.
#pragma once

#include <filesystem>
#include <string_view>

namespace fscope {

/// Makes `bytes` the content of `path`: written to a temporary file in the same folder, flushed to
/// the disk, then renamed over `path`, whose permissions it keeps. A symbolic link is followed; a
/// path that is neither absent nor a regular file (a device, a pipe) is written to directly.
/// Throws std::runtime_error "PATH: reason" and leaves the old file as it was when anything fails.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace fscope
