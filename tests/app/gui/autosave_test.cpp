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

/// What the program does once a frame.
template <class Document>
void update(Autosave& autosave, double now_s, std::uint64_t version, Document document) {
  if (autosave.due(now_s, version)) autosave.write(document);
}

TEST(Autosave, KeepsTheNewestStateAndRemovesItAtTheEnd) {
  const TemporaryFolder folder;
  {
    Autosave autosave(folder.path());
    EXPECT_FALSE(autosave.left_behind());
    update(autosave, 10, 1, [] { return std::string("first"); });
    EXPECT_TRUE(comes(own_file(folder), "first"));
    int asked = 0;
    update(autosave, 11, 2, [&] { return ++asked, std::string("too soon"); });
    update(autosave, 30, 1, [&] { return ++asked, std::string("nothing new"); });
    EXPECT_EQ(asked, 0);
    // The file is there a moment before the writer has ended; until then nothing else is written.
    for (int i = 0; i < 5000 && bytes_of(own_file(folder)) != "second"; ++i) {
      update(autosave, 30, 2, [] { return std::string("second"); });
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

TEST(Autosave, WhatWasRestoredIsForgottenAtTheEndAndNotBefore) {
  const TemporaryFolder folder;
  const auto left = folder.file("autosave-999999999.json", "left");
  {
    Autosave autosave(folder.path());
    autosave.take_over_left_behind();
    EXPECT_TRUE(std::filesystem::exists(left));  // a crash right now would lose it
  }
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_FALSE(Autosave(folder.path()).left_behind());
}

TEST(Autosave, WithoutAFolderNothingIsKept) {
  Autosave autosave({});
  bool asked = false;
  update(autosave, 100, 1, [&] { return asked = true, std::string(); });
  EXPECT_FALSE(asked);
}

}  // namespace
}  // namespace fscope
