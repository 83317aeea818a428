#include "app/gui/window.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "app/gl/framebuffer.h"
#include "app/gl/main_thread.h"

namespace fscope {

namespace {

constexpr double kSoftwareFps = 30;  // most of the CPU's time is for learning
constexpr double kSoftwareInUseFps = 60;
// A surface cannot be woken from a signal handler, so an idle window looks this often.
constexpr double kSignalPoll_s = 0.1;
constexpr double kCursorBlink_s = 0.2;
// ImGui settles within these: a click opens a popup, the popup finds its size, it is shown.
constexpr int kFramesAfterInput = 3;

/// With a display's own pace a little less than its period: its swap waits for the rest.
FramePacing frame_pacing(const WindowOptions& options, bool software, double hz) {
  if (options.max_fps > 0) return {1 / options.max_fps, 1 / options.max_fps};
  if (software) return {1 / kSoftwareFps, 1 / kSoftwareInUseFps};
  return {0.8 / hz, 0.8 / hz};
}

WindowSize clamped(int width, int height) {
  return {std::clamp(width, kSmallestWindow.width, kLargestWindow.width),
          std::clamp(height, kSmallestWindow.height, kLargestWindow.height)};
}

bool mouse_is_held() {
  const ImGuiIO& io = ImGui::GetIO();
  return std::any_of(std::begin(io.MouseDown), std::end(io.MouseDown), [](bool b) { return b; });
}

}  // namespace

Window::Window(const WindowOptions& options) {
  const WindowSize size = clamped(options.width, options.height);
  WindowOptions sane = options;
  sane.width = size.width;
  sane.height = size.height;
  surface_ = options.offscreen ? make_offscreen_surface(sane) : make_glfw_surface(sane);
  gl_ = load_gl(surface_->gl_loader());
  pacing_ = frame_pacing(options, gl_.software, surface_->refresh_rate_hz());
  listen();
  start_imgui();
}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  surface_->stop_imgui();
  ImGui::DestroyContext();
}

/// Notes what happens; it is acted on before the next frame, since nothing may be thrown from here.
void Window::listen() {
  surface_->events = {.on_input = [this] { note_input(); },
                      .on_key = [this](const KeyEvent& key) { keys_.push_back(key); },
                      .on_drop =
                          [this](const std::vector<std::string>& paths) {
                            dropped_.insert(dropped_.end(), paths.begin(), paths.end());
                          },
                      .on_scale_changed = [this] { scale_changed_ = true; }};
}

void Window::start_imgui() {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  try {
    surface_->start_imgui();
  } catch (const std::runtime_error&) {
    ImGui::DestroyContext();
    throw;
  }
  if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
    surface_->stop_imgui();
    ImGui::DestroyContext();
    throw std::runtime_error("Dear ImGui cannot use OpenGL");
  }
}

double Window::now_s() {
  using Clock = std::chrono::steady_clock;
  static const Clock::time_point start = Clock::now();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void Window::note_input() {
  newest_input_s_ = now_s();
  if (oldest_input_s_ < 0) oldest_input_s_ = newest_input_s_;
  request_frames(kFramesAfterInput);
}

void Window::press(const KeyEvent& key) {
  note_input();
  keys_.push_back(key);
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
  surface_->poll();
  make_frame(frame);
}

void Window::request_frames(int n) { frames_wanted_ = std::max(frames_wanted_, n); }

void Window::wake() {
  if (!woken_.exchange(true)) surface_->wake();
}

void Window::close() { surface_->close(); }

bool Window::is_closing() const { return surface_->is_closing() || signals_.was_signalled(); }

bool Window::has_reason() const {
  if (frames_wanted_ > 0 || woken_.load() || mouse_is_held()) return true;
  return ImGui::GetIO().WantTextInput && now_s() - frame_start_s_ >= kCursorBlink_s;
}

bool Window::is_drawable() const {
  const WindowSize pixels = framebuffer_size();
  return !is_minimized() && pixels.width > 0 && pixels.height > 0;
}

/// Sleeps until there is a frame to draw. Returns false when the window closes instead.
bool Window::wait_for_reason() {
  surface_->poll();
  while (!is_closing()) {
    const bool wanted = has_reason() && is_drawable();
    const bool news = oldest_input_s_ >= 0 || woken_.load();
    const double pause = pacing_.wait_s(now_s(), frame_start_s_, newest_input_s_, news);
    if (wanted && pause <= 0) return true;
    surface_->wait(wanted ? pause : kSignalPoll_s);
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
  const double start_s = now_s();
  asked_s_ = oldest_input_s_ < 0 ? start_s : oldest_input_s_;
  oldest_input_s_ = -1;
  deliver_events();
  if (!is_drawable()) return;
  if (next_wanted_at_once_) clock_.add_interval(1e3 * (start_s - frame_start_s_));
  frame_start_s_ = start_s;
  draw_frame(frame);
  clock_.add_work(1e3 * (now_s() - start_s));
  surface_->present();
  clock_.add_frame(1e3 * (now_s() - start_s));
  next_wanted_at_once_ = frames_wanted_ > 0 || mouse_is_held();
  if (std::exchange(stats_wanted_afresh_, false)) clock_ = {};
  if (on_shown) on_shown();
}

void Window::draw_frame(const std::function<void()>& frame) {
  frames_wanted_ = std::max(frames_wanted_ - 1, 0);
  // Before the frame reads anything, so that what arrives meanwhile has another frame drawn.
  woken_.store(false);
  ImGui_ImplOpenGL3_NewFrame();
  surface_->begin_imgui_frame();
  if (on_input) on_input();
  ImGui::NewFrame();
  frame();
  ImGui::Render();
  const WindowSize pixels = framebuffer_size();
  clear(pixels.width, pixels.height, background_[0], background_[1], background_[2]);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::set_title(const std::string& title) { surface_->set_title(title); }

/// Screen coordinates in a unit of WindowOptions: the scale where the system does not scale itself.
double Window::screen_units_per_size() const {
  const WindowSize screen = surface_->screen_size();
  const double pixels = framebuffer_size().width;
  if (screen.width <= 0 || pixels <= 0) return 1;
  return static_cast<double>(content_scale()) * screen.width / pixels;
}

void Window::resize(int width, int height) {
  const WindowSize size = clamped(width, height);
  const double unit = screen_units_per_size();
  surface_->resize({static_cast<int>(std::lround(size.width * unit)),
                    static_cast<int>(std::lround(size.height * unit))});
}

void Window::minimize() { surface_->minimize(); }

void Window::restore() { surface_->restore(); }

bool Window::is_minimized() const { return surface_->is_minimized(); }

bool Window::is_maximized() const { return surface_->is_maximized(); }

WindowSize Window::size() const {
  const WindowSize screen = surface_->screen_size();
  const double unit = screen_units_per_size();
  return {static_cast<int>(std::lround(screen.width / unit)),
          static_cast<int>(std::lround(screen.height / unit))};
}

WindowSize Window::framebuffer_size() const { return surface_->framebuffer_size(); }

float Window::content_scale() const { return std::clamp(surface_->content_scale(), 0.5F, 8.0F); }

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
