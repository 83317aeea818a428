// The open dialog without its pictures: one folder, what of it is listed, which row is selected.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/gui/file_list.h"
#include "app/gui/latest_job.h"

namespace fscope {

/// Folders are read and images probed in the background, so a slow or dead network folder never
/// holds up its caller; update() takes over what has arrived. One thread uses it (the UI's).
class FileBrowser {
 public:
  /// The size of an image file. Called in the background; throws when it is not an image.
  using Probe = std::function<ImageSize(const std::filesystem::path&)>;

  explicit FileBrowser(Probe probe);

  /// Reads `folder`; it becomes the current one, with the entry named `selected` selected (or the
  /// first), once it has been read. Otherwise message() tells why not and nothing else changes.
  void go_to(const std::filesystem::path& folder, const std::string& selected = {});
  /// Reads `start`, or the nearest folder above it that can be read.
  void start_at(const std::filesystem::path& start);
  /// To the folder above, with the current one selected in it.
  void go_up();
  /// Finds out where typed text leads (see readings_of); update() then opens or goes there.
  void go_typed(std::string_view typed);
  /// Starts completing the last part of a typed path; take_completion() gives the result.
  void complete(std::string_view typed);

  /// Takes over finished background work. Returns the file that a typed path named, once.
  std::optional<std::filesystem::path> update();
  /// The text that complete() was given and what it becomes, once.
  std::optional<std::pair<std::string, std::string>> take_completion();
  /// Drops all background work.
  void cancel();
  /// Whether update() may bring something new soon.
  bool busy() const;
  /// Whether a folder is being read or a typed path looked up.
  bool reading() const { return listing_.running() || lookup_.running(); }

  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<Place>& places() const { return places_; }
  /// Why the last request failed; empty when it did not.
  const std::string& message() const { return message_; }

  /// What is listed, top to bottom.
  std::size_t n_rows() const { return rows_.size(); }
  const FileEntry& row(std::size_t i) const { return files_[rows_[i]]; }
  std::filesystem::path path_of(std::size_t row_index) const {
    return folder_ / row(row_index).name;
  }

  /// The selected row; nothing when no row is listed.
  std::optional<std::size_t> selected() const { return selected_; }
  /// Selects a row; past the ends it is the first or the last.
  void select(std::ptrdiff_t row_index);
  /// The path of the selected file; enters a selected folder and returns nothing then.
  /// Does nothing while reading(): what is listed is about to go.
  std::optional<std::filesystem::path> activate();

  const FileFilter& filter() const { return filter_; }
  void set_filter(FileFilter filter);
  SortOrder order() const { return order_; }
  void set_order(SortOrder order);

  /// Asks for the sizes of the images in rows [first, last), those on the screen.
  void want_sizes(std::size_t first, std::size_t last);

 private:
  struct Listing {
    std::filesystem::path folder;
    std::string selected;
    std::vector<FileEntry> files;
    SortOrder order;      // of the files; sorted in the background, as folders can be large
    std::string message;  // why a folder below was not the one
  };
  using Sizes = std::vector<std::pair<std::string, ImageSize>>;

  static Listing listing_of(const Destination& here, SortOrder order, const StopFlag& stop);
  void take_listing(Listing listing);
  void take_sizes(const Sizes& sizes);
  void probe_files(std::size_t first, std::size_t last, std::size_t most);
  std::string selected_name() const;
  void list_rows(const std::string& selected_name);

  Probe probe_;
  std::filesystem::path folder_;
  std::vector<FileEntry> files_;   // sorted by order_
  std::vector<std::size_t> rows_;  // positions in files_ that filter_ lets through
  std::optional<std::size_t> selected_;
  FileFilter filter_;
  SortOrder order_;
  std::vector<Place> places_;
  std::string message_;
  LatestJob<std::vector<Place>> finding_places_;
  LatestJob<Listing> listing_;
  LatestJob<Destination> lookup_;
  LatestJob<std::pair<std::string, std::string>> completion_;
  LatestJob<Sizes> probing_;
};

}  // namespace fscope
