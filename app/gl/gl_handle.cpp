#include "app/gl/gl_handle.h"

#include <glad/gl.h>

#include "app/gl/main_thread.h"

namespace fscope {
namespace {

/// One object of a kind that OpenGL makes in arrays. `name` is the function's, for the error.
template <class Gen>
GLuint generate(const char* name, Gen gen) {
  require_main_thread(name);
  GLuint id = 0;
  gen(1, &id);
  return id;
}

template <class Delete>
void erase(const char* name, Delete remove, GLuint id) {
  require_main_thread(name);
  remove(1, &id);
}

}  // namespace

unsigned int TextureTraits::create() { return generate("glGenTextures", glGenTextures); }
void TextureTraits::destroy(unsigned int id) { erase("glDeleteTextures", glDeleteTextures, id); }

unsigned int FramebufferTraits::create() {
  return generate("glGenFramebuffers", glGenFramebuffers);
}
void FramebufferTraits::destroy(unsigned int id) {
  erase("glDeleteFramebuffers", glDeleteFramebuffers, id);
}

unsigned int ProgramTraits::create() {
  require_main_thread("glCreateProgram");
  return glCreateProgram();
}
void ProgramTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteProgram");
  glDeleteProgram(id);
}

unsigned int VertexArrayTraits::create() {
  return generate("glGenVertexArrays", glGenVertexArrays);
}
void VertexArrayTraits::destroy(unsigned int id) {
  erase("glDeleteVertexArrays", glDeleteVertexArrays, id);
}

unsigned int SamplerTraits::create() { return generate("glGenSamplers", glGenSamplers); }
void SamplerTraits::destroy(unsigned int id) { erase("glDeleteSamplers", glDeleteSamplers, id); }

unsigned int BufferTraits::create() { return generate("glGenBuffers", glGenBuffers); }
void BufferTraits::destroy(unsigned int id) { erase("glDeleteBuffers", glDeleteBuffers, id); }

}  // namespace fscope
