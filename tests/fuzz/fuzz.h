// What all fuzzers share: bytes as a file, and which errors are answers.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fscope {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Bytes under a path, without a disk.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : file_(memfd_create("input", MFD_CLOEXEC)) {
    if (write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
      std::abort();
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(file_); }

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

/// Ends the program where something is not as promised, so that the fuzzer keeps the input.
inline void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// Runs `action`; a std::runtime_error or std::invalid_argument with a message is an answer,
/// anything else is a fault. True when nothing was thrown.
template <class Action>
bool accepts(Action action) {
  try {
    action();
    return true;
  } catch (const std::runtime_error& error) {
    promise(!std::string_view(error.what()).empty(), "an error has a message");
  } catch (const std::invalid_argument& error) {
    promise(!std::string_view(error.what()).empty(), "an error has a message");
  }
  return false;
}

}  // namespace fscope
