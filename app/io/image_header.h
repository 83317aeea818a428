// What the bytes of a picture file say before anything is decoded: type, size, soundness.
// Decoders trust their input more than we do; what they would not survive is refused here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fscope {

inline constexpr std::int64_t kMaxImageSide = 16384;          // px
inline constexpr std::int64_t kMaxImagePixels = 100'000'000;  // px

enum class ImageType { png, jpeg, bmp };

/// PNG, JPEG or BMP, by the first bytes. Throws std::runtime_error that names the type if it is
/// another one that is commonly met.
ImageType sniff_image_type(std::string_view bytes);

std::string to_string(ImageType type);

/// Exif orientation: how the stored picture must be turned to stand upright.
/// 1 as it is, 2 mirrored left-right, 3 turned by 180 degrees, 4 mirrored top-bottom,
/// 5 transposed, 6 turned clockwise, 7 transposed across the other diagonal, 8 counter-clockwise.
struct ImageHeader {
  ImageType type = ImageType::png;
  std::int64_t width = 0;   // px, as stored
  std::int64_t height = 0;  // px, as stored
  int channels = 0;
  int orientation = 1;

  bool turned_sideways() const { return orientation >= 5; }
};

/// The header of a whole file, or of its beginning. Throws std::runtime_error when it is damaged
/// or cut off, or when the picture is larger than the limits above.
ImageHeader read_image_header(std::string_view bytes);

/// What is wrong with a file that may be readable in part: it is cut off, or a checksum of a PNG
/// does not agree. Empty where nothing is. (A changed bit within a JPEG's coded pixels or in a BMP
/// cannot be noticed: there are no checksums.) Throws std::runtime_error when it holds something
/// that decoders do not survive (JPEG Huffman tables of more than 256 codes, hundreds of scans), or
/// when no picture data is there.
std::string find_damage(std::string_view bytes, const ImageHeader& header);

}  // namespace fscope
