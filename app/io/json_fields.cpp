#include "app/io/json_fields.h"

#include <cmath>
#include <utility>

#include "core/support/check.h"

namespace fscope {
JsonFields::JsonFields(Json value, std::string path)
    : object_(std::move(value)), path_(std::move(path)) {
  require(object_.is_object(), path_.empty() ? "the document" : path_, " is not an object");
}

Json JsonFields::take(const char* key) {
  const auto found = object_.find(key);
  if (found == object_.end()) return nullptr;
  Json value = std::move(*found);
  object_.erase(found);
  return value;
}

bool JsonFields::boolean(const char* key, bool fallback) {
  const Json value = take(key);
  if (value.is_null()) return fallback;
  if (!value.is_boolean()) refuse(key, "it is not true or false");
  return value.get<bool>();
}

double JsonFields::number(const char* key, double fallback, double least, double most) {
  const Json value = take(key);
  if (value.is_null()) return fallback;
  if (value == "infinity" && std::isinf(most)) return most;
  if (!value.is_number()) refuse(key, "it is not a number");
  const auto number = value.get<double>();
  if (!(number >= least && number <= most)) {
    refuse(key, fscope::text(number, " is not from ", least, " to ", most));
  }
  return number;
}

std::int64_t JsonFields::integer(const char* key, std::int64_t fallback, std::int64_t least,
                                 std::int64_t most) {
  const Json value = take(key);
  if (value.is_null()) return fallback;
  const bool whole = value.is_number_integer() &&
                     !(value.is_number_unsigned() && value.get<std::uint64_t>() >> 63U != 0);
  if (!whole) refuse(key, "it is not a whole number");
  const auto number = value.get<std::int64_t>();
  if (number < least) refuse(key, fscope::text(number, " is less than ", least));
  if (number > most) refuse(key, fscope::text(number, " is more than ", most));
  return number;
}

std::string JsonFields::text(const char* key, std::string fallback) {
  const Json value = take(key);
  if (value.is_null()) return fallback;
  if (!value.is_string()) refuse(key, "it is not text");
  return value.get<std::string>();
}

Json JsonFields::list(const char* key) {
  Json value = take(key);
  if (value.is_null()) return Json::array();
  if (!value.is_array()) refuse(key, "it is not a list");
  return value;
}

JsonFields JsonFields::fields(const char* key) {
  Json value = take(key);
  return {value.is_null() ? Json::object() : std::move(value), path_of(key)};
}

JsonFields JsonFields::item(const char* key, std::size_t index, Json value) const {
  return {std::move(value), fscope::text(path_of(key), '[', index, ']')};
}

}  // namespace fscope
