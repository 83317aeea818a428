// Text inside PNG pictures: iTXt chunks (PNG specification, sec. 11.3.4.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fscope {

/// Under which pictures carry the state that made them.
inline constexpr std::string_view kStateKeyword = "fourierscope";

bool is_png(std::string_view bytes);

/// The checksum of a chunk's type and data (PNG specification, Annex D).
std::uint32_t png_crc(std::string_view bytes);

/// The PNG with a UTF-8 text under `keyword` (1 to 79 Latin characters) before its end.
/// Throws std::invalid_argument when `png` is none.
std::string with_png_text(std::string_view png, std::string_view keyword, std::string_view text);

/// The text under `keyword`; none when there is none, or only a compressed one, which we never
/// write. Throws std::runtime_error when the chunks are cut off, or the one with the text damaged.
std::optional<std::string> png_text(std::string_view png, std::string_view keyword);

}  // namespace fscope
