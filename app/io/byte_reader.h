// Numbers at a position in the bytes of a file; reading past the end throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace fscope {

/// A read past the end.
class TruncatedFile : public std::runtime_error {
 public:
  TruncatedFile() : std::runtime_error("the file is truncated") {}
};

/// Every read throws TruncatedFile past the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size(); }
  std::string_view part(std::size_t at, std::size_t length) const {
    if (at > bytes_.size() || length > bytes_.size() - at) throw TruncatedFile();
    return bytes_.substr(at, length);
  }
  std::uint32_t u8(std::size_t at) const { return static_cast<unsigned char>(part(at, 1)[0]); }
  std::uint32_t be16(std::size_t at) const { return u8(at) << 8 | u8(at + 1); }
  std::uint32_t le16(std::size_t at) const { return u8(at + 1) << 8 | u8(at); }
  std::uint32_t be32(std::size_t at) const { return be16(at) << 16 | be16(at + 2); }
  std::uint32_t le32(std::size_t at) const { return le16(at + 2) << 16 | le16(at); }

 private:
  std::string_view bytes_;
};

}  // namespace fscope
