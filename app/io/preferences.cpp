#include "app/io/preferences.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "app/io/atomic_file.h"
#include "app/io/json_object.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMaxFileBytes = 1 << 20;

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) throw std::runtime_error("it cannot be read");
  std::string bytes(kMaxFileBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kMaxFileBytes) throw std::runtime_error("it is larger than 1 MiB");
  return bytes;
}

/// Removes `key` from the object; null when it is not there.
Json taken(Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return nullptr;
  Json value = std::move(*found);
  object.erase(found);
  return value;
}

void require_type(bool ok, const char* key, const char* expected) {
  if (!ok) throw std::runtime_error(text("\"", key, "\" is not ", expected));
}

int take_int(Json& object, const char* key, int fallback, int least, int most) {
  const Json value = taken(object, key);
  if (value.is_null()) return fallback;
  require_type(value.is_number(), key, "a number");
  const double number = value.get<double>();
  return static_cast<int>(
      std::clamp(number, static_cast<double>(least), static_cast<double>(most)));
}

bool take_bool(Json& object, const char* key, bool fallback) {
  const Json value = taken(object, key);
  if (value.is_null()) return fallback;
  require_type(value.is_boolean(), key, "true or false");
  return value.get<bool>();
}

std::string bytes_of(const Json& value, const char* key) {
  require_type(value.is_string(), key, "text");
  return unescape_bytes(value.get_ref<const std::string&>());
}

std::string take_bytes(Json& object, const char* key, const std::string& fallback) {
  const Json value = taken(object, key);
  return value.is_null() ? fallback : bytes_of(value, key);
}

std::vector<std::string> take_recent(Json& object) {
  const Json value = taken(object, "recent");
  require_type(value.is_null() || value.is_array(), "recent", "a list");
  std::vector<std::string> recent;
  for (const Json& item : value) {
    const std::string path = bytes_of(item, "recent");
    const bool known = std::find(recent.begin(), recent.end(), path) != recent.end();
    if (!path.empty() && !known && recent.size() < kMaxRecent) recent.push_back(path);
  }
  return recent;
}

std::map<std::string, std::string> take_settings(Json& object, const char* key) {
  const Json value = taken(object, key);
  require_type(value.is_null() || value.is_object(), key, "an object");
  std::map<std::string, std::string> settings;
  for (const auto& [name, item] : value.items()) {
    settings[unescape_bytes(name)] = bytes_of(item, key);
  }
  return settings;
}

std::string known_language(const std::string& code) {
  return code == "en" || code == "zh" ? code : "";
}

Preferences from_json(Json object) {
  Preferences p;
  p.window_width = take_int(object, "window_width", p.window_width, 320, 16384);
  p.window_height = take_int(object, "window_height", p.window_height, 240, 16384);
  p.maximized = take_bool(object, "maximized", p.maximized);
  p.theme = take_bytes(object, "theme", p.theme) == "light" ? "light" : "dark";
  p.language = known_language(take_bytes(object, "language", p.language));
  p.task = take_bytes(object, "task", p.task) == "signal" ? "signal" : "image";
  p.settings = take_settings(object, "settings");
  p.signal_settings = take_settings(object, "signal_settings");
  p.recent = take_recent(object);
  p.last_folder = take_bytes(object, "last_folder", p.last_folder);
  p.unknown = object.dump();
  return p;
}

Json to_json(const std::map<std::string, std::string>& settings) {
  Json object = Json::object();
  for (const auto& [name, value] : settings) object[escape_bytes(name)] = escape_bytes(value);
  return object;
}

Json to_json(const Preferences& p) {
  Json object = Json::parse(p.unknown);
  object["window_width"] = p.window_width;
  object["window_height"] = p.window_height;
  object["maximized"] = p.maximized;
  object["theme"] = escape_bytes(p.theme);
  object["language"] = p.language;
  object["last_folder"] = escape_bytes(p.last_folder);
  object["task"] = p.task;
  object["settings"] = to_json(p.settings);
  object["signal_settings"] = to_json(p.signal_settings);
  object["recent"] = Json::array();
  for (const std::string& path : p.recent) object["recent"].push_back(escape_bytes(path));
  return object;
}

/// Renames the file out of the way and says where to.
std::string put_aside(const fs::path& file) {
  fs::path aside = file;
  aside += ".damaged";
  std::error_code error;
  for (int i = 1; i < 10 && fs::exists(fs::symlink_status(aside, error)); ++i) {
    aside = file;
    aside += ".damaged" + std::to_string(i);
  }
  fs::rename(file, aside, error);
  if (error) return text(" (and it could not be renamed: ", error.message(), ")");
  return text("; it is kept as ", escape_bytes(aside.filename().native()));
}

}  // namespace

void add_recent(Preferences& preferences, const std::string& path) {
  std::vector<std::string>& recent = preferences.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), path), recent.end());
  recent.insert(recent.begin(), path);
  if (recent.size() > kMaxRecent) recent.resize(kMaxRecent);
}

fs::path preferences_path() {
  const fs::path config = config_folder();
  return config.empty() ? fs::path() : config / "fourierscope" / "settings.json";
}

Preferences load_preferences(const fs::path& file, std::string& message) {
  message.clear();
  std::error_code unused;
  const fs::file_status status = fs::symlink_status(file, unused);
  if (file.empty() || status.type() == fs::file_type::not_found) return {};
  try {
    return from_json(parse_json_object(read_text(file)));
  } catch (const std::exception& error) {
    message = text("Settings not read, defaults used: ", escape_bytes(file.native()), ": ",
                   error.what(), put_aside(file));
    return {};
  }
}

void save_preferences(const Preferences& preferences, const fs::path& file) {
  if (file.empty()) throw std::runtime_error("Settings not saved: HOME is not set");
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  write_file_atomically(file, to_json(preferences).dump(2) + "\n");
}

}  // namespace fscope
