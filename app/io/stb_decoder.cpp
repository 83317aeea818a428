#include "app/io/stb_decoder.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "app/io/image_header.h"

namespace {

// stb_image leaves parts of its buffers unwritten when a file is damaged; zeroes make the result
// the same every time. The limit stops a small file from unpacking to all of the memory:
// 100 million pixels of 4 x 16 bits fit.
constexpr std::size_t kMaxAllocation = std::size_t{1} << 30;

struct Arena {
  char* next = nullptr;  // null: there is none, and malloc is used
  char* end = nullptr;
  char* last = nullptr;  // the newest block, which can grow where it is

  void* take(std::size_t size) {
    constexpr std::size_t kAlignment = 64;
    if (size > static_cast<std::size_t>(end - next) || size > kMaxAllocation) return nullptr;
    last = next;
    const std::size_t rounded = (size + kAlignment - 1) / kAlignment * kAlignment;
    next += std::min(rounded, static_cast<std::size_t>(end - next));
    return last;
  }
};

Arena arena;  // of a helper process; set before its one picture is decoded

void* allocate_zeroed(std::size_t size) {
  if (arena.next) return arena.take(size);
  return size <= kMaxAllocation ? std::calloc(1, size) : nullptr;
}

void* grow_in_arena(void* old, std::size_t old_size, std::size_t size) {
  if (size <= old_size) return old;
  if (old && old == arena.last) {
    arena.next = arena.last;  // what follows the block was never written
    return arena.take(size);
  }
  void* grown = arena.take(size);
  if (grown && old) std::memcpy(grown, old, old_size);
  return grown;
}

void* reallocate_zeroed(void* old, std::size_t old_size, std::size_t size) {
  if (arena.next) return grow_in_arena(old, old_size, size);
  void* grown = size <= kMaxAllocation ? std::realloc(old, size) : nullptr;
  if (grown && size > old_size) {
    std::memset(static_cast<char*>(grown) + old_size, 0, size - old_size);
  }
  return grown;
}

void give_back(void* memory) {
  if (!arena.next) std::free(memory);
}

}  // namespace

#define STBI_MALLOC(size) allocate_zeroed(size)
#define STBI_REALLOC_SIZED(old, old_size, size) reallocate_zeroed(old, old_size, size)
#define STBI_FREE(pointer) give_back(pointer)
#define STBI_ASSERT(condition) ((void)(condition))  // a damaged file must not end the program
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
// Inlined into code of ours, its unused reader is seen as one that could be called.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <stb_image.h>

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace fscope {

static_assert(STBI_MAX_DIMENSIONS == kMaxImageSide);

DecodedPixels decode_with_stb(std::string_view bytes) {
  DecodedPixels decoded;
  const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  const auto load = [&](auto stbi_load) {
    return stbi_load(data, size, &decoded.width, &decoded.height, &decoded.channels, 0);
  };
  if (stbi_is_16_bit_from_memory(data, size) != 0) {
    decoded.value_size = 2;
    decoded.values = load(stbi_load_16_from_memory);
  } else {
    decoded.values = load(stbi_load_from_memory);
  }
  if (!decoded.values) decoded.failure = stbi_failure_reason();
  return decoded;
}

void release(DecodedPixels& decoded) {
  give_back(decoded.values);
  decoded.values = nullptr;
}

void decode_in_arena(void* begin, std::size_t size) {
  arena = {.next = static_cast<char*>(begin), .end = static_cast<char*>(begin) + size};
}

std::string encode_png_with_stb(const Image& image) {
  struct Free {
    void operator()(unsigned char* p) const { std::free(p); }
  };
  int size = 0;
  const std::unique_ptr<unsigned char, Free> png(stbi_write_png_to_mem(
      image.pixels.data(), 0, image.width, image.height, image.channels, &size));
  if (!png) throw std::runtime_error("not enough memory to encode the picture");
  return {reinterpret_cast<const char*>(png.get()), static_cast<std::size_t>(size)};
}

}  // namespace fscope
