// Finding out that a file cannot be written before the work for it is done.
#pragma once

#include <filesystem>

namespace fscope {

/// Throws std::runtime_error "PATH: reason" unless `path` could be written now: its folder is there
/// and lets us make files, and it is no folder itself. Creates nothing.
void check_output_path(const std::filesystem::path& path);

/// Throws std::runtime_error "PATH: reason" unless `path` is a folder, or could be made one now.
/// Creates nothing.
void check_output_folder(const std::filesystem::path& path);

/// Throws std::runtime_error when the two paths lead to the same file.
void check_different(const std::filesystem::path& output, const std::filesystem::path& other);

}  // namespace fscope
