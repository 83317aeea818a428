// A linked shader program.
#pragma once

#include <string>

#include "app/gl/gl_handle.h"

namespace fscope {

/// One shader: the file it comes from, for messages, and its GLSL.
struct ShaderSource {
  std::string file;
  std::string glsl;
};

/// Needs a current OpenGL context; main thread only.
class Program {
 public:
  /// Throws std::runtime_error with the file's name and the driver's log when GLSL does not compile
  /// or the two do not link.
  Program(const ShaderSource& vertex, const ShaderSource& fragment);

  void use() const;
  /// The location of a uniform. Throws std::runtime_error when the program has none of that name.
  int uniform(const char* name) const;
  unsigned int id() const { return handle_.id(); }

 private:
  GlHandle<ProgramTraits> handle_;
  std::string files_;
};

}  // namespace fscope
