#include "app/gui/file_list.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <stdexcept>

namespace fscope {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Names names_of(const std::vector<FileEntry>& files) {
  Names names;
  for (const FileEntry& file : files) names.push_back(file.name);
  return names;
}

Names sorted(std::vector<FileEntry> files, SortOrder order) {
  sort_files(files, order);
  return names_of(files);
}

/// Folders end with a slash.
std::vector<FileEntry> entries(const Names& names) {
  std::vector<FileEntry> files;
  for (const std::string& name : names) {
    const bool folder = name.back() == '/';
    files.push_back(make_entry(name.substr(0, name.size() - (folder ? 1 : 0)), folder));
  }
  return files;
}

class FolderOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void touch(const std::string& name, const std::string& bytes = "") {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  fs::path folder_ = fs::path(testing::TempDir()) / "file_list" /
                     testing::UnitTest::GetInstance()->current_test_info()->name();
  std::atomic<bool> stop_{false};
};

TEST(IsImageName, GoesByTheEndingInAnyCase) {
  for (const char* name : {"a.png", "a.PNG", "b.tar.jpg", "c.JPeG", "d.bmp", ".png"}) {
    EXPECT_TRUE(is_image_name(name)) << name;
  }
  for (const char* name : {"", "png", "a.png.txt", "a.", "a.gif", "a.pn\xC7", "png."}) {
    EXPECT_FALSE(is_image_name(name)) << name;
  }
}

TEST(CompareNatural, DigitsCompareAsNumbers) {
  EXPECT_LT(compare_natural("img2", "img10"), 0);
  EXPECT_GT(compare_natural("img10b", "img10a"), 0);
  EXPECT_LT(compare_natural("a", "a1"), 0);
  EXPECT_EQ(compare_natural("x007", "x7"), 0);
  EXPECT_LT(compare_natural("9", "99999999999999999999999999"), 0);
  EXPECT_GT(compare_natural("b", "a9"), 0);
  EXPECT_EQ(compare_natural("", ""), 0);
}

TEST(IsKeptName, StatesAndNetworks) {
  EXPECT_TRUE(is_kept_name("fourierscope.JSON"));
  EXPECT_TRUE(is_kept_name("network.safetensors"));
  EXPECT_FALSE(is_kept_name("json"));
  EXPECT_FALSE(is_kept_name("picture.png"));
}

TEST(SortFiles, FoldersFirstThenNamesWithoutCase) {
  const auto files = entries({"b2.png", "B10.png", "a.png", "z/", "Y/", "b2.PNG"});
  EXPECT_EQ(sorted(files, {}), (Names{"Y", "z", "a.png", "b2.PNG", "b2.png", "B10.png"}));
  EXPECT_EQ(sorted(files, {SortColumn::name, true}),
            (Names{"z", "Y", "B10.png", "b2.PNG", "b2.png", "a.png"}));
}

TEST(SortFiles, EveryColumnOrdersAndBreaksTiesByName) {
  auto files = entries({"a.png", "b.png", "c.png", "d.png"});
  const std::vector<int> values{2, 3, 2, 1};
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].bytes = static_cast<std::uintmax_t>(values[i]);
    files[i].modified = values[i];
    files[i].size = {ImageSize::State::known, values[i], 10};
  }
  for (const SortColumn column :
       {SortColumn::bytes, SortColumn::modified, SortColumn::dimensions}) {
    EXPECT_EQ(sorted(files, {column, false}), (Names{"d.png", "a.png", "c.png", "b.png"}));
    EXPECT_EQ(sorted(files, {column, true}), (Names{"b.png", "a.png", "c.png", "d.png"}));
  }
}

TEST(SortFiles, DoesNotDependOnTheOrderBefore) {
  auto files = entries({"1", "01", "a/", "A/", "a.png", "A.png", "\xC4.png", "\xC3\x84.png"});
  const Names once = sorted(files, {});
  for (int turn = 0; turn < 8; ++turn) {
    std::rotate(files.begin(), files.begin() + 3, files.end());
    EXPECT_EQ(sorted(files, {}), once);
  }
}

TEST(SortFiles, UnknownDimensionsCountAsNone) {
  auto files = entries({"a.png", "b.png"});
  files[0].size = {ImageSize::State::unreadable, 100, 100};
  files[1].size = {ImageSize::State::known, 1, 1};
  EXPECT_EQ(sorted(files, {SortColumn::dimensions, true}), (Names{"b.png", "a.png"}));
}

