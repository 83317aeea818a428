#include "app/gui/file_browser.h"

#include <algorithm>
#include <stdexcept>

#include "app/io/path_text.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

/// Few enough that sizes appear as they come, many enough that starting threads costs nothing.
constexpr std::size_t kProbeBatch = 16;

fs::path without_slash(const fs::path& folder) {
  const fs::path normal = folder.lexically_normal();
  return normal.has_filename() || !normal.has_relative_path() ? normal : normal.parent_path();
}

/// `typed` and what it becomes when completed from the folder that its last part is in.
std::pair<std::string, std::string> completed(const std::string& typed, const fs::path& base,
                                              const StopFlag& stop) {
  const std::size_t slash = typed.rfind('/');
  const std::string start = slash == std::string::npos ? "." : typed.substr(0, slash + 1);
  try {
    const Destination in = resolve(readings_of(start, base, home_folder()));
    return {typed, complete_path(typed, list_folder(in.folder, stop))};
  } catch (const std::runtime_error&) {
    return {typed, typed};  // nothing there to complete from; opening it will say so
  }
}

}  // namespace

FileBrowser::Listing FileBrowser::listing_of(const Destination& here, SortOrder order,
                                             const StopFlag& stop) {
  Listing listing{here.folder, here.file, list_folder(here.folder, stop), order, {}};
  sort_files(listing.files, order);
  return listing;
}

FileBrowser::FileBrowser(Probe probe) : probe_(std::move(probe)) {}

void FileBrowser::go_to(const fs::path& folder, const std::string& selected) {
  message_.clear();
  const Destination here{without_slash(folder), selected};
  listing_.start(
      [here, order = order_](const StopFlag& stop) { return listing_of(here, order, stop); });
}

void FileBrowser::start_at(const fs::path& start) {
  message_.clear();
  finding_places_.start([](const StopFlag&) { return find_places(); });
  listing_.start([start = without_slash(start), order = order_](const StopFlag& stop) {
    std::string problem;
    for (fs::path folder = start;; folder = folder.parent_path()) {
      try {
        Listing listing = listing_of(resolve({folder}), order, stop);
        listing.message = problem;
        return listing;
      } catch (const std::runtime_error& error) {
        if (problem.empty()) problem = error.what();
        if (!folder.has_relative_path()) throw;
      }
    }
  });
}

void FileBrowser::go_up() {
  if (folder_.has_relative_path()) go_to(folder_.parent_path(), folder_.filename().native());
}

void FileBrowser::go_typed(std::string_view typed) {
  message_.clear();
  lookup_.start([readings = readings_of(typed, folder_, home_folder())](const StopFlag&) {
    return resolve(readings);
  });
}

void FileBrowser::complete(std::string_view typed) {
  completion_.start([typed = std::string(typed), base = folder_](const StopFlag& stop) {
    return completed(typed, base, stop);
  });
}

std::optional<fs::path> FileBrowser::update() {
  try {
    if (auto places = finding_places_.poll()) places_ = std::move(*places);
    if (auto sizes = probing_.poll()) take_sizes(*sizes);
    if (auto listing = listing_.poll()) take_listing(std::move(*listing));
    if (auto destination = lookup_.poll()) {
      if (!destination->file.empty()) return destination->folder / destination->file;
      go_to(destination->folder);
    }
  } catch (const std::exception& error) {
    message_ = error.what();
  }
  return std::nullopt;
}

std::optional<std::pair<std::string, std::string>> FileBrowser::take_completion() {
  return completion_.poll();
}

void FileBrowser::cancel() {
  finding_places_.cancel();
  listing_.cancel();
  lookup_.cancel();
  completion_.cancel();
  probing_.cancel();
}

bool FileBrowser::busy() const {
  return reading() || finding_places_.running() || completion_.running() || probing_.running();
}

void FileBrowser::select(std::ptrdiff_t row_index) {
  if (rows_.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(rows_.size()) - 1;
  selected_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row_index, 0, last));
}

std::optional<fs::path> FileBrowser::activate() {
  if (!selected_ || reading()) return std::nullopt;
  const fs::path path = path_of(*selected_);
  if (!row(*selected_).folder) return path;
  go_to(path);
  return std::nullopt;
}

void FileBrowser::set_filter(FileFilter filter) {
  const std::string name = selected_name();
  filter_ = std::move(filter);
  list_rows(name);
}

void FileBrowser::set_order(SortOrder order) {
  const std::string name = selected_name();
  order_ = order;
  sort_files(files_, order_);
  list_rows(name);
}

void FileBrowser::want_sizes(std::size_t first, std::size_t last) {
  if (probing_.running()) return;
  probe_files(first, std::min(last, rows_.size()), kProbeBatch);
  // To sort by size all of them are needed; ever larger batches keep the number of sorts small.
  if (!probing_.running() && order_.column == SortColumn::dimensions) {
    probe_files(0, rows_.size(), std::max(kProbeBatch, rows_.size() / 8));
  }
}

void FileBrowser::probe_files(std::size_t first, std::size_t last, std::size_t most) {
  std::vector<std::string> names;
  for (std::size_t i = first; i < last && names.size() < most; ++i) {
    const FileEntry& file = row(i);
    const bool unknown = file.size.state == ImageSize::State::unknown;
    if (file.image && unknown) names.push_back(file.name);
  }
  if (names.empty()) return;
  probing_.start([names, folder = folder_, probe = probe_](const StopFlag& stop) {
    Sizes sizes;
    for (std::size_t i = 0; i < names.size() && !stop.load(); ++i) {
      try {
        sizes.emplace_back(names[i], probe(folder / names[i]));
      } catch (const std::exception&) {
        sizes.emplace_back(names[i], ImageSize{ImageSize::State::unreadable, 0, 0});
      }
    }
    return sizes;
  });
}

void FileBrowser::take_listing(Listing listing) {
  probing_.cancel();
  if (folder_ != listing.folder) filter_.text.clear();
  folder_ = std::move(listing.folder);
  files_ = std::move(listing.files);
  message_ = std::move(listing.message);
  if (listing.order != order_) sort_files(files_, order_);
  list_rows(listing.selected);
}

void FileBrowser::take_sizes(const Sizes& sizes) {
  for (const auto& [name, size] : sizes) {
    const auto file = std::ranges::find(files_, name, &FileEntry::name);
    if (file != files_.end()) file->size = size;
  }
  if (order_.column == SortColumn::dimensions) set_order(order_);
}

std::string FileBrowser::selected_name() const {
  return selected_ ? row(*selected_).name : std::string();
}

void FileBrowser::list_rows(const std::string& selected_name) {
  rows_ = filter_files(files_, filter_);
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](std::size_t position) {
    return files_[position].name == selected_name;
  });
  selected_.reset();
  if (!rows_.empty()) {
    selected_ = found == rows_.end() ? 0 : static_cast<std::size_t>(found - rows_.begin());
  }
}

}  // namespace fscope
