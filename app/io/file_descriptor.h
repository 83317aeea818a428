// A POSIX file descriptor that closes itself, errors as messages that name the file, and system
// calls that a signal may interrupt.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/io/path_text.h"

namespace fscope {

inline std::runtime_error file_error(const std::filesystem::path& path, const std::string& reason) {
  return std::runtime_error(escape_bytes(path.native()) + ": " + reason);
}

/// For the reason in errno.
inline std::runtime_error errno_error(const std::filesystem::path& path) {
  return file_error(path, std::generic_category().message(errno));
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  bool valid() const { return fd_ >= 0; }
  int get() const { return fd_; }
  /// The result of close(2), which may report a write that failed late.
  int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

/// Writes all bytes; false, with the reason in errno, when that fails. Allocates nothing.
inline bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// What waitpid(2) says of a child when it has ended.
inline int wait_for_end(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace fscope
