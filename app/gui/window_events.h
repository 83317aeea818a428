// GLFW's callbacks of a Window: they note what happened; the window acts on it before its next
// frame, since nothing may be thrown through GLFW.
#pragma once

#include "app/gui/window.h"

namespace fscope {

struct Window::Events {
  /// Before ImGui's backend installs its own callbacks, which call these in turn.
  static void install(Window& target);

 private:
  static void moved(GLFWwindow* window, double x, double y);
  static void changed(GLFWwindow* window, int now);
  static void scaled(GLFWwindow* window, float x, float y);
  static void pressed(GLFWwindow* window, int key, int scancode, int action, int mods);
  static void dropped(GLFWwindow* window, int n, const char** paths);
};

}  // namespace fscope
