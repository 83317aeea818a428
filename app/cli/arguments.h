// What the command line says, as plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

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
  std::optional<std::string> lesson;  // as find_lesson() takes it
  int n_threads = 0;                  // 0 = one per processor
  std::optional<ScreenshotArguments> screenshot;
  std::optional<std::filesystem::path> stats;
};

/// `target` as in GuiArguments.
struct FitArguments {
  std::string target;
  SettingsArguments settings;
  std::int64_t n_steps = 2000;
  std::int64_t every = 25;  // steps between two rows of the curve
  int n_threads = 0;
  bool json = false;
  std::optional<std::filesystem::path> out;
  std::optional<std::filesystem::path> csv;
  std::optional<std::string> replay;  // a path, or "-" for standard input
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
  SettingsArguments settings;
  double time = kDefaultTheoryTime;  // >= 0, may be infinite
  std::int64_t n_points = 24;
  int n_threads = 0;
  bool json = false;
  std::optional<std::filesystem::path> csv;
};

/// Help or the version: printed, and nothing else done.
struct PrintArguments {
  std::string message;
};

using Arguments = std::variant<GuiArguments, FitArguments, TargetsArguments, BenchArguments,
                               FigureArguments, LandscapeArguments, PrintArguments>;

/// argv as main() gets it. Throws UsageError naming the argument and the reason.
Arguments parse_arguments(int argc, const char* const* argv);

}  // namespace fscope
