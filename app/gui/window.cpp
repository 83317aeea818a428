#include "app/gui/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "app/gl/framebuffer.h"
#include "app/gl/main_thread.h"
#include "app/gui/window_events.h"
#include "app/gui/window_icon.h"
#include "core/support/check.h"

namespace fscope {

namespace {

constexpr WindowSize kSmallest{320, 240};
constexpr WindowSize kLargest{8192, 8192};
constexpr double kSoftwareFps = 30;  // most of the CPU's time is for learning
constexpr double kSoftwareInUseFps = 60;
// GLFW cannot be woken from a signal handler, so an idle window looks this often.
constexpr double kSignalPoll_s = 0.1;
constexpr double kCursorBlink_s = 0.2;

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

/// With a display's own pace a little less than its period: its swap waits for the rest.
FramePacing frame_pacing(const WindowOptions& options, bool software) {
  if (options.max_fps > 0) return {1 / options.max_fps, 1 / options.max_fps};
  if (software) return {1 / kSoftwareFps, 1 / kSoftwareInUseFps};
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* const mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  const double hz = mode == nullptr || mode->refreshRate <= 0 ? 60.0 : mode->refreshRate;
  return {0.8 / hz, 0.8 / hz};
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

WindowSize clamped(int width, int height) {
  return {std::clamp(width, kSmallest.width, kLargest.width),
          std::clamp(height, kSmallest.height, kLargest.height)};
}

bool mouse_is_held() {
  const ImGuiIO& io = ImGui::GetIO();
  return std::any_of(std::begin(io.MouseDown), std::end(io.MouseDown), [](bool b) { return b; });
}

}  // namespace

Window::GlfwLife::GlfwLife() {
  require_main_thread("Window");
  if (glfwInit() != GLFW_TRUE) throw std::runtime_error(text("no display: ", glfw_error()));
}

Window::GlfwLife::~GlfwLife() { glfwTerminate(); }

void Window::WindowDelete::operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }

Window::Window(const WindowOptions& options) {
  open(options);
  gl_ = load_gl(gl_function);
  // A hidden Wayland surface would block a waiting swap; its compositor never tears anyway.
  glfwSwapInterval(on_wayland() ? 0 : 1);
  pacing_ = frame_pacing(options, gl_.software);
  set_icons(window_.get());
  Events::install(*this);
  start_imgui();
}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

void Window::open(const WindowOptions& options) {
  set_hints(options);
  const WindowSize size = clamped(options.width, options.height);
  window_.reset(glfwCreateWindow(size.width, size.height, options.title.c_str(), nullptr, nullptr));
  if (!window_) throw std::runtime_error(text("no window with OpenGL 3.3: ", glfw_error()));
  glfwSetWindowSizeLimits(window_.get(), kSmallest.width, kSmallest.height, GLFW_DONT_CARE,
                          GLFW_DONT_CARE);
  glfwMakeContextCurrent(window_.get());
}

void Window::start_imgui() {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  if (!ImGui_ImplGlfw_InitForOpenGL(window_.get(), true)) {
    ImGui::DestroyContext();
    throw std::runtime_error("Dear ImGui cannot use the window");
  }
  if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    throw std::runtime_error("Dear ImGui cannot use OpenGL");
  }
}

void Window::run(const std::function<void()>& frame) {
  require_main_thread("Window::run");
  note_input();
  while (wait_for_reason()) {
    make_frame(frame);
  }
}

void Window::step(const std::function<void()>& frame) {
  require_main_thread("Window::step");
  glfwPollEvents();
  make_frame(frame);
}

void Window::request_frames(int n) { frames_wanted_ = std::max(frames_wanted_, n); }

void Window::wake() {
  if (!woken_.exchange(true)) glfwPostEmptyEvent();
}

void Window::close() { glfwSetWindowShouldClose(window_.get(), GLFW_TRUE); }

bool Window::is_closing() const {
  return glfwWindowShouldClose(window_.get()) == GLFW_TRUE || signals_.was_signalled();
}

bool Window::has_reason() const {
  if (frames_wanted_ > 0 || woken_.load() || mouse_is_held()) return true;
  return ImGui::GetIO().WantTextInput && glfwGetTime() - frame_start_s_ >= kCursorBlink_s;
}

bool Window::is_drawable() const {
  const WindowSize pixels = framebuffer_size();
  return !is_minimized() && pixels.width > 0 && pixels.height > 0;
}

/// Sleeps until there is a frame to draw. Returns false when the window closes instead.
bool Window::wait_for_reason() {
  glfwPollEvents();
  while (!is_closing()) {
    const bool wanted = has_reason() && is_drawable();
    const bool news = oldest_input_s_ >= 0 || woken_.load();
    const double pause = pacing_.wait_s(glfwGetTime(), frame_start_s_, newest_input_s_, news);
    if (wanted && pause <= 0) return true;
    glfwWaitEventsTimeout(wanted ? pause : kSignalPoll_s);
  }
  return false;
}

