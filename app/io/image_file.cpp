#include "app/io/image_file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

#include "app/io/atomic_file.h"
#include "app/io/byte_reader.h"
#include "app/io/file_descriptor.h"
#include "app/io/image_header.h"
#include "app/io/png_text.h"
#include "app/io/regular_file.h"
#include "core/support/check.h"

namespace {

// stb_image leaves parts of its buffers unwritten when a file is damaged; zeroes make the result
// the same every time. The limit stops a small file from unpacking to all of the memory:
// 100 million pixels of 4 x 16 bits fit.
constexpr std::size_t kMaxAllocation = std::size_t{1} << 30;

void* allocate_zeroed(std::size_t size) {
  return size <= kMaxAllocation ? std::calloc(1, size) : nullptr;
}

void* reallocate_zeroed(void* old, std::size_t old_size, std::size_t size) {
  void* grown = size <= kMaxAllocation ? std::realloc(old, size) : nullptr;
  if (grown && size > old_size) {
    std::memset(static_cast<char*>(grown) + old_size, 0, size - old_size);
  }
  return grown;
}

}  // namespace

#define STBI_MALLOC(size) allocate_zeroed(size)
#define STBI_REALLOC_SIZED(old, old_size, size) reallocate_zeroed(old, old_size, size)
#define STBI_FREE(pointer) std::free(pointer)
#define STBI_ASSERT(condition) ((void)(condition))  // a damaged file must not end the program
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

namespace fscope {
namespace {

static_assert(STBI_MAX_DIMENSIONS == kMaxImageSide);

struct Free {
  void operator()(unsigned char* p) const { std::free(p); }
};
using Buffer = std::unique_ptr<unsigned char, Free>;

const unsigned char* as_unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Image decode(std::string_view bytes) {
  Image image;
  const Buffer pixels(stbi_load_from_memory(as_unsigned(bytes), static_cast<int>(bytes.size()),
                                            &image.width, &image.height, &image.channels, 0));
  if (!pixels)
    throw std::runtime_error(text("the picture is damaged (", stbi_failure_reason(), ")"));
  const std::size_t size = image.n_pixels() * static_cast<std::size_t>(image.channels);
  image.pixels.assign(pixels.get(), pixels.get() + size);
  return image;
}

/// Where the pixel at (column, row) of the upright picture is stored; width and height as stored.
std::pair<int, int> stored_position(int orientation, int column, int row, int width, int height) {
  const int right = width - 1;
  const int bottom = height - 1;
  switch (orientation) {
    case 2:
      return {right - column, row};
    case 3:
      return {right - column, bottom - row};
    case 4:
      return {column, bottom - row};
    case 5:
      return {row, column};
    case 6:
      return {row, bottom - column};
    case 7:
      return {right - row, bottom - column};
    case 8:
      return {right - row, column};
    default:
      return {column, row};
  }
}

Image upright(Image stored, int orientation) {
  if (orientation == 1) return stored;
  const bool sideways = orientation >= 5;
  Image out{sideways ? stored.height : stored.width,
            sideways ? stored.width : stored.height,
            stored.channels,
            {}};
  out.pixels.reserve(stored.pixels.size());
  for (int row = 0; row < out.height; ++row) {
    for (int column = 0; column < out.width; ++column) {
      const auto [x, y] = stored_position(orientation, column, row, stored.width, stored.height);
      const std::uint8_t* pixel = stored.at(x, y);
      out.pixels.insert(out.pixels.end(), pixel, pixel + stored.channels);
    }
  }
  return out;
}

Image image_from(std::string_view bytes) {
  const ImageHeader header = read_image_header(bytes);
  check_image_body(bytes, header);
  return upright(decode(bytes), header.orientation);
}

/// What `compute` returns; what it throws with the path in front.
template <class Compute>
auto naming(const std::filesystem::path& path, Compute compute) {
  try {
    return compute();
  } catch (const std::exception& reason) {
    throw file_error(path, reason.what());
  }
}

/// False when the header goes on behind these bytes; other faults are for others to report.
bool header_is_complete(std::string_view bytes) {
  try {
    read_image_header(bytes);
  } catch (const TruncatedFile&) {
    return false;
  } catch (const std::runtime_error&) {
  }
  return true;
}

ImageInfo info_from(std::string_view bytes) {
  const ImageHeader header = read_image_header(bytes);
  ImageInfo info{static_cast<int>(header.width), static_cast<int>(header.height), header.channels,
                 to_string(header.type)};
  if (header.turned_sideways()) std::swap(info.width, info.height);
  return info;
}

}  // namespace

Image load_image(const std::filesystem::path& path) {
  const std::string bytes = read_regular_file(path, kMaxImageFileBytes);
  return naming(path, [&] { return image_from(bytes); });
}

ImageInfo probe_image(const std::filesystem::path& path) {
  constexpr std::size_t kUsual = std::size_t{64} << 10;
  constexpr std::size_t kLongest = std::size_t{16} << 20;  // photographs can carry long metadata
  std::string bytes = read_regular_file(path, kMaxImageFileBytes, kUsual);
  if (bytes.size() == kUsual && !header_is_complete(bytes)) {
    bytes = read_regular_file(path, kMaxImageFileBytes, kLongest);
  }
  return naming(path, [&] { return info_from(bytes); });
}

std::string encode_png(const Image& image) {
  require(!image.empty(), "an empty picture cannot be saved");
  int size = 0;
  const Buffer png(stbi_write_png_to_mem(image.pixels.data(), 0, image.width, image.height,
                                         image.channels, &size));
  if (!png) throw std::runtime_error("not enough memory to encode the picture");
  return {reinterpret_cast<const char*>(png.get()), static_cast<std::size_t>(size)};
}

Image to_image(const Raster& raster) {
  Image image{.width = raster.width,
              .height = raster.height,
              .channels = raster.channels,
              .pixels = std::vector<std::uint8_t>(raster.values.size())};
  std::ranges::transform(raster.values, image.pixels.begin(), to_byte);
  return image;
}

void save_png(const std::filesystem::path& path, const Image& image, std::string_view state) {
  const std::string png = naming(path, [&] { return encode_png(image); });
  write_file_atomically(path, state.empty() ? png : with_png_text(png, kStateKeyword, state));
}

}  // namespace fscope
