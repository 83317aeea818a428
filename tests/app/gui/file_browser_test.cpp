#include "app/gui/file_browser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

namespace fscope {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

ImageSize fake_probe(const fs::path& path) {
  if (path.filename() == "bad.png") throw std::runtime_error("not an image");
  return {ImageSize::State::known, static_cast<int>(path.filename().native().size()), 10};
}

class Browser : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "sub" / "deep");
    for (const char* name : {"a.png", "bad.png", "cc.jpg", "notes.txt", "sub/in.png"}) {
      std::ofstream(folder_ / name) << name;
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Takes over background work until there is none. Returns the file that a typed path named.
  std::optional<fs::path> settle() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
      if (auto file = browser_.update()) return file;
      if (!browser_.busy()) return std::nullopt;
      std::this_thread::yield();
    }
    throw std::runtime_error("the browser stays busy");
  }
  void go(const fs::path& folder) {
    browser_.go_to(folder);
    settle();
  }
  Names rows() const {
    Names names;
    for (std::size_t i = 0; i < browser_.n_rows(); ++i) names.push_back(browser_.row(i).name);
    return names;
  }
  std::string selected() const {
    return browser_.selected() ? browser_.row(*browser_.selected()).name : "";
  }

  fs::path folder_ = fs::path(testing::TempDir()) / "file_browser" /
                     testing::UnitTest::GetInstance()->current_test_info()->name();
  FileBrowser browser_{fake_probe};
};

TEST_F(Browser, ListsAFolderAndSelectsItsFirstRow) {
  go(folder_);
  EXPECT_EQ(browser_.folder(), folder_);
  EXPECT_EQ(rows(), (Names{"sub", "a.png", "bad.png", "cc.jpg"}));
  EXPECT_EQ(selected(), "sub");
  EXPECT_EQ(browser_.message(), "");
}

TEST_F(Browser, EntersAndLeavesFolders) {
  go(folder_);
  EXPECT_EQ(browser_.activate(), std::nullopt);
  settle();
  EXPECT_EQ(browser_.folder(), folder_ / "sub");
  EXPECT_EQ(rows(), (Names{"deep", "in.png"}));
  browser_.go_up();
  settle();
  EXPECT_EQ(browser_.folder(), folder_);
  EXPECT_EQ(selected(), "sub");
}

TEST_F(Browser, ActivatingAFileGivesItsPath) {
  go(folder_);
  browser_.select(1);
  EXPECT_EQ(browser_.activate(), folder_ / "a.png");
}

TEST_F(Browser, NothingIsActivatedWhileAnotherFolderIsRead) {
  go(folder_);
  browser_.select(1);
  browser_.go_to(folder_ / "sub");
  EXPECT_TRUE(browser_.reading());
  EXPECT_EQ(browser_.activate(), std::nullopt);
  settle();
  EXPECT_EQ(browser_.folder(), folder_ / "sub");
}

TEST_F(Browser, AFailedRequestChangesNothingButTheMessage) {
  go(folder_);
  go(folder_ / "gone");
  EXPECT_NE(browser_.message().find("gone: No such file or directory"), std::string::npos);
  EXPECT_EQ(browser_.folder(), folder_);
  EXPECT_EQ(rows().size(), 4u);
  go(folder_);
  EXPECT_EQ(browser_.message(), "");
}

TEST_F(Browser, StartsAtTheNearestFolderThatExists) {
  browser_.start_at(folder_ / "gone" / "for" / "good");
  settle();
  EXPECT_EQ(browser_.folder(), folder_);
  EXPECT_NE(browser_.message().find("gone/for/good: "), std::string::npos);
  EXPECT_FALSE(browser_.places().empty());
}

TEST_F(Browser, StartsAtAFileWithItSelected) {
  browser_.start_at(folder_ / "cc.jpg");
  settle();
  EXPECT_EQ(browser_.folder(), folder_);
  EXPECT_EQ(selected(), "cc.jpg");
}

TEST_F(Browser, SelectionStaysWithinTheRows) {
  go(folder_);
  browser_.select(99);
  EXPECT_EQ(selected(), "cc.jpg");
  browser_.select(-5);
  EXPECT_EQ(selected(), "sub");
  browser_.set_filter({"nothing has this", false, false});
  browser_.select(0);
  EXPECT_EQ(browser_.selected(), std::nullopt);
  EXPECT_EQ(browser_.activate(), std::nullopt);
}

