#include "app/io/jpeg_header.h"

#include <cstddef>
#include <stdexcept>

#include "app/io/byte_reader.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr std::uint32_t kEndOfFile = 0;  // no marker has this code
constexpr std::uint32_t kSof0 = 0xC0;
constexpr std::uint32_t kSof2 = 0xC2;
constexpr std::uint32_t kHuffmanTables = 0xC4;
constexpr std::uint32_t kArithmeticTables = 0xCC;
constexpr std::uint32_t kSof15 = 0xCF;
constexpr std::uint32_t kRestart0 = 0xD0;
constexpr std::uint32_t kStartOfImage = 0xD8;
constexpr std::uint32_t kEndOfImage = 0xD9;
constexpr std::uint32_t kStartOfScan = 0xDA;
constexpr std::uint32_t kApp1 = 0xE1;

constexpr int kMaxScans = 200;  // encoders write about ten; each costs a pass over the picture
constexpr std::uint32_t kMaxCodes = 256;

struct Segment {
  std::uint32_t marker = 0;
  std::string_view payload;  // without the length
};

/// Walks from marker to marker as decoders do: what lies between segments is skipped, and so are
/// the coded data after a scan header, in which FF 00 is a data byte and FF D0..D7 a restart.
class SegmentWalker {
 public:
  explicit SegmentWalker(std::string_view bytes) : in_(bytes) {}

  /// kEndOfFile when there is no further marker; throws within a segment.
  Segment next() {
    const std::uint32_t marker = next_marker();
    if (marker == kEndOfImage || marker == kEndOfFile) return {marker, {}};
    const std::uint32_t length = in_.be16(at_);
    if (length < 2) throw std::runtime_error("damaged JPEG: a segment without a length");
    const std::string_view payload = in_.part(at_ + 2, length - 2);
    at_ += length;
    return {marker, payload};
  }

 private:
  std::uint32_t next_marker() {
    while (true) {
      while (at_ < in_.size() && in_.u8(at_) != 0xFF) ++at_;
      while (at_ < in_.size() && in_.u8(at_) == 0xFF) ++at_;
      if (at_ >= in_.size()) return kEndOfFile;
      const std::uint32_t code = in_.u8(at_++);
      if (code != 0 && !(code >= kRestart0 && code <= kStartOfImage)) return code;
    }
  }

  ByteReader in_;
  std::size_t at_ = 2;  // behind the start-of-image marker
};

bool is_frame_header(std::uint32_t marker) {
  return marker >= kSof0 && marker <= kSof15 && marker != kHuffmanTables &&
         marker != kArithmeticTables && marker != 0xC8;
}

/// The orientation in a TIFF structure; throws when it ends early.
int tiff_orientation(std::string_view tiff) {
  constexpr std::uint32_t kOrientation = 0x0112;
  const ByteReader in(tiff);
  const bool little = in.part(0, 2) == "II";
  const auto u16 = [&](std::size_t at) { return little ? in.le16(at) : in.be16(at); };
  const std::size_t directory = little ? in.le32(4) : in.be32(4);
  const std::uint32_t n_entries = u16(directory);
  for (std::uint32_t i = 0; i < n_entries; ++i) {
    const std::size_t entry = directory + 2 + 12 * std::size_t{i};
    if (u16(entry) != kOrientation) continue;
    const std::uint32_t value = u16(entry + 8);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

int segment_orientation(std::string_view payload) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  return payload.starts_with(kExif) ? exif_orientation(payload.substr(kExif.size())) : 1;
}

/// A table gives 16 counts of codes by length, then as many values. stb_image 2.27 and older write
/// past their table when the counts sum to more than 256.
void check_huffman_tables(std::string_view payload) {
  const ByteReader in(payload);
  std::size_t at = 0;
  while (at < payload.size()) {
    std::uint32_t n_codes = 0;
    for (std::size_t length = 1; length <= 16; ++length) n_codes += in.u8(at + length);
    if (n_codes > kMaxCodes) {
      throw std::runtime_error(
          text("damaged JPEG: a Huffman table of ", n_codes, " codes (at most 256 are possible)"));
    }
    at += 17 + n_codes;
  }
}

ImageHeader frame_header(const Segment& segment) {
  if (segment.marker > kSof2) {
    throw std::runtime_error("lossless, hierarchical and arithmetic JPEG cannot be read");
  }
  const ByteReader in(segment.payload);
  ImageHeader header;
  header.type = ImageType::jpeg;
  header.height = in.be16(1);
  header.width = in.be16(3);
  header.channels = in.u8(5) == 1 ? 1 : 3;
  return header;
}

}  // namespace

/// Exif data often break their own rules; a picture without a usable orientation stands as it is.
int exif_orientation(std::string_view tiff) {
  try {
    return tiff_orientation(tiff);
  } catch (const std::runtime_error&) {
    return 1;
  }
}

ImageHeader read_jpeg_header(std::string_view bytes) {
  SegmentWalker walker(bytes);
  int orientation = 1;
  while (true) {
    const Segment segment = walker.next();
    if (segment.marker == kEndOfFile) throw TruncatedFile();
    if (segment.marker == kEndOfImage || segment.marker == kStartOfScan) {
      throw std::runtime_error("damaged JPEG: no frame header");
    }
    if (segment.marker == kApp1 && orientation == 1) {
      orientation = segment_orientation(segment.payload);
    }
    if (!is_frame_header(segment.marker)) continue;
    ImageHeader header = frame_header(segment);
    header.orientation = orientation;
    return header;
  }
}

std::string find_jpeg_damage(std::string_view bytes) {
  SegmentWalker walker(bytes);
  int n_scans = 0;
  Segment segment = walker.next();
  for (; segment.marker != kEndOfImage && segment.marker != kEndOfFile; segment = walker.next()) {
    if (segment.marker == kHuffmanTables) check_huffman_tables(segment.payload);
    if (segment.marker == kStartOfScan && ++n_scans > kMaxScans) {
      throw std::runtime_error(text("damaged JPEG: more than ", kMaxScans, " scans"));
    }
  }
  const bool cut_off = segment.marker == kEndOfFile;
  if (n_scans == 0 && cut_off) throw TruncatedFile();
  if (n_scans == 0) throw std::runtime_error("damaged JPEG: no picture data");
  return cut_off ? TruncatedFile().what() : std::string();
}

}  // namespace fscope
