#include "app/io/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdint>

#include "app/io/file_descriptor.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// The size of the file. Opening with O_NONBLOCK returns at once for a pipe without a writer.
std::uintmax_t checked_size(const std::filesystem::path& path, int fd, std::size_t limit) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) throw errno_error(path);
  if (S_ISDIR(status.st_mode)) throw file_error(path, "this is a folder");
  if (!S_ISREG(status.st_mode)) throw file_error(path, "this is not a regular file");
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  if (size == 0) throw file_error(path, "the file is empty");
  if (size > limit) {
    throw file_error(path, text("the file is too large: ", size >> 20, " MiB; at most ",
                                limit >> 20, " MiB can be read"));
  }
  return size;
}

}  // namespace

std::string read_regular_file(const std::filesystem::path& path, std::size_t limit,
                              std::size_t at_most) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) throw errno_error(path);
  const std::uintmax_t size = checked_size(path, file.get(), limit);
  std::string bytes(std::min(static_cast<std::size_t>(size), at_most), '\0');
  std::size_t n_read = 0;
  while (n_read < bytes.size()) {
    const ssize_t n = ::read(file.get(), bytes.data() + n_read, bytes.size() - n_read);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw errno_error(path);
    if (n == 0) break;  // the file was shortened meanwhile
    n_read += static_cast<std::size_t>(n);
  }
  bytes.resize(n_read);
  return bytes;
}

}  // namespace fscope