void Window::deliver_events() {
  if (std::exchange(scale_changed_, false) && on_scale_changed) on_scale_changed(content_scale());
  std::vector<KeyEvent> keys = std::exchange(keys_, {});
  for (KeyEvent& key : keys) {
    key.in_text = ImGui::GetIO().WantTextInput;
    if (on_key) on_key(key);
  }
  const std::vector<std::string> paths = std::exchange(dropped_, {});
  if (on_drop && !paths.empty()) on_drop(paths);
  if (on_prepare) on_prepare();
}

void Window::make_frame(const std::function<void()>& frame) {
  const double start_s = glfwGetTime();
  asked_s_ = oldest_input_s_ < 0 ? start_s : oldest_input_s_;
  oldest_input_s_ = -1;
  deliver_events();
  if (!is_drawable()) return;
  if (next_wanted_at_once_) clock_.add_interval(1e3 * (start_s - frame_start_s_));
  frame_start_s_ = start_s;
  draw_frame(frame);
  clock_.add_work(1e3 * (glfwGetTime() - start_s));
  glfwSwapBuffers(window_.get());
  clock_.add_frame(1e3 * (glfwGetTime() - start_s));
  next_wanted_at_once_ = frames_wanted_ > 0 || mouse_is_held();
  if (std::exchange(stats_wanted_afresh_, false)) clock_ = {};
  if (on_shown) on_shown();
}

void Window::draw_frame(const std::function<void()>& frame) {
  frames_wanted_ = std::max(frames_wanted_ - 1, 0);
  // Before the frame reads anything, so that what arrives meanwhile has another frame drawn.
  woken_.store(false);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  frame();
  ImGui::Render();
  const WindowSize pixels = framebuffer_size();
  clear(pixels.width, pixels.height, background_[0], background_[1], background_[2]);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::set_title(const std::string& title) {
  glfwSetWindowTitle(window_.get(), title.c_str());
}

/// Screen coordinates in a unit of WindowOptions: the scale where the system does not scale itself.
double Window::screen_units_per_size() const {
  WindowSize screen;
  glfwGetWindowSize(window_.get(), &screen.width, &screen.height);
  const double pixels = framebuffer_size().width;
  if (screen.width <= 0 || pixels <= 0) return 1;
  return static_cast<double>(content_scale()) * screen.width / pixels;
}

void Window::resize(int width, int height) {
  const WindowSize size = clamped(width, height);
  const double unit = screen_units_per_size();
  glfwSetWindowSize(window_.get(), static_cast<int>(std::lround(size.width * unit)),
                    static_cast<int>(std::lround(size.height * unit)));
}

void Window::minimize() { glfwIconifyWindow(window_.get()); }

void Window::restore() { glfwRestoreWindow(window_.get()); }

bool Window::is_minimized() const {
  return glfwGetWindowAttrib(window_.get(), GLFW_ICONIFIED) == GLFW_TRUE;
}

bool Window::is_maximized() const {
  return glfwGetWindowAttrib(window_.get(), GLFW_MAXIMIZED) == GLFW_TRUE;
}

WindowSize Window::size() const {
  WindowSize screen;
  glfwGetWindowSize(window_.get(), &screen.width, &screen.height);
  const double unit = screen_units_per_size();
  return {static_cast<int>(std::lround(screen.width / unit)),
          static_cast<int>(std::lround(screen.height / unit))};
}

WindowSize Window::framebuffer_size() const {
  WindowSize pixels;
  glfwGetFramebufferSize(window_.get(), &pixels.width, &pixels.height);
  return pixels;
}

float Window::content_scale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window_.get(), &x, &y);
  return std::clamp(std::max(x, y), 0.5F, 8.0F);
}

void Window::set_background(float red, float green, float blue) {
  background_[0] = red;
  background_[1] = green;
  background_[2] = blue;
}

Image Window::read_pixels() const {
  require_main_thread("Window::read_pixels");
  ImDrawData* const data = ImGui::GetDrawData();
  if (data == nullptr) return {};
  const int width = static_cast<int>(data->DisplaySize.x * data->FramebufferScale.x);
  const int height = static_cast<int>(data->DisplaySize.y * data->FramebufferScale.y);
  if (width < 1 || height < 1) return {};
  // Drawn once more: what a hidden or covered window's own buffer holds is undefined.
  const Framebuffer target(width, height);
  target.bind();
  clear(width, height, background_[0], background_[1], background_[2]);
  ImGui_ImplOpenGL3_RenderDrawData(data);
  return target.read();
}

}  // namespace fscope
