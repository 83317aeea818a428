#include "app/gui/window_events.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace fscope {

namespace {

/// ImGui settles within these frames: a click opens a popup, the popup finds its size, it is shown.
constexpr int kFramesAfterInput = 3;

Window& window_of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

}  // namespace

void Window::note_input() {
  newest_input_s_ = glfwGetTime();
  if (oldest_input_s_ < 0) oldest_input_s_ = newest_input_s_;
  request_frames(kFramesAfterInput);
}

void Window::Events::install(Window& target) {
  GLFWwindow* const window = target.window_.get();
  glfwSetWindowUserPointer(window, &target);
  glfwSetCursorPosCallback(window, moved);
  glfwSetScrollCallback(window, moved);
  glfwSetMouseButtonCallback(window,
                             [](GLFWwindow* w, int, int, int) { window_of(w).note_input(); });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int) { window_of(w).note_input(); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { window_of(w).note_input(); });
  glfwSetCursorEnterCallback(window, changed);
  glfwSetWindowFocusCallback(window, changed);
  glfwSetWindowIconifyCallback(window, changed);
  glfwSetFramebufferSizeCallback(window,
                                 [](GLFWwindow* w, int, int) { window_of(w).note_input(); });
  glfwSetWindowContentScaleCallback(window, scaled);
  glfwSetKeyCallback(window, pressed);
  glfwSetDropCallback(window, dropped);
}

void Window::Events::moved(GLFWwindow* window, double /*x*/, double /*y*/) {
  window_of(window).note_input();
}

void Window::Events::changed(GLFWwindow* window, int /*now*/) { window_of(window).note_input(); }

void Window::Events::scaled(GLFWwindow* window, float /*x*/, float /*y*/) {
  window_of(window).scale_changed_ = true;
  window_of(window).note_input();
}

void Window::Events::pressed(GLFWwindow* window, int key, int /*scancode*/, int action, int mods) {
  Window& target = window_of(window);
  target.note_input();
  if (action != GLFW_RELEASE) target.keys_.push_back({key, mods, action == GLFW_REPEAT});
}

void Window::Events::dropped(GLFWwindow* window, int n, const char** paths) {
  Window& target = window_of(window);
  target.note_input();
  target.dropped_.insert(target.dropped_.end(), paths, paths + n);
}

}  // namespace fscope