TEST(FilterFiles, ByKindHiddenAndText) {
  const auto files =
      entries({"dir/", ".dir/", "Cat.png", ".cat.png", "cat.doc", "dog.jpg", "dog.csv"});
  using Positions = std::vector<std::size_t>;
  EXPECT_EQ(filter_files(files, {}), (Positions{0, 2, 5, 6}));
  EXPECT_EQ(filter_files(files, {"", true, false}), (Positions{0, 2, 4, 5, 6}));
  EXPECT_EQ(filter_files(files, {"", false, true}), (Positions{0, 1, 2, 3, 5, 6}));
  EXPECT_EQ(filter_files(files, {"CAT", true, true}), (Positions{2, 3, 4}));
  EXPECT_EQ(filter_files(files, {"no such", true, true}), Positions{});
  EXPECT_EQ(filter_files({}, {}), Positions{});
}

TEST(FilterFiles, FindsTheEscapedFormOfBytes) {
  const auto files = entries({"caf\xE9.png"});
  EXPECT_EQ(files[0].shown, "caf\\xE9.png");
  EXPECT_EQ(filter_files(files, {"\\xe9", false, false}).size(), 1u);
}

TEST_F(FolderOnDisk, ListsFoldersAndRegularFilesOnly) {
  touch("a.png", "12345");
  touch("caf\xE9.jpg");
  fs::create_directory(folder_ / "sub");
  fs::create_symlink("sub", folder_ / "link");
  fs::create_symlink("nowhere", folder_ / "dangling.png");
  ASSERT_EQ(mkfifo((folder_ / "pipe.png").c_str(), 0600), 0);
  std::vector<FileEntry> files = list_folder(folder_, stop_);
  sort_files(files, {});
  ASSERT_EQ(names_of(files), (Names{"link", "sub", "a.png", "caf\xE9.jpg"}));
  EXPECT_TRUE(files[0].folder);
  EXPECT_EQ(files[0].bytes, 0u);
  EXPECT_EQ(files[2].bytes, 5u);
  EXPECT_TRUE(files[2].image);
  // Written a moment ago; a day covers any clock difference to the file system.
  EXPECT_NEAR(static_cast<double>(files[2].modified), static_cast<double>(std::time(nullptr)),
              86400.0);
}

TEST_F(FolderOnDisk, ListingSaysWhyItFails) {
  touch("file");
  for (const fs::path& path : {folder_ / "gone", folder_ / "file"}) {
    try {
      list_folder(path, stop_);
      ADD_FAILURE() << path;
    } catch (const std::runtime_error& error) {
      EXPECT_NE(std::string(error.what()).find(path.native() + ": "), std::string::npos);
    }
  }
}

TEST_F(FolderOnDisk, ListingEndsWhenStopped) {
  touch("a.png");
  stop_ = true;
  EXPECT_TRUE(list_folder(folder_, stop_).empty());
}

TEST(FormatBytes, TwoDigitsOrMore) {
  EXPECT_EQ(format_bytes(0), "0 B");
  EXPECT_EQ(format_bytes(999), "999 B");
  EXPECT_EQ(format_bytes(1000), "1.0 kB");
  EXPECT_EQ(format_bytes(1249), "1.2 kB");
  EXPECT_EQ(format_bytes(9949), "9.9 kB");
  EXPECT_EQ(format_bytes(9960), "10 kB");
  EXPECT_EQ(format_bytes(999499), "999 kB");
  EXPECT_EQ(format_bytes(999999), "1.0 MB");
  EXPECT_EQ(format_bytes(UINTMAX_MAX), "18 EB");
}

TEST(FormatTime, IsLocalTime) {
  setenv("TZ", "UTC", 1);
  tzset();
  EXPECT_EQ(format_time(0), "1970-01-01 00:00");
  EXPECT_EQ(format_time(951827640), "2000-02-29 12:34");
  EXPECT_EQ(format_time(INT64_MAX), "?");
}

TEST(ElideMiddle, KeepsBothEndsAndWholeCharacters) {
  const auto at_most = [](std::size_t n) {
    return [n](std::string_view part) { return part.size() <= n; };
  };
  EXPECT_EQ(elide_middle("abcdef", at_most(6)), "abcdef");
  EXPECT_EQ(elide_middle("abcdefghij", at_most(8)), "abc...ij");
  EXPECT_EQ(elide_middle("abcdefghij", at_most(4)), "a...");
  EXPECT_EQ(elide_middle("abcdefghij", at_most(0)), "...");
  EXPECT_EQ(elide_middle("", at_most(0)), "");
  // Three-byte characters: 3 + "..." + 3 is 9; a tenth byte is no whole character.
  EXPECT_EQ(elide_middle("\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA3", at_most(10)),
            "\xE6\xBC\xA2...\xE6\xBC\xA3");
}

