// Small picture files, byte by byte.
#pragma once

#include <cstdint>
#include <string>

#include "app/io/png_text.h"

namespace fscope {

inline std::string big_endian(std::uint32_t value, int n_bytes) {
  std::string bytes;
  for (int i = n_bytes - 1; i >= 0; --i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

inline std::string little_endian(std::uint32_t value, int n_bytes) {
  const std::string bytes = big_endian(value, n_bytes);
  return {bytes.rbegin(), bytes.rend()};
}

inline std::string png_chunk(const std::string& type, const std::string& data) {
  return big_endian(static_cast<std::uint32_t>(data.size()), 4) + type + data +
         big_endian(png_crc(type + data), 4);
}

inline std::string png_start(std::uint32_t width, std::uint32_t height, int depth,
                             int colour_type) {
  std::string header = big_endian(width, 4) + big_endian(height, 4);
  header += static_cast<char>(depth);
  header += static_cast<char>(colour_type);
  header += std::string(3, '\0');  // compression, filter, no interlacing
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", header);
}

/// rows: each a filter byte 0 and the packed pixels; stored, not compressed.
inline std::string png_end(const std::string& rows) {
  const auto n = static_cast<std::uint32_t>(rows.size());
  const std::string stored = std::string("\x78\x01\x01", 3) + little_endian(n, 2) +
                             little_endian(~n & 0xFFFFU, 2) + rows + big_endian(0, 4);
  return png_chunk("IDAT", stored) + png_chunk("IEND", "");
}

inline std::string jpeg_segment(int marker, const std::string& payload) {
  const auto length = static_cast<std::uint32_t>(payload.size() + 2);
  return std::string("\xFF") + static_cast<char>(marker) + big_endian(length, 2) + payload;
}

/// Orientation 1 to 8, in a minimal TIFF structure of either byte order.
inline std::string exif_segment(int orientation, bool little) {
  const auto number = [little](std::uint32_t v, int n) {
    return little ? little_endian(v, n) : big_endian(v, n);
  };
  const std::string entry = number(0x0112, 2) + number(3, 2) + number(1, 4) +
                            number(static_cast<std::uint32_t>(orientation), 2) + number(0, 2);
  return jpeg_segment(0xE1, std::string("Exif\0\0", 6) + (little ? "II" : "MM") + number(42, 2) +
                                number(8, 4) + number(1, 2) + entry + number(0, 4));
}

inline std::string jpeg_scan_header() {
  return jpeg_segment(0xDA, std::string("\x01\x01\x00\x00\x3F\x00", 6));
}

/// 16 x 16 gray pixels in four plain blocks: 178 128 over 78 28. `extra` goes before the frame
/// header. Every quantiser is 8, so that a block's first coefficient is its difference from 128;
/// DC codes: 0 for no difference, 10 for six more bits; AC code: 0 ends the block. The bits are
/// 10 110010 0 (+50) and three times 10 001101 0 (-50), filled up with ones.
inline std::string four_block_jpeg(const std::string& extra = "") {
  const std::string quantisers = std::string(1, '\0') + std::string(64, '\x08');
  const std::string frame("\x08\x00\x10\x00\x10\x01\x01\x11\x00", 9);
  const std::string dc =
      std::string("\x00\x01\x01", 3) + std::string(14, '\0') + std::string("\x00\x06", 2);
  const std::string ac = std::string("\x10\x01", 2) + std::string(15, '\0') + std::string(1, '\0');
  return "\xFF\xD8" + extra + jpeg_segment(0xDB, quantisers) + jpeg_segment(0xC0, frame) +
         jpeg_segment(0xC4, dc) + jpeg_segment(0xC4, ac) + jpeg_scan_header() +
         "\xB2\x46\xA3\x51\xAF" + "\xFF\xD9";
}

/// The start of a BMP file up to the pixels; a negative height puts the top row first.
inline std::string bmp_start(int width, int height, int bits, std::uint32_t compression = 0) {
  return "BM" + little_endian(0, 4) + little_endian(0, 4) + little_endian(54, 4) +
         little_endian(40, 4) + little_endian(static_cast<std::uint32_t>(width), 4) +
         little_endian(static_cast<std::uint32_t>(height), 4) + little_endian(1, 2) +
         little_endian(static_cast<std::uint32_t>(bits), 2) + little_endian(compression, 4) +
         std::string(20, '\0');
}

}  // namespace fscope
