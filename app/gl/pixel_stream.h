// Pixels on their way to textures that change often: two buffers in turn, so that one is filled
// while the driver may still be reading the other.
#pragma once

#include <cstddef>
#include <span>

#include "app/gl/gl_handle.h"

namespace fscope {

/// Serves any number of textures. Storage is kept and grows only when more bytes are wanted than
/// ever before. Needs a current OpenGL context; main thread only.
class PixelStream {
 public:
  /// Copies the bytes into the buffer used longest ago and binds it for unpacking. Returns what to
  /// hand to OpenGL as the address of the pixels: an offset in the buffer, or, when the driver
  /// gives no memory for it, the bytes themselves with no buffer bound. Call finish() after the
  /// upload.
  const void* begin(std::span<const std::byte> bytes);
  /// Binds no buffer, as the rest of the program expects it.
  static void finish();

  /// How often storage was asked for since the start: once a buffer for every new largest size.
  int n_allocations() const { return n_allocations_; }

 private:
  struct Slot {
    GlHandle<BufferTraits> buffer;
    std::size_t capacity = 0;  // bytes
  };

  Slot slots_[2];
  int next_ = 0;
  int n_allocations_ = 0;
};

}  // namespace fscope
