#include "app/io/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdio>
#include <optional>
#include <string>

#include "app/io/file_descriptor.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

void write_all(const fs::path& path, int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw errno_error(path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// A device, pipe or socket cannot be replaced. O_NONBLOCK makes opening a pipe that nobody reads
/// an error instead of a wait.
void write_in_place(const fs::path& path, std::string_view bytes) {
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) throw errno_error(path);
  const int flags = ::fcntl(file.get(), F_GETFL);
  if (flags < 0 || ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK) < 0) throw errno_error(path);
  write_all(path, file.get(), bytes);
  if (file.close() != 0) throw errno_error(path);
}

/// A new file that is removed unless it was given its final name. Where the file system can, it has
/// no name at all until it is complete, so that nothing is left when the program is killed.
class TemporaryFile {
 public:
  /// `target` names the file in messages and decides the folder.
  explicit TemporaryFile(const fs::path& target)
      : target_(target),
        folder_(target.parent_path().empty() ? "." : target.parent_path()),
        file_(create()) {
    if (!file_.valid()) throw errno_error(target_);
  }
  ~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void fill(std::string_view bytes, std::optional<mode_t> mode) {
    if (mode && ::fchmod(file_.get(), *mode) != 0) throw errno_error(target_);
    write_all(target_, file_.get(), bytes);
    if (::fsync(file_.get()) != 0) throw errno_error(target_);
    if (path_.empty()) name_it();
    if (file_.close() != 0) throw errno_error(target_);
  }

  void become_target() {
    if (::rename(path_.c_str(), target_.c_str()) != 0) throw errno_error(target_);
    path_.clear();
  }

 private:
  /// open(2) rather than mkstemp(3), so that the umask gives the usual permissions.
  int create() {
    const int unnamed = ::open(folder_.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    if (unnamed >= 0) return unnamed;
    return under_a_new_name([](const char* name) {
      return ::open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    });
  }

  void name_it() {
    const std::string file = "/proc/self/fd/" + std::to_string(file_.get());
    const int linked = under_a_new_name([&](const char* name) {
      return ::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW);
    });
    if (linked < 0) throw errno_error(target_);
  }

  /// What `make` gives for the first name that is free; path_ is then that name.
  template <class Make>
  int under_a_new_name(Make make) {
    constexpr int kAttempts = 1000;
    for (int i = 0; i < kAttempts; ++i) {
      const fs::path name =
          folder_ / (".fourierscope-" + std::to_string(::getpid()) + "-" + std::to_string(i));
      const int made = make(name.c_str());
      if (made >= 0) path_ = name;
      if (made >= 0 || errno != EEXIST) return made;
    }
    return -1;
  }

  fs::path target_;
  fs::path folder_;
  fs::path path_;  // empty while it has none
  FileDescriptor file_;
};

/// Where a symbolic link leads, dangling or not; any other path as it is.
fs::path followed(const fs::path& path) {
  std::error_code error;
  if (!fs::is_symlink(fs::symlink_status(path, error))) return path;
  fs::path target = fs::weakly_canonical(path, error);
  if (error) throw file_error(path, error.message());
  return target;
}

/// Makes the rename itself durable; a file system that cannot is no reason to fail.
void sync_folder(const fs::path& folder) {
  const FileDescriptor directory(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.valid()) ::fsync(directory.get());
}

}  // namespace

void write_file_atomically(const fs::path& path, std::string_view bytes) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) throw file_error(path, "this is a folder");
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(path, bytes);
  if (exists && ::access(path.c_str(), W_OK) != 0) throw errno_error(path);
  const fs::path target = followed(path);
  TemporaryFile temporary(target);
  const mode_t mode = status.st_mode & 07777U;
  temporary.fill(bytes, exists ? std::optional<mode_t>(mode) : std::nullopt);
  temporary.become_target();
  sync_folder(target.parent_path());
}

}  // namespace fscope