TEST(CompletePath, CompletesTheLastPart) {
  const auto files = entries({"pictures/", "photo1.png", "photo2.png", "Zebra.png", ".hidden"});
  EXPECT_EQ(complete_path("/a/ph", files), "/a/photo");
  EXPECT_EQ(complete_path("/a/pi", files), "/a/pictures/");
  EXPECT_EQ(complete_path("p", files), "p");
  EXPECT_EQ(complete_path("~/photo1", files), "~/photo1.png");
  EXPECT_EQ(complete_path("/a/zeb", files), "/a/Zebra.png");
  EXPECT_EQ(complete_path("/a/x", files), "/a/x");
  EXPECT_EQ(complete_path("/a/.h", files), "/a/.hidden");
  EXPECT_EQ(complete_path("", {}), "");
}

TEST(CompletePath, DoesNotSplitACharacter) {
  // U+00E9 and U+00E8 share their first byte.
  const auto files = entries({"caf\xC3\xA9.png", "caf\xC3\xA8.png"});
  EXPECT_EQ(complete_path("/c", files), "/caf");
}

TEST_F(FolderOnDisk, ResolvesFoldersAndFiles) {
  touch("a.png");
  const Destination folder = resolve({folder_ / ""});
  EXPECT_EQ(folder.folder, folder_);
  EXPECT_EQ(folder.file, "");
  const Destination file = resolve({folder_ / "gone", folder_ / "a.png"});
  EXPECT_EQ(file.folder, folder_);
  EXPECT_EQ(file.file, "a.png");
  EXPECT_EQ(resolve({"/"}).folder, fs::path("/"));
}

TEST_F(FolderOnDisk, ResolvingSaysWhatIsWrongWithTheLikeliestReading) {
  const auto message = [](const std::vector<fs::path>& readings) -> std::string {
    try {
      resolve(readings);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(message({}), "There is no path to open");
  EXPECT_EQ(message({folder_ / "b\xE9", folder_ / "c"}),
            folder_.native() + "/b\\xE9: No such file or directory");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(message({folder_ / "pipe"}),
            folder_.native() + "/pipe: not a folder or a regular file");
}

TEST(PicturesFolder, IsReadFromUserDirs) {
  const std::string text = "# comment\nXDG_MUSIC_DIR=\"$HOME/Music\"\nXDG_PICTURES_DIR=";
  EXPECT_EQ(pictures_folder(text + "\"$HOME/Bilder\"\n", "/home/me"), fs::path("/home/me/Bilder"));
  EXPECT_EQ(pictures_folder(text + "\"/data/pics\"", "/home/me"), fs::path("/data/pics"));
  EXPECT_EQ(pictures_folder(text + "\"$HOME/\"\n", "/home/me"), fs::path("/home/me/"));
  for (const char* none : {"\"relative\"", "\"", "", "unquoted"}) {
    EXPECT_EQ(pictures_folder(text + none, "/home/me"), fs::path()) << none;
  }
}

TEST_F(FolderOnDisk, PlacesAreThoseThatExist) {
  setenv("HOME", folder_.c_str(), 1);
  unsetenv("XDG_CONFIG_HOME");
  fs::create_directories(folder_ / ".config");
  fs::create_directories(folder_ / "pics");
  touch(".config/user-dirs.dirs", "XDG_PICTURES_DIR=\"$HOME/pics\"\n");
  Names labels;
  for (const Place& place : find_places()) labels.push_back(place.label);
  ASSERT_GE(labels.size(), 3u);
  EXPECT_EQ(labels[0], "Home");
  EXPECT_EQ(labels[1], "Pictures");
  EXPECT_EQ(std::count(labels.begin(), labels.end(), "Pictures"), 1);
  setenv("HOME", (folder_ / "gone").c_str(), 1);
  labels.clear();
  for (const Place& place : find_places()) labels.push_back(place.label);
  EXPECT_EQ(std::count(labels.begin(), labels.end(), "Home"), 0);
}

}  // namespace
}  // namespace fscope
