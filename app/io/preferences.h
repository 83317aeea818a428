// What the program remembers between runs: window, theme, settings, recent files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fscope {

inline constexpr std::size_t kMaxRecent = 12;

/// All strings hold the bytes themselves; a path need not be UTF-8.
struct Preferences {
  int window_width = 1280;  // in [320, 16384]
  int window_height = 800;  // in [240, 16384]
  bool maximized = false;
  std::string theme = "dark";                   // any other than "light" reads as "dark"
  std::string language;                         // "en", "zh"; any other reads as "": the system's
  std::string task = "image";                   // what is shown; any other than "signal" reads so
  std::map<std::string, std::string> settings;  // of pictures, by the names of the command line
  std::map<std::string, std::string> signal_settings;  // of signals
  std::vector<std::string> recent;                     // paths, newest first, at most kMaxRecent
  std::string last_folder;                             // of the open dialog; may be empty
  /// The JSON object of keys this version does not know; saved again as it was.
  std::string unknown = "{}";

  bool operator==(const Preferences&) const = default;
};

/// Puts `path` first among the recent ones, moving it up if it was there already.
void add_recent(Preferences& preferences, const std::string& path);

/// settings.json of this program in config_folder(); empty where that is unknown.
std::filesystem::path preferences_path();

/// The preferences in `file`, out-of-range values clamped; defaults when there is no such file.
/// A file that cannot be understood gives defaults too and a `message` naming it and the reason,
/// and is renamed to *.damaged (.damaged1 ... where that is taken) so that saving cannot destroy
/// it. `message` is empty otherwise. Does not throw for anything that may be in a file.
Preferences load_preferences(const std::filesystem::path& file, std::string& message);

/// Writes them atomically, making the folder where needed. Throws std::exception naming the file.
void save_preferences(const Preferences& preferences, const std::filesystem::path& file);

}  // namespace fscope
