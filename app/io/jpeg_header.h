// The segments of a JPEG file: its size, its orientation, and whether a decoder survives it.
#pragma once

#include <string_view>

#include "app/io/image_header.h"

namespace fscope {

/// From the segments up to the frame header. Throws std::runtime_error as read_image_header.
ImageHeader read_jpeg_header(std::string_view bytes);

/// See check_image_body.
void check_jpeg_body(std::string_view bytes);

}  // namespace fscope
