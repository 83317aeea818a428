// JSON from outside: bounded, and with reasons for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace fscope {

/// The object that `bytes` are. Throws std::runtime_error, a sentence without the JSON library's
/// labels, for anything else and for deep nesting.
nlohmann::json parse_json_object(const std::string& bytes);

}  // namespace fscope
