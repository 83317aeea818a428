#include "app/gl/gl_handle.h"

#include <glad/gl.h>

#include "app/gl/main_thread.h"

namespace fscope {

unsigned int TextureTraits::create() {
  require_main_thread("glGenTextures");
  GLuint id = 0;
  glGenTextures(1, &id);
  return id;
}
void TextureTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteTextures");
  glDeleteTextures(1, &id);
}

unsigned int FramebufferTraits::create() {
  require_main_thread("glGenFramebuffers");
  GLuint id = 0;
  glGenFramebuffers(1, &id);
  return id;
}
void FramebufferTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteFramebuffers");
  glDeleteFramebuffers(1, &id);
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
  require_main_thread("glGenVertexArrays");
  GLuint id = 0;
  glGenVertexArrays(1, &id);
  return id;
}
void VertexArrayTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteVertexArrays");
  glDeleteVertexArrays(1, &id);
}

unsigned int SamplerTraits::create() {
  require_main_thread("glGenSamplers");
  GLuint id = 0;
  glGenSamplers(1, &id);
  return id;
}
void SamplerTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteSamplers");
  glDeleteSamplers(1, &id);
}

unsigned int BufferTraits::create() {
  require_main_thread("glGenBuffers");
  GLuint id = 0;
  glGenBuffers(1, &id);
  return id;
}
void BufferTraits::destroy(unsigned int id) {
  require_main_thread("glDeleteBuffers");
  glDeleteBuffers(1, &id);
}

}  // namespace fscope
