#include "app/gui/file_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the start of `text`, without leading zeros.
std::string_view take_number(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  std::string_view number = text.substr(0, length);
  text.remove_prefix(length);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

template <class T>
int compare(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

std::int64_t n_pixels(const ImageSize& size) {
  if (size.state != ImageSize::State::known) return 0;
  return std::int64_t{size.width} * size.height;
}

int compare_column(const FileEntry& a, const FileEntry& b, SortColumn column) {
  switch (column) {
    case SortColumn::name:
      return compare_natural(a.folded, b.folded);
    case SortColumn::dimensions:
      return compare(n_pixels(a.size), n_pixels(b.size));
    case SortColumn::bytes:
      return compare(a.bytes, b.bytes);
    case SortColumn::modified:
      return compare(a.modified, b.modified);
  }
  return 0;
}

bool comes_before(const FileEntry& a, const FileEntry& b, SortOrder order) {
  if (a.folder != b.folder) return a.folder;
  const int by_column = compare_column(a, b, order.column);
  if (by_column != 0) return order.descending ? by_column > 0 : by_column < 0;
  const int by_name = compare_natural(a.folded, b.folded);
  return by_name != 0 ? by_name < 0 : a.name < b.name;
}

/// What the dialog lists of a directory entry; nothing for sockets, pipes and devices, which could
/// hang whoever opens them, and for links that lead nowhere.
std::optional<FileEntry> entry_of(const fs::path& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  const bool folder = S_ISDIR(info.st_mode);
  if (!folder && !S_ISREG(info.st_mode)) return std::nullopt;
  FileEntry entry = make_entry(path.filename().native(), folder);
  entry.bytes = folder ? 0 : static_cast<std::uintmax_t>(info.st_size);
  entry.modified = static_cast<std::int64_t>(info.st_mtime);
  return entry;
}

/// The length of the longest beginning that all names share, in whole characters.
std::size_t common_length(const std::vector<const FileEntry*>& files) {
  const std::string& first = files.front()->shown;
  std::size_t length = first.size();
  for (const FileEntry* file : files) {
    const std::size_t most = std::min(length, file->shown.size());
    length = 0;
    while (length < most && file->shown[length] == first[length]) ++length;
  }
  const auto continues = [&first](std::size_t i) {
    return i < first.size() && (static_cast<unsigned char>(first[i]) & 0xC0u) == 0x80u;
  };
  while (length > 0 && continues(length)) --length;
  return length;
}

std::vector<const FileEntry*> names_starting(const std::vector<FileEntry>& files,
                                             std::string_view beginning,
                                             std::string FileEntry::*member) {
  std::vector<const FileEntry*> found;
  for (const FileEntry& file : files) {
    const bool wanted = !file.hidden() || beginning.substr(0, 1) == ".";
    if (wanted && (file.*member).compare(0, beginning.size(), beginning) == 0) {
      found.push_back(&file);
    }
  }
  return found;
}

/// In any case.
bool ends_in_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string ending = fold_case(escape_bytes(name.substr(dot)));
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::string read_small_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  if (in) out << in.rdbuf();
  return out.str();
}

}  // namespace

FileEntry make_entry(std::string name, bool folder) {
  FileEntry entry;
  entry.shown = escape_bytes(name);
  entry.folded = fold_case(entry.shown);
  entry.folder = folder;
  entry.image = !folder && is_image_name(name);
  entry.signal = !folder && is_signal_name(name);
  entry.kept = !folder && is_kept_name(name);
  entry.name = std::move(name);
  return entry;
}

bool is_image_name(std::string_view name) {
  return ends_in_one_of(name, {".png", ".jpg", ".jpeg", ".bmp"});
}

bool is_signal_name(std::string_view name) {
  return ends_in_one_of(name, {".csv", ".tsv", ".dat"});
}

bool is_kept_name(std::string_view name) { return ends_in_one_of(name, {".json", ".safetensors"}); }

std::vector<FileEntry> list_folder(const fs::path& folder, const std::atomic<bool>& stop) {
  std::error_code error;
  std::vector<FileEntry> files;
  fs::directory_iterator item(folder, error);
  while (!error && item != fs::directory_iterator() && !stop.load()) {
    if (std::optional<FileEntry> entry = entry_of(item->path())) files.push_back(std::move(*entry));
    item.increment(error);
  }
  if (error) throw std::runtime_error(text(escape_bytes(folder.native()), ": ", error.message()));
  return files;
}

void sort_files(std::vector<FileEntry>& files, SortOrder order) {
  std::sort(files.begin(), files.end(),
            [order](const FileEntry& a, const FileEntry& b) { return comes_before(a, b, order); });
}

int compare_natural(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view x = take_number(a);
      const std::string_view y = take_number(b);
      const int order = x.size() == y.size() ? x.compare(y) : compare(x.size(), y.size());
      if (order != 0) return order;
    } else {
      const int order = a.substr(0, 1).compare(b.substr(0, 1));
      if (order != 0) return order;
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return compare(a.size(), b.size());
}

