// What a folder holds, as the open dialog lists it: reading, sorting, filtering, completing names.
// Plain functions without ImGui; those that read folders may be slow and run in the background.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fscope {

/// Width and height in pixels of an image file: not looked at yet, known, or not an image.
struct ImageSize {
  enum class State { unknown, known, unreadable };
  State state = State::unknown;
  int width = 0;
  int height = 0;
};

/// A folder or a regular file, symbolic links followed.
struct FileEntry {
  std::string name;    // the bytes of the file's name
  std::string shown;   // escape_bytes(name)
  std::string folded;  // fold_case(shown), for comparing
  bool folder = false;
  bool image = false;         // by the name's ending, as is
  bool signal = false;        // ... this
  bool kept = false;          // ... this
  std::uintmax_t bytes = 0;   // 0 for folders
  std::int64_t modified = 0;  // seconds since 1970 UTC
  ImageSize size;

  bool hidden() const { return !name.empty() && name.front() == '.'; }
};

FileEntry make_entry(std::string name, bool folder);

/// Whether the name ends in .png, .jpg, .jpeg or .bmp, in any case.
bool is_image_name(std::string_view name);
/// ... in .csv, .tsv or .dat. Signals in .txt files, which most often hold words, are among all
/// files.
bool is_signal_name(std::string_view name);

/// ... in .json or .safetensors: a state or a network.
bool is_kept_name(std::string_view name);

/// The folders and regular files in `folder`, in no order, without "." and "..". Ends early when
/// `stop` is set. Throws std::runtime_error with the reason when the folder cannot be read.
std::vector<FileEntry> list_folder(const std::filesystem::path& folder,
                                   const std::atomic<bool>& stop);

enum class SortColumn { name, dimensions, bytes, modified };

struct SortOrder {
  SortColumn column = SortColumn::name;
  bool descending = false;

  bool operator==(const SortOrder&) const = default;
};

/// Folders first, then by `order` (dimensions: by number of pixels, unknown ones as 0); equal ones
/// by name. Names are compared without case, runs of digits as numbers.
void sort_files(std::vector<FileEntry>& files, SortOrder order);

/// <0, 0 or >0 as `a` comes before, with or after `b`: runs of digits compare as numbers, all
/// else by bytes.
int compare_natural(std::string_view a, std::string_view b);

struct FileFilter {
  std::string text;        // part of the name, any case
  bool all_files = false;  // also those whose names are not an image's or a signal's
  bool hidden = false;     // also names that start with a dot
};

/// Positions in `files` of those the filter lets through, in order.
std::vector<std::size_t> filter_files(const std::vector<FileEntry>& files,
                                      const FileFilter& filter);

/// "999 B", "1.2 kB", "34 MB": powers of 1000, two significant digits or more.
std::string format_bytes(std::uintmax_t bytes);
/// Local time as "2024-05-31 14:07".
std::string format_time(std::int64_t seconds);

/// `text` with characters in its middle replaced by "..." so that `fits` accepts it; as it is when
/// it fits; "..." when nothing more does. `text` must be UTF-8. `fits` must be monotone in length.
std::string elide_middle(std::string_view text, const std::function<bool(std::string_view)>& fits);

/// What Tab makes of a typed path whose last part is the beginning of one of `files`' names: the
/// longest common beginning of all that match (those of equal case, or else of any case), with a
/// slash after a folder that is the only one. `typed` itself when none matches.
std::string complete_path(std::string_view typed, const std::vector<FileEntry>& files);

/// Where a typed path leads.
struct Destination {
  std::filesystem::path folder;
  std::string file;  // name of the file in it; empty for the folder itself
};

/// The first of the readings (see readings_of) that exists. Throws std::runtime_error naming the
/// path and the reason when none does, or when it is neither folder nor regular file.
Destination resolve(const std::vector<std::filesystem::path>& readings);

struct Place {
  std::string label;
  std::filesystem::path folder;
};

/// Home, Pictures, the working folder and the root, each once and only where it exists.
std::vector<Place> find_places();

/// The pictures folder that the text of a user-dirs.dirs file names; empty when it names none.
std::filesystem::path pictures_folder(std::string_view user_dirs,
                                      const std::filesystem::path& home);

}  // namespace fscope
