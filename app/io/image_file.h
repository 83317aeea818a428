// Pictures from and to files. The only user of stb.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/tasks/image.h"
#include "core/tasks/raster.h"

namespace fscope {

inline constexpr std::size_t kMaxImageFileBytes = std::size_t{512} << 20;

/// What the header of a picture says.
struct ImageInfo {
  int width = 0;   // px, as displayed
  int height = 0;  // px, as displayed
  int channels = 0;
  std::string type;  // "PNG", "JPEG" or "BMP"
};

/// The picture in a PNG, JPEG or BMP file, as it is meant to be seen: 16-bit values rounded down to
/// 8 bits, palettes resolved, turned upright as the Exif orientation says.
/// Throws std::runtime_error "PATH: reason" for what cannot be opened, is no regular file, is
/// larger than kMaxImageFileBytes, is of another type, is beyond the limits of image_header.h, or
/// is truncated or damaged.
Image load_image(const std::filesystem::path& path);

/// Reads the header only, so a damaged picture may still be described. Throws as load_image.
ImageInfo probe_image(const std::filesystem::path& path);

/// The bytes of a PNG file. Throws std::invalid_argument for an empty picture.
std::string encode_png(const Image& image);

/// What a network says, clamped to [0, 1] and rounded to 8 bits.
Image to_image(const Raster& raster);

/// Writes a PNG file (atomically, see atomic_file.h). `state`, if any, travels inside it (png_text.h,
/// under kStateKeyword). Throws std::runtime_error "PATH: reason", also for an empty picture.
void save_png(const std::filesystem::path& path, const Image& image, std::string_view state = {});

}  // namespace fscope
