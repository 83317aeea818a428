// The window of the desktop, by GLFW.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/gl/main_thread.h"
#include "app/gui/surface.h"
#include "app/gui/window_icon.h"
#include "core/support/check.h"
#include "core/tasks/image.h"

namespace fscope {

namespace {

/// What GLFW last complained about on this thread.
std::string glfw_error() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? "unknown reason" : description;
}

GlFunction gl_function(const char* name) { return glfwGetProcAddress(name); }

bool on_wayland() {
#ifdef GLFW_PLATFORM_WAYLAND
  return glfwGetPlatform() == GLFW_PLATFORM_WAYLAND;
#else
  return false;
#endif
}

void set_hints(const WindowOptions& options) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_MAXIMIZED, options.maximized ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "fourierscope");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "fourierscope");
#ifdef GLFW_WAYLAND_APP_ID
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "fourierscope");
#endif
}

void set_icons(GLFWwindow* window) {
  Image images[] = {make_icon(16), make_icon(32), make_icon(48), make_icon(128)};
  GLFWimage icons[std::size(images)];
  for (std::size_t i = 0; i < std::size(images); ++i) {
    icons[i] = {images[i].width, images[i].height, images[i].pixels.data()};
  }
  glfwSetWindowIcon(window, static_cast<int>(std::size(icons)), icons);
}

struct GlfwLife {
  GlfwLife() {
    if (glfwInit() != GLFW_TRUE) throw std::runtime_error(text("no display: ", glfw_error()));
  }
  ~GlfwLife() { glfwTerminate(); }
  GlfwLife(const GlfwLife&) = delete;
  GlfwLife& operator=(const GlfwLife&) = delete;
};

struct WindowDelete {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

class GlfwSurface final : public Surface {
 public:
  explicit GlfwSurface(const WindowOptions& options) {
    set_hints(options);
    window_.reset(
        glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr));
    if (!window_) throw std::runtime_error(text("no window with OpenGL 3.3: ", glfw_error()));
    glfwSetWindowSizeLimits(window_.get(), kSmallestWindow.width, kSmallestWindow.height,
                            GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_.get());
    // A hidden Wayland surface would block a waiting swap; its compositor never tears anyway.
    glfwSwapInterval(on_wayland() ? 0 : 1);
    set_icons(window_.get());
    install_callbacks();
  }

  GlLoader gl_loader() const override { return gl_function; }
  void start_imgui() override {
    if (!ImGui_ImplGlfw_InitForOpenGL(window_.get(), true)) {
      throw std::runtime_error("Dear ImGui cannot use the window");
    }
  }
  void stop_imgui() override { ImGui_ImplGlfw_Shutdown(); }
  void begin_imgui_frame() override { ImGui_ImplGlfw_NewFrame(); }

  void poll() override { glfwPollEvents(); }
  void wait(double seconds) override { glfwWaitEventsTimeout(seconds); }
  void wake() override { glfwPostEmptyEvent(); }
  void present() override { glfwSwapBuffers(window_.get()); }
  bool is_closing() const override { return glfwWindowShouldClose(window_.get()) == GLFW_TRUE; }
  void close() override { glfwSetWindowShouldClose(window_.get(), GLFW_TRUE); }

  void set_title(const std::string& title) override {
    glfwSetWindowTitle(window_.get(), title.c_str());
  }
  void resize(WindowSize screen) override {
    glfwSetWindowSize(window_.get(), screen.width, screen.height);
  }
  void minimize() override { glfwIconifyWindow(window_.get()); }
  void restore() override { glfwRestoreWindow(window_.get()); }
  bool is_minimized() const override {
    return glfwGetWindowAttrib(window_.get(), GLFW_ICONIFIED) == GLFW_TRUE;
  }
  bool is_maximized() const override {
    return glfwGetWindowAttrib(window_.get(), GLFW_MAXIMIZED) == GLFW_TRUE;
  }
  WindowSize screen_size() const override {
    WindowSize screen;
    glfwGetWindowSize(window_.get(), &screen.width, &screen.height);
    return screen;
  }
  WindowSize framebuffer_size() const override {
    WindowSize pixels;
    glfwGetFramebufferSize(window_.get(), &pixels.width, &pixels.height);
    return pixels;
  }
  float content_scale() const override {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window_.get(), &x, &y);
    return std::max(x, y);
  }
  double refresh_rate_hz() const override {
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    const GLFWvidmode* const mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    return mode == nullptr || mode->refreshRate <= 0 ? 60.0 : mode->refreshRate;
  }

 private:
  static GlfwSurface& of(GLFWwindow* window) {
    return *static_cast<GlfwSurface*>(glfwGetWindowUserPointer(window));
  }
  static void noted(GLFWwindow* window) {
    if (of(window).events.on_input) of(window).events.on_input();
  }
  static void moved(GLFWwindow* window, double /*x*/, double /*y*/) { noted(window); }
  static void changed(GLFWwindow* window, int /*now*/) { noted(window); }
  static void scaled(GLFWwindow* window, float /*x*/, float /*y*/) {
    if (of(window).events.on_scale_changed) of(window).events.on_scale_changed();
    noted(window);
  }
  static void pressed(GLFWwindow* window, int key, int /*scancode*/, int action, int mods) {
    noted(window);
    const SurfaceEvents& events = of(window).events;
    if (action == GLFW_RELEASE || !events.on_key) return;
    events.on_key({.key = key, .mods = mods, .repeat = action == GLFW_REPEAT});
  }
  static void dropped(GLFWwindow* window, int n, const char** paths) {
    noted(window);
    if (of(window).events.on_drop) of(window).events.on_drop({paths, paths + n});
  }
  /// Before ImGui's backend installs its own, which call these in turn.
  void install_callbacks();

  GlfwLife glfw_;
  std::unique_ptr<GLFWwindow, WindowDelete> window_;
};

void GlfwSurface::install_callbacks() {
  GLFWwindow* const window = window_.get();
  glfwSetWindowUserPointer(window, this);
  glfwSetCursorPosCallback(window, moved);
  glfwSetScrollCallback(window, moved);
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { noted(w); });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int) { noted(w); });
  glfwSetWindowRefreshCallback(window, noted);
  glfwSetCursorEnterCallback(window, changed);
  glfwSetWindowFocusCallback(window, changed);
  glfwSetWindowIconifyCallback(window, changed);
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { noted(w); });
  glfwSetWindowContentScaleCallback(window, scaled);
  glfwSetKeyCallback(window, pressed);
  glfwSetDropCallback(window, dropped);
}

}  // namespace

std::unique_ptr<Surface> make_glfw_surface(const WindowOptions& options) {
  require_main_thread("make_glfw_surface");
  return std::make_unique<GlfwSurface>(options);
}

}  // namespace fscope
