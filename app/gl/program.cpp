#include "app/gl/program.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "app/gl/main_thread.h"
#include "core/support/check.h"

namespace fscope {

namespace {

/// A shader object for the time of linking.
class Shader {
 public:
  Shader(GLenum stage, const ShaderSource& source) : id_(glCreateShader(stage)) {
    const char* glsl = source.glsl.c_str();
    glShaderSource(id_, 1, &glsl, nullptr);
    glCompileShader(id_);
    GLint ok = GL_FALSE;
    glGetShaderiv(id_, GL_COMPILE_STATUS, &ok);
    if (ok == GL_TRUE) return;
    const std::string message = text(source.file, " does not compile: ", log());
    glDeleteShader(id_);
    throw std::runtime_error(message);
  }
  ~Shader() { glDeleteShader(id_); }
  Shader(const Shader&) = delete;
  Shader& operator=(const Shader&) = delete;

  GLuint id() const { return id_; }

 private:
  std::string log() const {
    GLint length = 0;
    glGetShaderiv(id_, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    glGetShaderInfoLog(id_, length, &length, log.data());
    log.resize(static_cast<std::size_t>(std::max(length, 0)));
    return log;
  }

  GLuint id_;
};

std::string link_log(GLuint program) {
  GLint length = 0;
  glGetProgramiv(program, GL_INFO_LOG_LENGTH, &length);
  std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
  glGetProgramInfoLog(program, length, &length, log.data());
  log.resize(static_cast<std::size_t>(std::max(length, 0)));
  return log;
}

}  // namespace

Program::Program(const ShaderSource& vertex, const ShaderSource& fragment)
    : files_(vertex.file + " + " + fragment.file) {
  const Shader vertex_shader(GL_VERTEX_SHADER, vertex);
  const Shader fragment_shader(GL_FRAGMENT_SHADER, fragment);
  glAttachShader(id(), vertex_shader.id());
  glAttachShader(id(), fragment_shader.id());
  glLinkProgram(id());
  glDetachShader(id(), vertex_shader.id());
  glDetachShader(id(), fragment_shader.id());
  GLint ok = GL_FALSE;
  glGetProgramiv(id(), GL_LINK_STATUS, &ok);
  if (ok != GL_TRUE) throw std::runtime_error(text(files_, " do not link: ", link_log(id())));
}

void Program::use() const {
  require_main_thread("Program::use");
  glUseProgram(id());
}

int Program::uniform(const char* name) const {
  const int location = glGetUniformLocation(id(), name);
  if (location < 0) throw std::runtime_error(text(files_, " have no uniform ", name));
  return location;
}

}  // namespace fscope
