#include "app/gui/autosave.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/support/check.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// What the test's own process keeps in a folder.
std::filesystem::path own_file(const TemporaryFolder& folder) {
  return folder.path() / text("autosave-", ::getpid(), ".json");
}

bool comes(const std::filesystem::path& file, const std::string& bytes) {
  for (int i = 0; i < 5000; ++i) {
    if (bytes_of(file) == bytes) return true;
    ::usleep(1000);
  }
  return false;
}

TEST(Autosave, KeepsTheNewestStateAndRemovesItAtTheEnd) {
  const TemporaryFolder folder;
  {
    Autosave autosave(folder.path());
    EXPECT_FALSE(autosave.left_behind());
    autosave.update(10, 1, [] { return std::string("first"); });
    EXPECT_TRUE(comes(own_file(folder), "first"));
    int asked = 0;
    autosave.update(11, 2, [&] { return ++asked, std::string("too soon"); });
    autosave.update(30, 1, [&] { return ++asked, std::string("nothing new"); });
    EXPECT_EQ(asked, 0);
    // The file is there a moment before the writer has ended; until then nothing else is written.
    for (int i = 0; i < 5000 && bytes_of(own_file(folder)) != "second"; ++i) {
      autosave.update(30, 2, [] { return std::string("second"); });
      ::usleep(1000);
    }
    EXPECT_EQ(bytes_of(own_file(folder)), "second");
  }
  EXPECT_FALSE(std::filesystem::exists(own_file(folder)));
}

TEST(Autosave, FindsWhatAProgramThatIsGoneHasLeft) {
  const TemporaryFolder folder;
  folder.file(text("autosave-", ::getpid(), ".json"), "running");
  folder.file("autosave-x.json", "no number");
  folder.file("settings.json", "other");
  EXPECT_FALSE(Autosave(folder.path() / "none").left_behind());
  const auto left = folder.file("autosave-999999999.json", "left");
  Autosave autosave(folder.path());
  ASSERT_TRUE(autosave.left_behind());
  EXPECT_EQ(*autosave.left_behind(), left);
  autosave.forget_left_behind();
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_FALSE(autosave.left_behind());
}

TEST(Autosave, WithoutAFolderNothingIsKept) {
  Autosave autosave({});
  bool asked = false;
  autosave.update(100, 1, [&] { return asked = true, std::string(); });
  EXPECT_FALSE(asked);
}

}  // namespace
}  // namespace fscope
