#include "tests/app/gl/x11_minimize.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

// From GLFW/glfw3native.h, which would want the headers of more X11 extensions.
extern "C" {
Display* glfwGetX11Display();
Window glfwGetX11Window(GLFWwindow* window);
}

namespace fscope {

bool set_minimized(GLFWwindow* window, bool minimized) {
  Display* const display = glfwGetX11Display();
  if (display == nullptr) return false;
  const Atom wm_state = XInternAtom(display, "WM_STATE", False);
  const long state[2] = {minimized ? IconicState : NormalState, None};
  XChangeProperty(display, glfwGetX11Window(window), wm_state, wm_state, 32, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(state), 2);
  XSync(display, False);
  return true;
}

}  // namespace fscope
