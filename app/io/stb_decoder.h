// stb_image and stb_image_write, the only place that sees them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/tasks/image.h"

namespace fscope {

/// What stb_image made of a file. `values` is null when it failed; release() it.
struct DecodedPixels {
  void* values = nullptr;  // rows from the top
  int value_size = 1;      // bytes: 1, or 2 (of this machine's order) where the file has 16 bits
  int width = 0;           // px
  int height = 0;          // px
  int channels = 0;
  const char* failure = nullptr;  // why, in stb's words
};

/// A PNG, JPEG or BMP whose header was checked. Never throws; any thread.
DecodedPixels decode_with_stb(std::string_view bytes);
void release(DecodedPixels& decoded);

/// All further memory of stb_image comes from these zeroed bytes, and what is given back is lost:
/// for a process that decodes one picture and may not ask the system for any. One thread.
void decode_in_arena(void* begin, std::size_t size);

/// The bytes of a PNG. Throws std::runtime_error when there is no memory. `image` is not empty.
std::string encode_png_with_stb(const Image& image);

}  // namespace fscope
