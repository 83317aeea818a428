// Where a Window's frames and input come from: the window system, or memory alone.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/gl/context.h"

namespace fscope {

/// Sizes in units of 1/96 inch, whatever the display's scale; brought into
/// kSmallestWindow .. kLargestWindow (a window of no size would end the connection to the display).
struct WindowOptions {
  std::string title = "fourierscope";
  int width = 1280;
  int height = 800;
  bool maximized = false;
  bool visible = true;
  /// Without a window system: drawn into memory, through EGL.
  bool offscreen = false;
  /// Frames per second at most; 0: the display's, or with software OpenGL 60 after an input and 30
  /// otherwise.
  double max_fps = 0;
};

/// A key that went down or repeats. key, mods: GLFW's numbers.
struct KeyEvent {
  int key = 0;
  int mods = 0;
  bool repeat = false;
  bool in_text = false;  ///< a text field has the keyboard and gets the key too
};

struct WindowSize {
  int width = 0;
  int height = 0;
  bool operator==(const WindowSize&) const = default;
};
inline constexpr WindowSize kSmallestWindow{320, 240};
inline constexpr WindowSize kLargestWindow{8192, 8192};

/// What a surface tells; called from within its poll() and wait(). Nothing may be thrown.
struct SurfaceEvents {
  std::function<void()> on_input;  ///< any: a reason to draw
  std::function<void(const KeyEvent&)> on_key;
  std::function<void(std::vector<std::string>)> on_drop;
  std::function<void()> on_scale_changed;
};

/// Has an OpenGL 3.3 core context, current from construction on. Sizes named `screen` are in the
/// system's own units. Main thread only, except wake().
class Surface {
 public:
  Surface() = default;
  virtual ~Surface() = default;
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;

  SurfaceEvents events;

  virtual GlLoader gl_loader() const = 0;
  /// Connects the current ImGui context with what happens here. Throws std::runtime_error.
  virtual void start_imgui() = 0;
  virtual void stop_imgui() = 0;
  virtual void begin_imgui_frame() = 0;

  /// Tells of what has happened.
  virtual void poll() = 0;
  /// Sleeps until something happens or wake() is called, at most so long; then as poll().
  virtual void wait(double seconds) = 0;
  virtual void wake() = 0;
  /// Puts what was drawn on the screen.
  virtual void present() = 0;
  /// Somebody asked for the end, or close() was called.
  virtual bool is_closing() const = 0;
  virtual void close() = 0;

  virtual void set_title(const std::string& title) = 0;
  virtual void resize(WindowSize screen) = 0;
  virtual void minimize() = 0;
  virtual void restore() = 0;
  virtual bool is_minimized() const = 0;
  virtual bool is_maximized() const = 0;
  virtual WindowSize screen_size() const = 0;
  virtual WindowSize framebuffer_size() const = 0;  ///< px
  virtual float content_scale() const = 0;          ///< 1 = 96 dpi
  virtual double refresh_rate_hz() const = 0;       ///< 60 where it is unknown
};

/// A window of the desktop. One per process. Throws std::runtime_error with one line that says why
/// there can be none.
std::unique_ptr<Surface> make_glfw_surface(const WindowOptions& options);
/// A picture in memory, for scripts and screenshots on machines without a display. Throws
/// std::runtime_error as well.
std::unique_ptr<Surface> make_offscreen_surface(const WindowOptions& options);

}  // namespace fscope
