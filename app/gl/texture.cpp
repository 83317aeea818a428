#include "app/gl/texture.h"

#include <glad/gl.h>

#include <cstddef>

#include "app/gl/main_thread.h"
#include "app/gl/pixel_stream.h"
#include "core/support/check.h"

namespace fscope {

namespace {

void require_fits(int width, int height, int channels, std::size_t n_values) {
  require_main_thread("Texture::upload");
  const int limit = Texture::max_size();
  require(width >= 1 && height >= 1 && width <= limit && height <= limit, "texture of ", width,
          " x ", height, " is outside 1..", limit);
  require(channels == 1 || channels == 3, "texture has ", channels, " channels, wanted 1 or 3");
  const std::size_t wanted = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                             static_cast<std::size_t>(channels);
  require(n_values == wanted, "texture of ", width, " x ", height, " x ", channels, " was given ",
          n_values, " values");
}

}  // namespace

int Texture::max_size() {
  GLint size = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &size);
  return size;
}

void Texture::upload(int width, int height, int channels, std::span<const float> values,
                     PixelStream* stream) {
  require_fits(width, height, channels, values.size());
  const Format format =
      channels == 1 ? Format{GL_R32F, GL_RED, GL_FLOAT} : Format{GL_RGB32F, GL_RGB, GL_FLOAT};
  prepare(width, height, channels, format);
  if (stream == nullptr) {
    fill(format, values.data());
    return;
  }
  fill(format, stream->begin(std::as_bytes(values)));
  PixelStream::finish();
}

void Texture::upload(int width, int height, int channels, std::span<const std::uint8_t> values) {
  require_fits(width, height, channels, values.size());
  const Format format = channels == 1 ? Format{GL_R8, GL_RED, GL_UNSIGNED_BYTE}
                                      : Format{GL_RGB8, GL_RGB, GL_UNSIGNED_BYTE};
  prepare(width, height, channels, format);
  fill(format, values.data());
}

/// Binds the texture and gives it storage of this size.
void Texture::prepare(int width, int height, int channels, Format format) {
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, id());
  if (width != width_ || height != height_ || format.internal != internal_format_) {
    allocate(width, height, channels, format);
  }
}

/// The whole content of the texture that is bound; pixels: an address, or an offset in the buffer
/// bound for unpacking.
void Texture::fill(Format format, const void* pixels) {
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width_, height_, format.external, format.type, pixels);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glBindTexture(GL_TEXTURE_2D, 0);
  mipmaps_stale_ = true;
}

void Texture::allocate(int width, int height, int channels, Format format) {
  glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(format.internal), width, height, 0,
               format.external, format.type, nullptr);
  const GLint swizzle[] = {GL_RED, channels == 1 ? GL_RED : GL_GREEN,
                           channels == 1 ? GL_RED : GL_BLUE, GL_ONE};
  glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  width_ = width;
  height_ = height;
  channels_ = channels;
  internal_format_ = format.internal;
}

void Texture::bind(unsigned int unit, bool minified) {
  require_main_thread("Texture::bind");
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_2D, id());
  // Without mipmaps the texture must claim to have one level, or it samples as black.
  if (minified && mipmaps_stale_) {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 1000);
    glGenerateMipmap(GL_TEXTURE_2D);
    mipmaps_stale_ = false;
  } else if (mipmaps_stale_) {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  }
}

}  // namespace fscope
