#include "app/gl/framebuffer.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "app/gl/main_thread.h"
#include "core/support/check.h"

namespace fscope {

namespace {

/// Rows in reverse order, in place: OpenGL counts from the bottom.
void flip_rows(Image& image) {
  const auto stride = static_cast<std::ptrdiff_t>(image.width) * image.channels;
  auto top = image.pixels.begin();
  auto bottom = image.pixels.end() - stride;
  for (; top < bottom; top += stride, bottom -= stride) {
    std::swap_ranges(top, top + stride, bottom);
  }
}

}  // namespace

Framebuffer::Framebuffer(int width, int height) : width_(width), height_(height) {
  require(width >= 1 && height >= 1, "framebuffer of ", width, " x ", height);
  glBindTexture(GL_TEXTURE_2D, color_.id());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, handle_.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color_.id(), 0);
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  bind_window();
  if (status != GL_FRAMEBUFFER_COMPLETE) {
    throw std::runtime_error(text("no framebuffer of ", width, " x ", height, ": status ", status));
  }
}

void Framebuffer::bind() const {
  require_main_thread("Framebuffer::bind");
  glBindFramebuffer(GL_FRAMEBUFFER, handle_.id());
  glViewport(0, 0, width_, height_);
}

void Framebuffer::bind_window() {
  require_main_thread("Framebuffer::bind_window");
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

Image Framebuffer::read() const {
  require_main_thread("Framebuffer::read");
  Image image{width_, height_, 3, {}};
  image.pixels.resize(image.n_pixels() * 3);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, handle_.id());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, image.pixels.data());
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  bind_window();
  flip_rows(image);
  return image;
}

}  // namespace fscope
