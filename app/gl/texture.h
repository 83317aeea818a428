// A 2D texture that is streamed: re-allocated only when its size or format changes.
#pragma once

#include <cstdint>
#include <span>

#include "app/gl/gl_handle.h"

namespace fscope {

class PixelStream;

/// Needs a current OpenGL context; main thread only. Rows top down: the first uploaded row is at v
/// = 0.
class Texture {
 public:
  /// Replaces the content. width, height in 1..max_size(); channels 1 (shown as gray) or 3;
  /// values: height * width * channels. Throws std::invalid_argument otherwise. They go through
  /// `stream` when there is one: for content that changes often.
  void upload(int width, int height, int channels, std::span<const float> values,
              PixelStream* stream = nullptr);
  void upload(int width, int height, int channels, std::span<const std::uint8_t> values);

  /// Binds to a texture unit. `minified` makes sure that the mipmaps are of the present content.
  void bind(unsigned int unit, bool minified);

  int width() const { return width_; }    ///< 0 before the first upload
  int height() const { return height_; }  ///< 0 before the first upload
  int channels() const { return channels_; }
  unsigned int id() const { return handle_.id(); }

  /// The longest side that this OpenGL can hold.
  static int max_size();

 private:
  struct Format {
    unsigned int internal, external, type;
  };
  void prepare(int width, int height, int channels, Format format);
  void fill(Format format, const void* pixels);
  void allocate(int width, int height, int channels, Format format);

  GlHandle<TextureTraits> handle_;
  int width_ = 0;
  int height_ = 0;
  int channels_ = 0;
  unsigned int internal_format_ = 0;
  bool mipmaps_stale_ = true;
};

}  // namespace fscope
