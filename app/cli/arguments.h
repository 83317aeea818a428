// What the command line says, as plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "app/io/picture.h"
#include "core/prediction/picture_theory.h"
#include "core/training/config.h"

namespace fscope {

/// A command line that cannot be understood. what() is one line.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// `given` is what the command line asked for, as with_settings() reads it; `config` is that
/// applied to the defaults: signal_defaults() where a signal is asked for, else RunConfig{}.
struct SettingsArguments {
  std::string given;
  RunConfig config;
};

struct WindowSize {
  int width = 0;   // px
  int height = 0;  // px
};

/// A picture of the window, after so many seconds or steps; one of them has a value.
struct ScreenshotArguments {
  std::filesystem::path out;
  std::optional<double> after_seconds;
  std::optional<std::int64_t> after_steps;
  std::optional<WindowSize> window;
  std::optional<std::string> theme;  // "dark" or "light"
};

/// `target` names a picture, as load_picture() takes it, or a signal, as names_signal() tells.
struct GuiArguments {
  std::optional<std::string> target;
  SettingsArguments settings;
  std::optional<std::string> comparison;  // id of a comparison to begin with
  std::optional<std::string> lesson;      // as find_lesson() takes it
  int n_threads = 0;                      // 0 = one per processor
  std::optional<ScreenshotArguments> screenshot;
  std::optional<std::filesystem::path> stats;
  std::optional<std::filesystem::path> script;
  std::optional<std::string> language;  // "en" or "zh"
  Damaged damaged = Damaged::refuse;    // of the target; the window asks
};

/// `target` as in GuiArguments.
struct FitArguments {
  std::string target;
  Damaged damaged = Damaged::refuse;
  SettingsArguments settings;
  std::int64_t n_steps = 2000;
  std::int64_t every = 25;  // steps between two rows of the curve
  int n_threads = 0;
  bool json = false;
  std::optional<std::filesystem::path> out;
  std::optional<std::filesystem::path> csv;
  std::optional<std::filesystem::path> network;  // .safetensors
  std::optional<std::filesystem::path> film;     // .mp4, .gif or .png
  std::int64_t n_frames = 100;                   // of it, at most
  std::optional<std::string> replay;             // a path, or "-" for standard input
};

struct TargetsArguments {
  std::optional<std::filesystem::path> out;  // a folder; without it they are only listed
  int size = 512;                            // px
};

/// Empty lists mean: all. The words of the lists are ones that exist.
struct BenchArguments {
  bool quick = false;
  std::vector<std::string> only;              // sections
  std::vector<std::string> networks;          // names
  std::vector<std::string> batches;           // numbers or "full"
  int n_threads = 0;                          // the most
  std::optional<double> seconds;              // for each rate
  std::optional<std::filesystem::path> json;  // a path, or "-" for standard output
};

/// A figure of the paper; without a name they are only listed.
struct FigureArguments {
  std::string name;                 // one of figure_catalogue(), or empty
  std::filesystem::path out = ".";  // a folder
  bool quick = false;
  std::uint64_t seed = 0;
  int n_threads = 0;
  bool anchored = false;               // fig3 only
  std::optional<std::string> picture;  // fig10 only: a path or "target:ID"
};

/// Predicted held-out PSNR over sigma.
struct LandscapeArguments {
  std::string image;
  Damaged damaged = Damaged::refuse;
  SettingsArguments settings;
  double time = kDefaultTheoryTime;  // >= 0, may be infinite
  std::int64_t n_points = 24;
  int n_threads = 0;
  bool json = false;
  std::optional<std::filesystem::path> csv;
};

/// A saved network, evaluated.
struct RenderArguments {
  std::filesystem::path network;
  std::filesystem::path out;       // .png, or .npy for the numbers
  std::optional<WindowSize> size;  // of the picture; as it was learned without
};

/// What one setting takes in turn: values as Setting::get prints them, all different.
struct SweepVariation {
  std::string key;
  std::vector<std::string> values;
};

/// One fit for every combination of a target, a value of each variation, and a seed.
struct SweepArguments {
  enum class Action { run, list, collect };

  std::vector<std::string> targets;  // as in GuiArguments
  std::vector<SweepVariation> variations;
  std::vector<std::uint64_t> seeds;  // empty: the seed of the settings
  std::string given;                 // as in SettingsArguments
  std::int64_t n_steps = 2000;
  std::filesystem::path out;  // a folder
  Action action = Action::run;
  std::optional<std::int64_t> cell;  // run only this one, counted from 0
  bool retry_failed = false;
  std::int64_t n_jobs = 1;  // cells at once
  int n_threads = 0;        // of all of them together
};

struct ProbeArguments {
  std::vector<std::string> files;
  Damaged damaged = Damaged::refuse;
};

/// Help or the version: printed, and nothing else done.
struct PrintArguments {
  std::string message;
};

using Arguments = std::variant<GuiArguments, FitArguments, TargetsArguments, BenchArguments,
                               FigureArguments, LandscapeArguments, RenderArguments, SweepArguments,
                               ProbeArguments, PrintArguments>;

/// argv as main() gets it. Throws UsageError naming the argument and the reason.
Arguments parse_arguments(int argc, const char* const* argv);

/// Applies what was given to the defaults of what is learned. `target`, as in GuiArguments, may be
/// empty. Settings that are each in range may still not fit together, or not fit what is learned:
/// throws UsageError.
void complete_settings(SettingsArguments& settings, std::string_view target);

}  // namespace fscope
