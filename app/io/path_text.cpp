#include "app/io/path_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace fscope {
namespace {

namespace fs = std::filesystem;

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

/// The byte of the two hex digits at the start of `text`.
std::optional<char> hex_byte(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto high = hex_digit(text[0]);
  const auto low = hex_digit(text[1]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(static_cast<unsigned char>(*high * 16 + *low));
}

bool starts_escape(std::string_view text) {
  return text.size() >= 4 && text[0] == '\\' && text[1] == 'x' && hex_byte(text.substr(2));
}

void append_hex(std::string& out, std::uint8_t byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += "\\x";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

/// The code point of the `length` bytes at the start of `text`, which must be valid UTF-8.
std::uint32_t decode(std::string_view text, std::size_t length) {
  if (length == 1) return byte_at(text, 0);
  std::uint32_t code = byte_at(text, 0) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte_at(text, i) & 0x3Fu);
  return code;
}

/// Code points below U+0800, which is where lower case is known here.
void append_short(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  out += static_cast<char>(0xC0u | code >> 6);
  out += static_cast<char>(0x80u | (code & 0x3Fu));
}

std::uint32_t lower(std::uint32_t c) {
  const auto within = [c](std::uint32_t first, std::uint32_t last) {
    return c >= first && c <= last;
  };
  if (within('A', 'Z') || (within(0xC0, 0xDE) && c != 0xD7)) return c + 32;
  if (within(0x391, 0x3A9) || within(0x410, 0x42F)) return c + 32;
  if (within(0x400, 0x40F)) return c + 80;
  if (c == 0x130 || c == 0x131) return 'i';
  if (within(0x100, 0x137) || within(0x14A, 0x177)) return c | 1u;
  if (within(0x139, 0x148)) return c + (c & 1u);
  return c;
}

bool is_control(std::uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  text = text.substr(0, text.find('\n'));
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == text.back() &&
                      (text.front() == '"' || text.front() == '\'');
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' ? hex_byte(text.substr(i + 1)) : std::nullopt;
    out += byte.value_or(text[i]);
    if (byte) i += 2;
  }
  return out;
}

/// The path of a file:// address (its host is dropped), or `text` itself.
std::string without_scheme(std::string_view text) {
  constexpr std::string_view kScheme = "file://";
  if (text.substr(0, kScheme.size()) != kScheme) return std::string(text);
  text.remove_prefix(kScheme.size());
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? std::string() : percent_decoded(text.substr(slash));
}

fs::path absolute_of(const std::string& text, const fs::path& base, const fs::path& home) {
  const bool at_home = text == "~" || text.substr(0, 2) == "~/";
  if (at_home && !home.empty())
    return (home / text.substr(std::min<std::size_t>(2, text.size()))).lexically_normal();
  return (base / text).lexically_normal();
}

fs::path absolute_variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || value[0] != '/') return {};
  return value;
}

/// The folder that `variable` names, or `standard` at home; empty where that is unknown.
fs::path base_folder(const char* variable, const char* standard) {
  const fs::path named = absolute_variable(variable);
  if (!named.empty()) return named;
  const fs::path home = absolute_variable("HOME");
  return home.empty() ? fs::path() : home / standard;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const std::uint8_t lead = byte_at(text, 0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 0 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0u) != 0x80u) return 0;
  }
  const std::uint32_t code = decode(text, length);
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

std::string escape_bytes(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t valid = utf8_length(bytes);
    const std::size_t length = valid == 0 ? 1 : valid;
    const std::string_view character = bytes.substr(0, length);
    if (valid == 0 || is_control(decode(character, length)) || starts_escape(bytes)) {
      for (std::size_t i = 0; i < length; ++i) append_hex(out, byte_at(character, i));
    } else {
      out += character;
    }
    bytes.remove_prefix(length);
  }
  return out;
}

std::string unescape_bytes(std::string_view shown) {
  std::string out;
  out.reserve(shown.size());
  while (!shown.empty()) {
    const bool escaped = starts_escape(shown);
    out += escaped ? *hex_byte(shown.substr(2)) : shown[0];
    shown.remove_prefix(escaped ? 4 : 1);
  }
  return out;
}

std::string fold_case(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(utf8));
    if (length > 2) {
      out += utf8.substr(0, length);
    } else {
      append_short(out, lower(decode(utf8, length)));
    }
    utf8.remove_prefix(length);
  }
  return out;
}

std::vector<fs::path> readings_of(std::string_view typed, const fs::path& base,
                                  const fs::path& home) {
  const std::string literal = without_scheme(without_quotes(trimmed(typed)));
  if (literal.empty() || literal.find('\0') != std::string::npos) return {};
  std::vector<fs::path> readings{absolute_of(literal, base, home)};
  const std::string bytes = unescape_bytes(literal);
  if (bytes != literal && bytes.find('\0') == std::string::npos) {
    readings.push_back(absolute_of(bytes, base, home));
  }
  return readings;
}

fs::path home_folder() { return absolute_variable("HOME"); }

fs::path config_folder() { return base_folder("XDG_CONFIG_HOME", ".config"); }

fs::path data_folder() { return base_folder("XDG_DATA_HOME", ".local/share"); }

}  // namespace fscope
