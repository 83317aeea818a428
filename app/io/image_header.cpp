#include "app/io/image_header.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

#include "app/io/byte_reader.h"
#include "app/io/jpeg_header.h"
#include "app/io/path_text.h"
#include "app/io/png_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr std::string_view kPngSignature("\x89PNG\r\n\x1A\n", 8);

struct Signature {
  std::size_t at;
  std::string_view bytes;
  std::string_view name;
};

/// Other types that people have, and what to call them.
constexpr std::array<Signature, 19> kOtherTypes = {{
    {8, "WEBP", "a WebP"},
    {0, "GIF8", "a GIF"},
    {0, std::string_view("II*\0", 4), "a TIFF"},
    {0, std::string_view("MM\0*", 4), "a TIFF"},
    {4, "ftypavif", "an AVIF"},
    {4, "ftypavis", "an AVIF"},
    {4, "ftypheic", "a HEIC"},
    {4, "ftypheix", "a HEIC"},
    {4, "ftypmif1", "a HEIF"},
    {0, std::string_view("\0\0\0\x0CJXL ", 8), "a JPEG XL"},
    {0, "\xFF\x0A", "a JPEG XL"},
    {0, std::string_view("\0\0\0\x0CjP  ", 8), "a JPEG 2000"},
    {0, "%PDF", "a PDF"},
    {0, "8BPS", "a Photoshop"},
    {0, "\x76\x2F\x31\x01", "an OpenEXR"},
    {0, "#?RADIANCE", "a Radiance HDR"},
    {0, "<svg", "an SVG"},
    {0, "<?xml", "an XML or SVG"},
    {0, "gimp xcf", "a GIMP"},
}};

bool has(std::string_view bytes, std::size_t at, std::string_view expected) {
  return bytes.size() >= at && bytes.substr(at, expected.size()) == expected;
}

struct Chunk {
  std::string_view type;
  std::size_t data = 0;  // position
  std::size_t length = 0;

  std::size_t end() const { return data + length + 4; }  // behind the checksum
};

Chunk png_chunk(const ByteReader& in, std::size_t at) {
  return {in.part(at + 4, 4), at + 8, in.be32(at)};
}

/// What stands between the header and the data.
struct PngExtras {
  bool transparency = false;
  int orientation = 1;
};

PngExtras png_extras(const ByteReader& in, std::size_t at) {
  PngExtras extras;
  while (in.size() >= at + 8) {
    const Chunk chunk = png_chunk(in, at);
    if (chunk.type == "IDAT" || chunk.length > in.size() - chunk.data) break;
    if (chunk.type == "tRNS") extras.transparency = true;
    if (chunk.type == "eXIf")
      extras.orientation = exif_orientation(in.part(chunk.data, chunk.length));
    at = chunk.end();
  }
  return extras;
}

int png_channels(std::uint32_t colour_type, bool transparency) {
  const bool gray = colour_type == 0 || colour_type == 4;
  const bool alpha = transparency || (colour_type & 4U) != 0;
  return (gray ? 1 : 3) + (alpha ? 1 : 0);
}

ImageHeader read_png_header(std::string_view bytes) {
  const ByteReader in(bytes);
  const Chunk chunk = png_chunk(in, kPngSignature.size());
  if (chunk.type == "CgBI") throw std::runtime_error("Apple's variant of PNG cannot be read");
  if (chunk.type != "IHDR" || chunk.length != 13) {
    throw std::runtime_error("damaged PNG: no header chunk");
  }
  ImageHeader header;
  header.type = ImageType::png;
  header.width = in.be32(chunk.data);
  header.height = in.be32(chunk.data + 4);
  const PngExtras extras = png_extras(in, chunk.end());
  header.channels = png_channels(in.u8(chunk.data + 9), extras.transparency);
  header.orientation = extras.orientation;
  return header;
}

std::string find_png_damage(std::string_view bytes) {
  const ByteReader in(bytes);
  std::size_t at = kPngSignature.size();
  while (true) {
    const Chunk chunk = png_chunk(in, at);
    const std::string_view checked = in.part(chunk.data - 4, chunk.length + 4);
    if (in.be32(chunk.data + chunk.length) != png_crc(checked)) {
      return text("the checksum of its ", escape_bytes(std::string(chunk.type)), " chunk is wrong");
    }
    if (chunk.type == "IEND") return {};
    at = chunk.end();
  }
}

struct BmpHeader {
  std::uint32_t pixels_at = 0;
  std::uint32_t header_size = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::uint32_t bits = 0;  // per pixel
  std::uint32_t compression = 0;
};

