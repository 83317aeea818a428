// Reading JSON that people may have edited: every error says where it is.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fscope {

using Json = nlohmann::json;

/// The fields of one object, taken one by one; what is left was not understood. All readers throw
/// std::invalid_argument "PATH: reason" for another type or a value out of range, and give the
/// fallback where there is no such field.
class JsonFields {
 public:
  /// `path` names the object in messages: "runs[1]"; empty for the document.
  JsonFields(Json value, std::string path);

  bool has(const char* key) const { return object_.contains(key); }
  /// Null where there is no such field.
  Json take(const char* key);
  bool boolean(const char* key, bool fallback);
  /// "infinity" is one where `most` is.
  double number(const char* key, double fallback, double least, double most);
  std::int64_t integer(const char* key, std::int64_t fallback, std::int64_t least,
                       std::int64_t most = std::numeric_limits<std::int64_t>::max());
  std::string text(const char* key, std::string fallback = {});
  /// An empty list where there is none.
  Json list(const char* key);
  /// No fields where there is none.
  JsonFields fields(const char* key);
  JsonFields item(const char* key, std::size_t index, Json value) const;

  /// What nobody took; an object.
  Json rest() { return std::move(object_); }
  std::string path_of(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }
  [[noreturn]] void refuse(const std::string& key, const std::string& reason) const {
    throw std::invalid_argument(path_of(key) + ": " + reason);
  }

 private:
  Json object_;
  std::string path_;
};

}  // namespace fscope
