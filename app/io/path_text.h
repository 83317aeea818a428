// Paths as text: names of any bytes shown as UTF-8 and read back, and what people type or paste.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fscope {

/// `bytes` as printable UTF-8: control characters and bytes that are not UTF-8 become \xNN (upper
/// case hex), and so does a backslash that would otherwise start such a sequence; all else stays.
/// unescape_bytes gives the same bytes back.
std::string escape_bytes(std::string_view bytes);

/// Every \xNN replaced by its byte; all else stays.
std::string unescape_bytes(std::string_view shown);

/// Lower case for comparing names: ASCII, Latin, Greek and Cyrillic letters; independent of the
/// locale. `utf8` must be valid UTF-8; the result has as many characters.
std::string fold_case(std::string_view utf8);

/// What `typed` may mean, likeliest first: white space, quotes and all but the first line are
/// dropped, file:// addresses decoded, ~ replaced by `home`, relative paths based on `base`; then
/// as it stands and, where that differs, with \xNN read as bytes. Empty for empty text.
std::vector<std::filesystem::path> readings_of(std::string_view typed,
                                               const std::filesystem::path& base,
                                               const std::filesystem::path& home);

/// $HOME, or an empty path where it is unset or not absolute.
std::filesystem::path home_folder();

/// $XDG_CONFIG_HOME, or ~/.config where that is unset or, as its specification says, relative.
/// Empty where HOME is unknown too.
std::filesystem::path config_folder();

/// The same of $XDG_DATA_HOME, or ~/.local/share.
std::filesystem::path data_folder();

/// The number of bytes of the UTF-8 character at the start of `text`; 0 when there is none.
/// Overlong forms, surrogates and values over U+10FFFF are not characters.
std::size_t utf8_length(std::string_view text);

}  // namespace fscope
