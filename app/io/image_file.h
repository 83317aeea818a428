// Pictures from and to files. The only user of stb.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

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

/// A picture, and what has been done to it and is wrong with it.
struct ReadImage {
  Image image;
  std::string type;     // "PNG", "JPEG" or "BMP"
  bool turned = false;  // as the Exif orientation says
  std::string damage;   // find_damage(): what it shows may be wrong in part; empty: sound
};

/// A picture that is damaged and can be read in part.
class DamagedPicture : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The picture in a PNG, JPEG or BMP file, as it is meant to be seen: palettes resolved, upright.
/// Decoded where a fault cannot spread (picture_decoder.h). Any thread; waits. Throws
/// std::runtime_error "PATH: reason" for what cannot be opened, is no regular file, is larger than
/// kMaxImageFileBytes, is of another type, is beyond the limits of image_header.h, or is too
/// damaged to be read even in part.
ReadImage read_image(const std::filesystem::path& path);

/// The same, sound or not at all: throws DamagedPicture "PATH: reason" for the rest.
Image load_image(const std::filesystem::path& path);
void refuse_damage(const std::filesystem::path& path, const ReadImage& read);

/// "turned upright", "16 bits a value, shown in 8": what people may not expect.
std::vector<std::string> reading_notes(const ReadImage& read);

/// Reads the header only, so a damaged picture may still be described. Throws as load_image.
ImageInfo probe_image(const std::filesystem::path& path);

/// The bytes of a PNG file. Throws std::invalid_argument for an empty picture.
std::string encode_png(const Image& image);

/// What a network says, clamped to [0, 1] and rounded to 8 bits.
Image to_image(const Raster& raster);

/// Writes a PNG file (atomically, see atomic_file.h). `state`, if any, travels inside it
/// (png_text.h, under kStateKeyword). Throws std::runtime_error "PATH: reason", also for an empty
/// picture.
void save_png(const std::filesystem::path& path, const Image& image, std::string_view state = {});

}  // namespace fscope