BmpHeader parse_bmp(const ByteReader& in) {
  const std::uint32_t header_size = in.le32(14);
  if (header_size == 12) {  // OS/2
    return {in.le32(10), header_size, in.le16(18), in.le16(20), in.le16(24), 0};
  }
  const std::int64_t height = static_cast<std::int32_t>(in.le32(22));  // negative: top row first
  return {in.le32(10),
          header_size,
          static_cast<std::int32_t>(in.le32(18)),
          height < 0 ? -height : height,
          in.le16(28),
          in.le32(30)};
}

void check_bmp_kind(const BmpHeader& bmp) {
  if (bmp.compression == 1 || bmp.compression == 2) {
    throw std::runtime_error("run-length encoded BMP cannot be read");
  }
  if (bmp.header_size == 12 && bmp.bits < 24) {  // stb_image miscounts their palette
    throw std::runtime_error("OS/2 BMP with a palette cannot be read");
  }
  const bool known = bmp.bits == 1 || bmp.bits == 4 || bmp.bits == 8 || bmp.bits == 16 ||
                     bmp.bits == 24 || bmp.bits == 32;
  if (!known) throw std::runtime_error(text("damaged BMP: ", bmp.bits, " bits per pixel"));
}

ImageHeader read_bmp_header(std::string_view bytes) {
  const BmpHeader bmp = parse_bmp(ByteReader(bytes));
  check_bmp_kind(bmp);
  return {.type = ImageType::bmp,
          .width = bmp.width,
          .height = bmp.height,
          .channels = bmp.bits == 32 ? 4 : 3};
}

std::string find_bmp_damage(std::string_view bytes) {
  const BmpHeader bmp = parse_bmp(ByteReader(bytes));
  if (bmp.pixels_at < 14 + bmp.header_size) {
    throw std::runtime_error("damaged BMP: the pixels overlap the header");
  }
  const std::int64_t row_bytes = (bmp.width * bmp.bits + 31) / 32 * 4;
  const bool whole =
      bmp.pixels_at + row_bytes * bmp.height <= static_cast<std::int64_t>(bytes.size());
  return whole ? std::string() : TruncatedFile().what();
}

void check_limits(const ImageHeader& header) {
  if (header.width < 1 || header.height < 1) {
    throw std::runtime_error(
        text("the picture has no pixels (", header.width, " x ", header.height, ")"));
  }
  const bool too_long = std::max(header.width, header.height) > kMaxImageSide;
  if (too_long || header.width * header.height > kMaxImagePixels) {
    throw std::runtime_error(text("the picture is too large: ", header.width, " x ", header.height,
                                  " px; at most ", kMaxImageSide, " px per side and ",
                                  kMaxImagePixels / 1'000'000, " million px can be read"));
  }
}

ImageHeader read_header(std::string_view bytes) {
  switch (sniff_image_type(bytes)) {
    case ImageType::png:
      return read_png_header(bytes);
    case ImageType::jpeg:
      return read_jpeg_header(bytes);
    case ImageType::bmp:
      return read_bmp_header(bytes);
  }
  throw std::logic_error("unknown image type");
}

}  // namespace

ImageType sniff_image_type(std::string_view bytes) {
  if (has(bytes, 0, kPngSignature)) return ImageType::png;
  if (has(bytes, 0, "\xFF\xD8\xFF")) return ImageType::jpeg;
  if (has(bytes, 0, "BM")) return ImageType::bmp;
  for (const Signature& other : kOtherTypes) {
    if (!has(bytes, other.at, other.bytes)) continue;
    throw std::runtime_error(text("this is ", other.name, " file; PNG, JPEG and BMP can be read"));
  }
  throw std::runtime_error("not a picture that can be read (PNG, JPEG or BMP)");
}

std::string to_string(ImageType type) {
  switch (type) {
    case ImageType::png:
      return "PNG";
    case ImageType::jpeg:
      return "JPEG";
    case ImageType::bmp:
      return "BMP";
  }
  throw std::logic_error("unknown image type");
}

ImageHeader read_image_header(std::string_view bytes) {
  const ImageHeader header = read_header(bytes);
  check_limits(header);
  return header;
}

std::string find_damage(std::string_view bytes, const ImageHeader& header) {
  if (header.type == ImageType::jpeg) return find_jpeg_damage(bytes);
  try {
    return header.type == ImageType::png ? find_png_damage(bytes) : find_bmp_damage(bytes);
  } catch (const TruncatedFile& error) {
    return error.what();
  }
}

}  // namespace fscope