std::vector<std::size_t> filter_files(const std::vector<FileEntry>& files,
                                      const FileFilter& filter) {
  const std::string part = fold_case(filter.text);
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FileEntry& file = files[i];
    const bool kind = file.folder || file.image || file.signal || file.kept || filter.all_files;
    const bool visible = filter.hidden || !file.hidden();
    if (kind && visible && file.folded.find(part) != std::string::npos) positions.push_back(i);
  }
  return positions;
}

std::string format_bytes(std::uintmax_t bytes) {
  constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= (unit == 0 ? 1000.0 : 999.5) && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> out{};
  const int decimals = unit > 0 && value < 9.95 ? 1 : 0;
  std::snprintf(out.data(), out.size(), "%.*f %s", decimals, value, kUnits[unit]);
  return out.data();
}

std::string format_time(std::int64_t seconds) {
  const std::time_t time = static_cast<std::time_t>(seconds);
  std::tm local = {};
  if (::localtime_r(&time, &local) == nullptr) return "?";
  std::array<char, 64> out{};
  const std::size_t length = std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M", &local);
  return {out.data(), length};
}

std::string elide_middle(std::string_view text, const std::function<bool(std::string_view)>& fits) {
  if (fits(text)) return std::string(text);
  std::vector<std::size_t> starts;  // of the characters
  for (std::size_t i = 0; i < text.size();
       i += std::max<std::size_t>(1, utf8_length(text.substr(i)))) {
    starts.push_back(i);
  }
  starts.push_back(text.size());
  const std::size_t n = starts.size() - 1;
  const auto keeping = [&](std::size_t kept) {
    const std::size_t tail = kept / 2;
    return std::string(text.substr(0, starts[kept - tail])) + "..." +
           std::string(text.substr(starts[n - tail]));
  };
  std::size_t kept = 0;
  for (std::size_t too_many = n; too_many - kept > 1;) {
    const std::size_t middle = (kept + too_many) / 2;
    (fits(keeping(middle)) ? kept : too_many) = middle;
  }
  return keeping(kept);
}

std::string complete_path(std::string_view typed, const std::vector<FileEntry>& files) {
  const std::size_t slash = typed.rfind('/');
  const std::string_view start = typed.substr(0, slash == std::string_view::npos ? 0 : slash + 1);
  const std::string_view beginning = typed.substr(start.size());
  std::vector<const FileEntry*> found = names_starting(files, beginning, &FileEntry::shown);
  if (found.empty()) found = names_starting(files, fold_case(beginning), &FileEntry::folded);
  if (found.empty()) return std::string(typed);
  const std::size_t length = common_length(found);
  if (length < beginning.size()) return std::string(typed);
  const bool one_folder = found.size() == 1 && found.front()->folder;
  return std::string(start) + found.front()->shown.substr(0, length) + (one_folder ? "/" : "");
}

Destination resolve(const std::vector<fs::path>& readings) {
  std::string problem = readings.empty() ? "There is no path to open" : "";
  for (fs::path path : readings) {
    if (!path.has_filename() && path.has_relative_path()) path = path.parent_path();
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return {path, {}};
    if (fs::is_regular_file(status)) return {path.parent_path(), path.filename().native()};
    const std::string reason = fs::exists(status) ? "not a folder or a regular file"
                               : error            ? error.message()
                                                  : "No such file or directory";
    if (problem.empty()) problem = text(escape_bytes(path.native()), ": ", reason);
  }
  throw std::runtime_error(problem);
}

fs::path pictures_folder(std::string_view user_dirs, const fs::path& home) {
  constexpr std::string_view kKey = "XDG_PICTURES_DIR=\"";
  constexpr std::string_view kHome = "$HOME/";
  std::istringstream lines{std::string(user_dirs)};
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, kKey.size(), kKey) != 0) continue;
    std::string value = line.substr(kKey.size());
    value.resize(std::min(value.find('"'), value.size()));
    if (value.compare(0, kHome.size(), kHome) == 0) return home / value.substr(kHome.size());
    if (value.substr(0, 1) == "/") return value;
  }
  return {};
}

std::vector<Place> find_places() {
  std::error_code error;
  const fs::path home = home_folder();
  const fs::path pictures =
      pictures_folder(read_small_file(config_folder() / "user-dirs.dirs"), home);
  const std::array<Place, 4> candidates{{{"Home", home},
                                         {"Pictures", pictures},
                                         {"Working folder", fs::current_path(error)},
                                         {"Computer", "/"}}};
  std::vector<Place> places;
  for (const Place& place : candidates) {
    const bool known = std::any_of(places.begin(), places.end(), [&place](const Place& earlier) {
      return earlier.folder == place.folder;
    });
    if (!place.folder.empty() && !known && fs::is_directory(place.folder, error)) {
      places.push_back(place);
    }
  }
  return places;
}

}  // namespace fscope
