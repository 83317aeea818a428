#include "app/io/png_text.h"

#include <cstdint>
#include <stdexcept>

#include "app/io/byte_reader.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::size_t kEndChunk = 12;  // IEND: no data
constexpr std::string_view kType = "iTXt";

/// CRC of ISO 3309, as in the PNG specification, Annex D.
std::string be32(std::size_t value) {
  std::string out;
  for (unsigned shift = 24;; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xffU);
    if (shift == 0) return out;
  }
}

struct Chunk {
  std::string_view type;
  std::string_view data;
  std::string_view checked;  // type and data
  std::uint32_t crc = 0;
  std::size_t end = 0;
};

Chunk chunk_at(const ByteReader& reader, std::size_t at) {
  const std::size_t length = reader.be32(at);
  return {.type = reader.part(at + 4, 4),
          .data = reader.part(at + 8, length),
          .checked = reader.part(at + 4, 4 + length),
          .crc = reader.be32(at + 8 + length),
          .end = at + kEndChunk + length};
}

/// What follows keyword, NUL, compression flag 0, method, language NUL, translated keyword NUL.
std::optional<std::string> text_in(std::string_view data, std::string_view keyword) {
  if (data.substr(0, keyword.size() + 1) != std::string(keyword) + '\0') return std::nullopt;
  data.remove_prefix(keyword.size() + 1);
  if (data.size() < 2 || data[0] != '\0') return std::nullopt;
  data.remove_prefix(2);
  for (int i = 0; i < 2; ++i) {
    const std::size_t end = data.find('\0');
    if (end == std::string_view::npos) throw std::runtime_error("its text is damaged");
    data.remove_prefix(end + 1);
  }
  return std::string(data);
}

}  // namespace

std::uint32_t png_crc(std::string_view bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xedb88320 : 0);
  }
  return ~crc;
}

bool is_png(std::string_view bytes) { return bytes.starts_with(kSignature); }

std::string with_png_text(std::string_view png, std::string_view keyword, std::string_view text) {
  require(is_png(png) && png.size() > kSignature.size() + kEndChunk, "this is no PNG picture");
  require(!keyword.empty() && keyword.size() < 80, "the keyword has no 1 to 79 characters");
  std::string checked(kType);
  checked += keyword;
  checked.append(5, '\0');  // end of keyword, not compressed, method, no language, no translation
  checked += text;
  const std::size_t at = png.size() - kEndChunk;
  std::string out(png.substr(0, at));
  out += be32(checked.size() - kType.size()) + checked + be32(png_crc(checked));
  return out.append(png.substr(at));
}

std::optional<std::string> png_text(std::string_view png, std::string_view keyword) {
  const ByteReader reader(png);
  for (std::size_t at = kSignature.size();;) {
    const Chunk chunk = chunk_at(reader, at);
    if (chunk.type == "IEND") return std::nullopt;
    if (chunk.type == kType) {
      auto found = text_in(chunk.data, keyword);
      if (found && chunk.crc != png_crc(chunk.checked))
        throw std::runtime_error("its text is damaged");
      if (found) return found;
    }
    at = chunk.end;
  }
}

}  // namespace fscope
