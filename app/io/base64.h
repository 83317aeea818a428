// Bytes as text that any document can hold (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fscope {

std::string to_base64(std::string_view bytes);
/// Nothing when it is not base64: another character, a length that is no multiple of four, or bits
/// left over that are not zero.
std::optional<std::string> from_base64(std::string_view encoded);

}  // namespace fscope
