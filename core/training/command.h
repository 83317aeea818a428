// What the UI may ask of a session.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/tasks/image.h"
#include "core/tasks/raster.h"
#include "core/tasks/signal.h"
#include "core/training/config.h"
#include "core/training/replay.h"

namespace fscope {

/// The part of the picture on screen, and how finely it is worth evaluating.
struct View {
  Region visible;              // pixels of the training image; empty = the whole picture
  double cells_per_pixel = 1;  // evaluations per pixel side that the screen can show, > 0; above 1
                               // they lie between the pixels
  bool detail = false;         // whether `visible` is worth a raster of its own

  bool operator==(const View&) const = default;
};

/// Every run that learns a picture starts again on this one. A null or empty one is refused.
struct SetTarget {
  std::string name;
  std::shared_ptr<const Image> image;  // as decoded; settings say how it is cropped and resized
};
/// Every run that learns SignalKind::samples starts again on these. None, or some that are not
/// finite, are refused.
struct SetSamples {
  std::string name;
  std::shared_ptr<const Samples> samples;
};
/// New settings for a run. Weights are kept when the network is the same and restart is false;
/// otherwise the run starts again. A run whose picture or samples are not there waits for them.
struct Configure {
  int run = 0;
  RunConfig config;
  bool restart = false;
};
/// How many runs the program holds at once; a session has no limit of its own.
inline constexpr std::size_t kMaxRuns = 8;

/// A run beside the others, from its first step.
struct AddRun {
  RunConfig config;
  std::string name = {};  // for people
  /// What it begins with; null: what the seed makes. Refused when they are not as many as the
  /// network has, or not finite.
  std::shared_ptr<const Vector<float>> weights = {};
};
struct RenameRun {
  int run = 0;
  std::string name;
};
struct RemoveRun {
  int run = 0;
};
/// These runs in place of all there are. Each makes its changes and steps again, without Play, up
/// to the step it was kept at: the same bits as then. Changing or resetting one on the way ends
/// that. Nothing plays afterwards.
struct Restore {
  std::vector<SavedRun> runs;
};
/// Whose turn it is: the run that has made the fewest steps, or trained for the shortest time.
enum class Pacing { steps, seconds };
struct SetPacing {
  Pacing pacing = Pacing::steps;
};
struct Play {};
struct Pause {};
/// Play until the run that is furthest behind has made n more steps, then pause. Halted runs do
/// not count.
struct Advance {
  std::int64_t n_steps = 1;
};
/// Play until every run that is not halted has made `step` steps, then pause.
struct RunTo {
  std::int64_t step = 0;
};
/// The run back to the last step at which all was well, with the settings of that moment and half
/// their learning rate; to its first step if there is none. What happened since is forgotten.
struct GoBack {
  int run = 0;
};
/// Every run back to its first step, with the settings it has now.
struct Reset {};
struct SetView {
  View view;
};

using Command =
    std::variant<SetTarget, SetSamples, Configure, AddRun, RenameRun, RemoveRun, Restore, SetPacing,
                 Play, Pause, Advance, RunTo, GoBack, Reset, SetView>;

/// Where panels put their commands.
class CommandSink {
 public:
  CommandSink() = default;
  CommandSink(const CommandSink&) = delete;
  CommandSink& operator=(const CommandSink&) = delete;
  virtual ~CommandSink() = default;
  /// Never waits for the worker. Returns the command's ticket: growing numbers from 1.
  virtual std::uint64_t post(Command command) = 0;
};

}  // namespace fscope
