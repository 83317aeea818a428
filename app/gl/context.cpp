#include "app/gl/context.h"

#include <glad/gl.h>

#include <iostream>
#include <stdexcept>

#include "app/gl/main_thread.h"
#include "core/support/check.h"

namespace fscope {

namespace {

// What the shader compiler says is in the exception that Program throws.
// NOLINTNEXTLINE(readability-function-size): the parameters are OpenGL's.
void GLAD_API_PTR report(GLenum source, GLenum /*type*/, GLuint /*id*/, GLenum severity,
                         GLsizei /*length*/, const GLchar* message, const void* /*user*/) {
  if (severity != GL_DEBUG_SEVERITY_HIGH || source == GL_DEBUG_SOURCE_SHADER_COMPILER) return;
  std::cerr << "OpenGL: " << message << '\n';
}

std::string gl_string(GLenum name) {
  const GLubyte* value = glGetString(name);
  return value == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(value));
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

GlInfo load_gl(GlLoader loader) {
  require_main_thread("load_gl");
  const int version = gladLoadGL(loader);
  if (version == 0) throw std::runtime_error("OpenGL could not be loaded");
  const int major = GLAD_VERSION_MAJOR(version);
  const int minor = GLAD_VERSION_MINOR(version);
  if (major < 3 || (major == 3 && minor < 3)) {
    throw std::runtime_error(text("OpenGL 3.3 is needed, the driver has ", major, ".", minor));
  }
  if (GLAD_GL_KHR_debug != 0) {
    glEnable(GL_DEBUG_OUTPUT);
    glDebugMessageCallback(report, nullptr);
  }
  GlInfo info{gl_string(GL_VERSION), gl_string(GL_RENDERER), false};
  info.software = contains(info.renderer, "llvmpipe") || contains(info.renderer, "softpipe") ||
                  contains(info.renderer, "SWR") || contains(info.renderer, "Software");
  return info;
}

void clear(int width, int height, float red, float green, float blue) {
  require_main_thread("clear");
  glDisable(GL_SCISSOR_TEST);
  glViewport(0, 0, width, height);
  glClearColor(red, green, blue, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
}

void finish_drawing() {
  require_main_thread("finish_drawing");
  glFinish();
}

std::string take_gl_errors() {
  require_main_thread("take_gl_errors");
  std::string errors;
  for (GLenum e = glGetError(); e != GL_NO_ERROR; e = glGetError()) errors += text(e, " ");
  return errors;
}

}  // namespace fscope
