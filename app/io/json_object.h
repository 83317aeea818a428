// JSON from outside: bounded, and with reasons for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace fscope {

/// The value that `bytes` are. Throws std::runtime_error, a sentence without the JSON library's
/// labels, for anything else and for nesting deeper than 64 levels.
nlohmann::json parse_json(std::string_view bytes);

/// The same, and anything but an object is refused too.
nlohmann::json parse_json_object(std::string_view bytes);

}  // namespace fscope
