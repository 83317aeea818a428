// Moving pictures to files: MP4 through ffmpeg, GIF, or numbered PNG frames.
#pragma once

#include <filesystem>
#include <memory>

#include "core/tasks/image.h"

namespace fscope {

/// Whether the program ffmpeg, which MP4 files need, is on the search path.
bool has_ffmpeg();

/// Throws std::runtime_error "PATH: reason" unless the name ends in .mp4, .gif or .png, and for
/// .mp4 where has_ffmpeg() is false.
void check_video_name(const std::filesystem::path& path);

/// One film that is being written. Nothing has the final name before finish(), except numbered
/// frames, each of which is whole. Any thread, one at a time.
class VideoWriter {
 public:
  VideoWriter() = default;
  VideoWriter(const VideoWriter&) = delete;
  VideoWriter& operator=(const VideoWriter&) = delete;
  virtual ~VideoWriter() = default;

  /// The next frame, to be seen for `seconds` (in hundredths; MP4 rounds to its own pace). All
  /// frames have the size of the first. Throws std::runtime_error "PATH: reason".
  virtual void add(const Image& frame, double seconds) = 0;
  /// Gives the file its name. Throws std::runtime_error "PATH: reason"; std::logic_error without
  /// frames.
  virtual void finish() = 0;
};

/// By the name's ending: .mp4 (H.264 or whatever this ffmpeg prefers, 25 frames a second), .gif
/// (256 colours a frame, endlessly repeated), or .png (NAME-0001.png, ...). Throws as
/// check_video_name().
std::unique_ptr<VideoWriter> open_video(const std::filesystem::path& path);

}  // namespace fscope
