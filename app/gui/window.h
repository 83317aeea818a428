// The window: a surface with an OpenGL 3.3 context, ImGui, and a loop that sleeps when idle.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/gl/context.h"
#include "app/gui/frame_pacing.h"
#include "app/gui/surface.h"
#include "app/gui/window_signals.h"
#include "app/gui/window_stats.h"
#include "core/tasks/image.h"

namespace fscope {

/// One per process. Makes the ImGui context and its fonts' renderer; destroy what owns OpenGL
/// objects before it. Main thread only, except wake().
class Window {
 public:
  /// Throws std::runtime_error with one line that says why there can be no window.
  explicit Window(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// Calls `frame` between ImGui's NewFrame and Render whenever there is a reason to draw, until
  /// the window is closed or SIGINT or SIGTERM arrives. Reasons: input, wake(), request_frames(), a
  /// mouse button held, a text cursor to blink. Minimised, nothing is drawn. Passes on what `frame`
  /// and the callbacks throw.
  void run(const std::function<void()>& frame);
  /// Handles what has happened and draws one frame now; only handles it while minimised.
  void step(const std::function<void()>& frame);
  /// Draws at least the next n frames without waiting for an event. Main thread.
  void request_frames(int n = 1);
  /// Has a frame drawn soon. Any thread, while the window lives; cheap when called often.
  void wake();
  /// Ends run() after the present frame.
  void close();
  bool is_closing() const;

  /// Files dropped on the window, absolute paths in UTF-8.
  std::function<void(const std::vector<std::string>&)> on_drop;
  /// Keys. This and the drops are told before a frame.
  std::function<void(const KeyEvent&)> on_key;
  /// Called before every frame, outside ImGui's frame: fonts and style may change here.
  std::function<void()> on_prepare;
  /// Called when ImGui has the system's input for a frame and has not begun it: a script adds its
  /// own.
  std::function<void()> on_input;
  /// Called when a frame is on its way to the screen.
  std::function<void()> on_shown;
  /// The display's scale has changed (1 = 96 dpi); called between frames: fonts may be rebuilt.
  std::function<void(float)> on_scale_changed;

  /// The clock of all times here: seconds since the program's first look at it.
  static double now_s();
  /// When the oldest input that the present frame answers came, or the frame began.
  double asked_s() const { return asked_s_; }

  /// As if the key had been pressed.
  void press(const KeyEvent& key);

  void set_title(const std::string& title);
  void resize(int width, int height);  ///< as WindowOptions
  void minimize();
  void restore();
  bool is_minimized() const;
  bool is_maximized() const;
  WindowSize size() const;              ///< as WindowOptions: what to remember for the next start
  WindowSize framebuffer_size() const;  ///< px; 0 x 0 while minimised on some systems
  float content_scale() const;
  /// Beyond the window: behind what ImGui draws. 0..1.
  void set_background(float red, float green, float blue);

  /// The last frame as RGB, top row first; empty before the first and from within `frame`. Draws it
  /// once more, so that whoever drew in it must still be there.
  Image read_pixels() const;
  FrameStats stats() const { return clock_.stats(); }
  /// Of the frames after the present one only.
  void restart_stats() { stats_wanted_afresh_ = true; }
  const GlInfo& gl() const { return gl_; }

 private:
  void listen();
  void start_imgui();
  void note_input();
  bool wait_for_reason();
  bool has_reason() const;
  bool is_drawable() const;
  void deliver_events();
  void make_frame(const std::function<void()>& frame);
  void draw_frame(const std::function<void()>& frame);
  double screen_units_per_size() const;

  std::unique_ptr<Surface> surface_;
  SignalWatch signals_;
  GlInfo gl_;
  FrameClock clock_;
  FramePacing pacing_;
  double frame_start_s_ = -1;
  double oldest_input_s_ = -1;  // of those that wait for a frame; negative: none
  double newest_input_s_ = -1;
  double asked_s_ = 0;
  bool next_wanted_at_once_ = false;
  bool stats_wanted_afresh_ = false;
  bool scale_changed_ = false;
  int frames_wanted_ = 3;
  float background_[3] = {0.07F, 0.075F, 0.085F};
  std::atomic<bool> woken_{false};
  std::vector<std::string> dropped_;
  std::vector<KeyEvent> keys_;
};

}  // namespace fscope
