// OpenGL itself: loading it into the current context, clearing, and what went wrong.
#pragma once

#include <string>

namespace fscope {

/// What the driver says of itself.
struct GlInfo {
  std::string version;
  std::string renderer;
  bool software = false;  ///< pixels are computed by the CPU: draw sparingly
};

using GlFunction = void (*)();
using GlLoader = GlFunction (*)(const char* name);

/// Loads OpenGL through `loader` for the current context. Where the driver has KHR_debug, its
/// messages of high severity go to the error stream. Throws std::runtime_error below version 3.3.
GlInfo load_gl(GlLoader loader);

/// Fills what is being drawn into, width x height px, with one opaque colour (0..1).
void clear(int width, int height, float red, float green, float blue);

/// Waits until everything is drawn.
void finish_drawing();

/// The OpenGL errors since the last call, for tests: "" or their numbers.
std::string take_gl_errors();

}  // namespace fscope
