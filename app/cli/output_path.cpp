#include "app/cli/output_path.h"

#include <unistd.h>

#include <stdexcept>
#include <string>
#include <system_error>

#include "app/io/file_descriptor.h"
#include "app/io/path_text.h"

namespace fscope {
namespace fs = std::filesystem;

void check_output_path(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) throw file_error(path, "this is a folder");
  if (fs::exists(status) && ::access(path.c_str(), W_OK) != 0) throw errno_error(path);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return;  // devices are written to directly
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::exists(folder, error)) {
    throw file_error(path, "the folder " + escape_bytes(folder.native()) + " does not exist");
  }
  if (!fs::is_directory(folder, error)) {
    throw file_error(path, escape_bytes(folder.native()) + " is not a folder");
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) throw errno_error(path);
}

void check_output_folder(const fs::path& path) {
  std::error_code error;
  fs::path there = path;
  while (!fs::exists(there, error) && there.has_parent_path() && there != there.parent_path()) {
    there = there.parent_path();
  }
  if (!fs::exists(there, error)) there = ".";  // a relative path of which nothing exists
  if (!fs::is_directory(there, error)) throw file_error(there, "this is not a folder");
  if (::access(there.c_str(), W_OK | X_OK) != 0) throw errno_error(there);
}

void check_different(const fs::path& output, const fs::path& other) {
  std::error_code error;
  const bool same_file = fs::is_regular_file(output, error) && fs::equivalent(output, other, error);
  const bool same_name = fs::absolute(output, error).lexically_normal() ==
                         fs::absolute(other, error).lexically_normal();
  if (same_file || (same_name && !fs::is_other(output, error))) {
    throw file_error(output, "would overwrite " + escape_bytes(other.native()));
  }
}

}  // namespace fscope
