#include "app/io/base64.h"

#include <algorithm>
#include <array>

namespace fscope {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr int kNoDigit = -1;

/// What a character stands for, by its byte.
constexpr std::array<int, 256> kValues = [] {
  std::array<int, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<int>(i);
  }
  return values;
}();

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    unsigned bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= group.size() ? kDigits[bits >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view encoded) {
  if (encoded.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && encoded.ends_with('='); ++padding) encoded.remove_suffix(1);
  std::string out;
  out.reserve(encoded.size() / 4 * 3 + 2);
  unsigned bits = 0;
  int n_bits = 0;
  for (const char character : encoded) {
    const int value = kValues[static_cast<unsigned char>(character)];
    if (value == kNoDigit) return std::nullopt;
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xffffU;
    n_bits += 6;
    if (n_bits < 8) continue;
    n_bits -= 8;
    out += static_cast<char>(bits >> static_cast<unsigned>(n_bits) & 0xffU);
  }
  const bool left_over = (bits & ((1U << static_cast<unsigned>(n_bits)) - 1U)) != 0 || n_bits == 6;
  return left_over ? std::nullopt : std::optional(out);
}

}  // namespace fscope
