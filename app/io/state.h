// The whole state of the program as one document: what is learned, the runs, and the view.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/tasks/image.h"
#include "core/tasks/signal.h"
#include "core/training/command.h"
#include "core/training/snapshot.h"

namespace fscope {

inline constexpr int kStateVersion = 1;
inline constexpr std::size_t kMaxStateBytes = std::size_t{64} << 20;

/// How pictures are looked at.
struct SavedView {
  bool fitted = true;   // the whole picture; otherwise:
  double center_x = 0;  // pixels of the training picture
  double center_y = 0;
  double scale = 1;  // screen px per pixel, in (0, 2000]
  bool spectra = false;
  bool between_pixels = true;
  bool mark_training = false;
  bool smooth = false;
  bool absolute_error = false;
  double gain = 4;  // in [1, 64]
  bool theory = true;
  double theory_time = 20;  // >= 0
  bool match_training = false;

  bool operator==(const SavedView&) const = default;
};

struct State {
  std::string target;       // as load_picture() takes it: a path or target:ID; empty: none
  std::string target_hash;  // picture_hash() of it; empty: not known
  std::string samples_name;
  std::shared_ptr<const Samples> samples;  // of SignalKind::samples; may be null
  std::vector<SavedRun> runs;              // at most kMaxRuns
  std::size_t selected = 0;                // which run is shown
  Pacing pacing = Pacing::steps;
  SavedView view;
  /// A JSON object with what a newer version wrote and this one does not know; saved again.
  std::string unknown = "{}";
};

/// FNV-1a of size and pixels, as 16 hexadecimal digits.
std::string picture_hash(const Image& image);

/// UTF-8, indented, ending in a newline. Paths that are not UTF-8 are escaped (path_text.h).
std::string to_json(const State& state);

/// Settings may be JSON strings, numbers or booleans. Throws std::invalid_argument "PATH: reason",
/// such as "runs[1].settings.sigma: ...", and for a document of another kind or a newer version.
State state_from_json(std::string_view document);

/// The state in a JSON file, or in a PNG picture that was exported with it. Any thread.
/// Throws std::runtime_error "FILE: reason".
State load_state(const std::filesystem::path& file);

/// Whether the name is that of a state: it ends in .json, or is a PNG that carries one. Reads the
/// file's chunks in the second case; what cannot be read carries none.
bool holds_state(const std::filesystem::path& file);

}  // namespace fscope
