#include "app/gl/pixel_stream.h"

#include <glad/gl.h>

#include <cstring>

#include "app/gl/main_thread.h"

namespace fscope {

const void* PixelStream::begin(std::span<const std::byte> bytes) {
  require_main_thread("PixelStream::begin");
  Slot& slot = slots_[next_];
  next_ = 1 - next_;
  const auto n_bytes = static_cast<GLsizeiptr>(bytes.size());
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, slot.buffer.id());
  if (bytes.size() > slot.capacity) {
    glBufferData(GL_PIXEL_UNPACK_BUFFER, n_bytes, nullptr, GL_STREAM_DRAW);
    slot.capacity = bytes.size();
    ++n_allocations_;
  }
  // Invalidated, so that the driver need not wait for an upload that still reads the old content.
  void* const room = glMapBufferRange(GL_PIXEL_UNPACK_BUFFER, 0, n_bytes,
                                      GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_BUFFER_BIT);
  if (room != nullptr) {
    std::memcpy(room, bytes.data(), bytes.size());
    if (glUnmapBuffer(GL_PIXEL_UNPACK_BUFFER) == GL_TRUE) return nullptr;  // offset 0
  } else {
    slot.capacity = 0;  // out of memory: ask again next time
  }
  finish();
  return bytes.data();
}

void PixelStream::finish() { glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0); }

}  // namespace fscope