TEST_F(Browser, SelectionFollowsItsFileThroughFilterAndOrder) {
  go(folder_);
  browser_.select(3);
  browser_.set_filter({"c", true, false});
  EXPECT_EQ(rows(), Names{"cc.jpg"});
  EXPECT_EQ(selected(), "cc.jpg");
  browser_.set_filter({"", true, false});
  EXPECT_EQ(selected(), "cc.jpg");
  browser_.set_order({SortColumn::name, true});
  EXPECT_EQ(rows(), (Names{"sub", "notes.txt", "cc.jpg", "bad.png", "a.png"}));
  EXPECT_EQ(selected(), "cc.jpg");
}

TEST_F(Browser, AnotherFolderClearsTheFilterText) {
  go(folder_);
  browser_.set_filter({"sub", true, true});
  browser_.activate();
  settle();
  EXPECT_EQ(browser_.filter().text, "");
  EXPECT_TRUE(browser_.filter().all_files);
  EXPECT_TRUE(browser_.filter().hidden);
}

TEST_F(Browser, ProbesTheImagesAskedForOnly) {
  go(folder_);
  browser_.want_sizes(0, 3);
  settle();
  EXPECT_EQ(browser_.row(1).size.width, 5);
  EXPECT_EQ(browser_.row(2).size.state, ImageSize::State::unreadable);
  EXPECT_EQ(browser_.row(3).size.state, ImageSize::State::unknown);
  EXPECT_EQ(browser_.row(0).size.state, ImageSize::State::unknown);
}

TEST_F(Browser, SortingByDimensionsProbesAll) {
  go(folder_);
  browser_.set_order({SortColumn::dimensions, true});
  browser_.want_sizes(0, 0);
  settle();
  EXPECT_EQ(rows(), (Names{"sub", "cc.jpg", "a.png", "bad.png"}));
}

TEST_F(Browser, TypedPathsOpenFilesAndFolders) {
  go(folder_);
  browser_.go_typed("sub/in.png");
  EXPECT_EQ(settle(), folder_ / "sub" / "in.png");
  browser_.go_typed((folder_ / "sub" / "").native());
  EXPECT_EQ(settle(), std::nullopt);
  EXPECT_EQ(browser_.folder(), folder_ / "sub");
  browser_.go_typed("../gone.png");
  EXPECT_EQ(settle(), std::nullopt);
  EXPECT_NE(browser_.message().find("gone.png: No such file"), std::string::npos);
}

TEST_F(Browser, FilesWhoseNamesAreNotUtf8AreFoundByTheirBytes) {
  const fs::path file = folder_ / "caf\xE9.png";
  std::ofstream(file) << "x";
  go(folder_);
  EXPECT_EQ(browser_.row(3).shown, "caf\\xE9.png");
  browser_.select(3);
  EXPECT_EQ(browser_.activate(), file);
  browser_.go_typed("caf\\xE9.png");
  EXPECT_EQ(settle(), file);
}

TEST_F(Browser, CompletesFromTheFolderThatIsTyped) {
  go(folder_);
  const auto completed = [this](const std::string& typed) {
    browser_.complete(typed);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto result = browser_.take_completion();
    while (!result && std::chrono::steady_clock::now() < deadline) {
      result = browser_.take_completion();
    }
    return result.value_or(std::pair<std::string, std::string>()).second;
  };
  EXPECT_EQ(completed("su"), "sub/");
  EXPECT_EQ(completed("sub/i"), "sub/in.png");
  EXPECT_EQ(completed(folder_.native() + "/no"), folder_.native() + "/notes.txt");
  EXPECT_EQ(completed("gone/x"), "gone/x");
}

TEST_F(Browser, AHangingFileHoldsUpNobody) {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  FileBrowser browser([released](const fs::path& path) {
    if (path.filename() == "a.png") released.wait();
    return fake_probe(path);
  });
  const auto read = [&browser](const fs::path& folder) {
    browser.go_to(folder);
    while (browser.reading()) browser.update();
  };
  read(folder_);
  browser.want_sizes(0, 4);  // hangs until released
  read(folder_ / "sub");     // and is dropped here
  EXPECT_FALSE(browser.busy());
  browser.want_sizes(0, 2);
  while (browser.busy()) browser.update();
  EXPECT_EQ(browser.row(1).size.width, 6);
  release.set_value();
}

}  // namespace
}  // namespace fscope
