// A POSIX file descriptor that closes itself, and errors as messages that name the file.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>
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

}  // namespace fscope
