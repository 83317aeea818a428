// A window manager's part in minimising: under Xvfb there is none.
#pragma once

struct GLFWwindow;

namespace fscope {

/// Tells the window that it was minimised or brought back. Returns false where GLFW is not on X11.
bool set_minimized(GLFWwindow* window, bool minimized);

}  // namespace fscope
