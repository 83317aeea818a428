// An ffmpeg of our own that turns raw frames into an MP4 file.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/io/file_descriptor.h"
#include "core/tasks/resample.h"

namespace fscope {

/// Works in a new folder below the system's one for temporary files, which it removes. When it is
/// destroyed before finish() the process is killed. Errors are std::runtime_error "TARGET: reason",
/// with what ffmpeg said last.
class EncoderProcess {
 public:
  /// Whether there is an ffmpeg on the search path.
  static bool is_available();

  /// `target` is named in errors only.
  EncoderProcess(std::filesystem::path target, Size size, int frames_per_second);
  EncoderProcess(const EncoderProcess&) = delete;
  EncoderProcess& operator=(const EncoderProcess&) = delete;
  ~EncoderProcess();

  /// Bytes of 8-bit RGB frames, row by row.
  void write(std::string_view bytes);
  /// Waits for the process; the MP4 file's bytes.
  std::string finish();

 private:
  [[noreturn]] void fail();
  int wait();

  /// A folder that is gone when this is.
  struct Folder {
    explicit Folder(std::filesystem::path made) : path(std::move(made)) {}
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::filesystem::path path;
  };

  std::filesystem::path target_;
  Folder folder_;
  pid_t process_ = -1;
  std::optional<FileDescriptor> input_;
};

}  // namespace fscope
