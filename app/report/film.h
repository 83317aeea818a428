// A time-lapse of training: what networks say after growing numbers of steps.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/io/video_file.h"
#include "app/report/contact_sheet.h"
#include "core/training/replay.h"
#include "core/training/subject.h"

namespace fscope {

/// At most n growing numbers of steps from 0 to `last`, about equally far from each other on a
/// logarithmic scale: networks change most at first. n >= 2, last >= 0.
std::vector<std::int64_t> film_steps(std::int64_t last, int n);

struct FilmOptions {
  std::string title;
  std::int64_t last_step = 0;
  int n_frames = 100;  // at most; in [2, 1000]
};

/// A network's picture with its title and, where something is held out, its PSNR there.
SheetTile film_tile(Image picture, std::string title, std::optional<double> heldout_mse);

/// Frames painted with step numbers and captions, and written as they come. The first stays for
/// one second and the last for two, the others for a twelfth. One thread at a time.
class Film {
 public:
  /// Throws as open_video(), and std::invalid_argument for options out of range.
  Film(const std::filesystem::path& path, FilmOptions options);

  const std::vector<std::int64_t>& steps() const { return steps_; }
  bool wants(std::int64_t step) const;
  /// The frame of a step that it wants; tiles as in every other frame.
  void add(std::int64_t step, const std::vector<SheetTile>& tiles);
  /// After the last frame: the file is there.
  void finish() { video_->finish(); }

 private:
  FilmOptions options_;
  std::vector<std::int64_t> steps_;
  std::unique_ptr<VideoWriter> video_;
};

/// What is asked for to film runs by making them again.
struct FilmRequest {
  std::filesystem::path path;
  std::string title;
  int n_frames = 100;
  Sources sources;
  std::vector<SavedRun> runs;  // of pictures; each stops at its own step
  int n_threads = 0;           // compute threads, 0 = one per processor
};

/// Trains the runs again, beside the target, into a film. `progress` is told how many of how many
/// frames are done. Returns false, leaving nothing but numbered frames, when `stop` was set. Throws
/// std::invalid_argument without a run that learns a picture, std::runtime_error when one fails,
/// and as Film.
bool film_runs(const FilmRequest& request, const std::function<void(int, int)>& progress,
               const std::atomic<bool>& stop);

}  // namespace fscope
