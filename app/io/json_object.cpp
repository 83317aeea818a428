#include "app/io/json_object.h"

#include <stdexcept>

namespace fscope {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;  // far more than we write; keeps recursion in the JSON code shallow

/// What the library says without its "[json.exception.NAME.ID] ".
std::string reason_of(const Json::exception& error) {
  const std::string reason = error.what();
  const std::size_t end = reason.find("] ");
  return end == std::string::npos ? reason : reason.substr(end + 2);
}

}  // namespace

Json parse_json(std::string_view bytes) {
  const auto keep = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxDepth) throw std::runtime_error("it is nested too deeply");
    return true;
  };
  try {
    return Json::parse(bytes, keep);
  } catch (const Json::exception& error) {
    throw std::runtime_error(reason_of(error));
  }
}

Json parse_json_object(std::string_view bytes) {
  Json object = parse_json(bytes);
  if (!object.is_object()) throw std::runtime_error("it is not a JSON object");
  return object;
}

}  // namespace fscope
