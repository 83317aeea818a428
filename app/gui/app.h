// The desktop program: one window, one session, and what connects them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "app/io/picture.h"

namespace fscope {

/// A picture of the window to be taken, after which the program ends.
struct ScreenshotOptions {
  std::filesystem::path out;     // PNG
  double after_seconds = 5;      // since the first picture was on screen; unless after_steps
  std::int64_t after_steps = 0;  // > 0: when the run has made that many steps, and stops there
};

/// There is no display, or none with OpenGL 3.3. what() is one line with the reason and the way
/// to work without a window.
class NoWindowError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct GuiOptions {
  /// A path, "target:ID" or "signal:KIND"; empty: the first built-in target, or the signal learned
  /// last.
  std::string name;
  std::string lesson;          // as find_lesson() takes it; empty: none
  std::string given_settings;  // "--key value ..." over the settings remembered, or the defaults
  std::string comparison;      // id of a preset (compare.h) to begin with; empty: one run
  int n_threads = 0;           // 0 = one per processor
  std::optional<ScreenshotOptions> screenshot;
  std::filesystem::path script;  // see script.h; empty: none
  int window_width = 0;          // 0 = as remembered
  int window_height = 0;
  std::string theme;            // "dark", "light" or empty = as remembered
  std::string language;         // "en", "zh" or empty = as remembered, or the system's
  std::filesystem::path stats;  // where measurements go when the window closes; empty: nowhere
  Damaged damaged = Damaged::refuse;  // of what is named above; later ones are asked about

  /// No person is there: nothing is remembered from before or for later, and where there is no
  /// display, none is needed.
  bool by_itself() const { return screenshot || !script.empty(); }
};

/// Runs until the window is closed. Throws NoWindowError when there can be no window.
/// With `screenshot`, a picture that cannot be read or a PNG that cannot be written throws
/// std::runtime_error; with `script`, a step that cannot be done does. Main thread.
void run_gui(const GuiOptions& options);

}  // namespace fscope
