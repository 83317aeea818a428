// FNV-1a, 64 bits: equal bytes, equal digits, on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace fscope {

class Fnv1a {
 public:
  void add(const void* bytes, std::size_t n) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < n; ++i) value_ = (value_ ^ at[i]) * 0x100000001b3U;
  }
  /// As 16 hexadecimal digits.
  std::string digits() const {
    std::string out(16, '0');
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = "0123456789abcdef"[value_ >> (60 - 4 * i) & 15U];
    }
    return out;
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

}  // namespace fscope
