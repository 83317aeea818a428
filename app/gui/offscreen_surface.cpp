// A picture in memory to draw into: EGL's surfaceless platform, which needs no window system.
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <imgui.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "app/gl/context.h"
#include "app/gl/main_thread.h"
#include "app/gui/surface.h"
#include "core/support/check.h"

namespace fscope {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(
      text("no OpenGL 3.3 without a display: ", what, " (EGL error ", eglGetError(), ")"));
}

GlFunction gl_function(const char* name) { return eglGetProcAddress(name); }

/// An initialised EGL display.
class EglDisplay {
 public:
  EglDisplay()
      : display_(eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA,
                                       reinterpret_cast<void*>(EGL_DEFAULT_DISPLAY), nullptr)) {
    if (display_ == EGL_NO_DISPLAY) fail("there is no surfaceless EGL");
    if (eglInitialize(display_, nullptr, nullptr) == EGL_FALSE) fail("EGL does not start");
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) fail("EGL has no OpenGL");
  }
  ~EglDisplay() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglTerminate(display_);
  }
  EglDisplay(const EglDisplay&) = delete;
  EglDisplay& operator=(const EglDisplay&) = delete;

  EGLDisplay get() const { return display_; }

 private:
  EGLDisplay display_;
};

class OffscreenSurface final : public Surface {
 public:
  explicit OffscreenSurface(WindowSize size) {
    constexpr EGLint kConfig[] = {EGL_SURFACE_TYPE,
                                  EGL_PBUFFER_BIT,
                                  EGL_RENDERABLE_TYPE,
                                  EGL_OPENGL_BIT,
                                  EGL_RED_SIZE,
                                  8,
                                  EGL_GREEN_SIZE,
                                  8,
                                  EGL_BLUE_SIZE,
                                  8,
                                  EGL_NONE};
    EGLint n = 0;
    const bool chosen = eglChooseConfig(display_.get(), kConfig, &config_, 1, &n) != EGL_FALSE;
    if (!chosen || n < 1) fail("there is no format to draw in");
    constexpr EGLint kContext[] = {EGL_CONTEXT_MAJOR_VERSION,
                                   3,
                                   EGL_CONTEXT_MINOR_VERSION,
                                   3,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                   EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_NONE};
    context_ = eglCreateContext(display_.get(), config_, EGL_NO_CONTEXT, kContext);
    if (context_ == EGL_NO_CONTEXT) fail("the driver has no context for it");
    make_buffer(size);
  }

  GlLoader gl_loader() const override { return gl_function; }
  void start_imgui() override {}
  void stop_imgui() override {}
  void begin_imgui_frame() override {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<float> passed = now - std::exchange(last_frame_, now);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(size_.width), static_cast<float>(size_.height)};
    io.DeltaTime = passed.count() > 0 ? passed.count() : 1e-3F;
  }

  void poll() override {}
  void wait(double seconds) override {
    std::unique_lock lock(mutex_);
    wakes_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return woken_; });
    woken_ = false;
  }
  void wake() override {
    const std::scoped_lock lock(mutex_);
    woken_ = true;
    wakes_.notify_one();
  }
  /// Waits for the frame: nothing else does, and a software renderer would queue frames with all
  /// that they draw, up to a gigabyte.
  void present() override { finish_drawing(); }
  bool is_closing() const override { return closing_; }
  void close() override { closing_ = true; }

  void set_title(const std::string& /*title*/) override {}
  void resize(WindowSize screen) override {
    eglMakeCurrent(display_.get(), EGL_NO_SURFACE, EGL_NO_SURFACE, context_);
    eglDestroySurface(display_.get(), buffer_);
    make_buffer(screen);
    if (events.on_input) events.on_input();
  }
  void minimize() override {}
  void restore() override {}
  bool is_minimized() const override { return false; }
  bool is_maximized() const override { return false; }
  WindowSize screen_size() const override { return size_; }
  WindowSize framebuffer_size() const override { return size_; }
  float content_scale() const override { return 1; }
  double refresh_rate_hz() const override { return 60; }

 private:
  void make_buffer(WindowSize size) {
    const EGLint wanted[] = {EGL_WIDTH, size.width, EGL_HEIGHT, size.height, EGL_NONE};
    buffer_ = eglCreatePbufferSurface(display_.get(), config_, wanted);
    if (buffer_ == EGL_NO_SURFACE) fail("there is no memory to draw into");
    if (eglMakeCurrent(display_.get(), buffer_, buffer_, context_) == EGL_FALSE) {
      fail("what was made cannot be drawn into");
    }
    size_ = size;
  }

  EglDisplay display_;  // ends its context and buffer as well
  EGLConfig config_ = nullptr;
  EGLContext context_ = EGL_NO_CONTEXT;
  EGLSurface buffer_ = EGL_NO_SURFACE;
  WindowSize size_;
  bool closing_ = false;
  std::chrono::steady_clock::time_point last_frame_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable wakes_;
  bool woken_ = false;
};

}  // namespace

std::unique_ptr<Surface> make_offscreen_surface(const WindowOptions& options) {
  require_main_thread("make_offscreen_surface");
  return std::make_unique<OffscreenSurface>(WindowSize{options.width, options.height});
}

}  // namespace fscope
