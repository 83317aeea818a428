// The segments of a JPEG file: its size, its orientation, and whether a decoder survives it.
#pragma once

#include <string>
#include <string_view>

#include "app/io/image_header.h"

namespace fscope {

/// From the segments up to the frame header. Throws std::runtime_error as read_image_header.
ImageHeader read_jpeg_header(std::string_view bytes);

/// See find_damage.
std::string find_jpeg_damage(std::string_view bytes);

/// The orientation in a TIFF structure, as Exif data are; 1 when it has none that is usable.
int exif_orientation(std::string_view tiff);

}  // namespace fscope
