// A picture that is drawn into instead of the window.
#pragma once

#include "app/gl/gl_handle.h"
#include "core/tasks/image.h"

namespace fscope {

/// RGBA, 8 bits each. Needs a current OpenGL context; main thread only.
class Framebuffer {
 public:
  /// width, height >= 1 px. Throws std::invalid_argument, or std::runtime_error when the driver
  /// refuses the size.
  Framebuffer(int width, int height);

  /// Makes it what is drawn into, all of it, until bind_window().
  void bind() const;
  static void bind_window();
  /// What has been drawn: RGB, top row first.
  Image read() const;

  int width() const { return width_; }
  int height() const { return height_; }

 private:
  GlHandle<FramebufferTraits> handle_;
  GlHandle<TextureTraits> color_;
  int width_;
  int height_;
};

}  // namespace fscope
