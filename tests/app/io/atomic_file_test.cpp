#include "app/io/atomic_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <iterator>
#include <random>
#include <string>

#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

auto n_entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(AtomicFile, HoldsExactlyTheBytes) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "a";
  for (const std::string& bytes :
       {std::string("a\0b\n", 4), std::string(), std::string(1 << 20, 'x')}) {
    write_file_atomically(path, bytes);
    EXPECT_EQ(bytes_of(path), bytes);
    EXPECT_EQ(n_entries(folder.path()), 1);
  }
}

TEST(AtomicFile, KeepsThePermissionsOfTheOldFile) {
  const TemporaryFolder folder;
  const fs::path path = folder.file("a", "old");
  fs::permissions(path, fs::perms(0640));
  write_file_atomically(path, "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
}

TEST(AtomicFile, FollowsASymbolicLink) {
  const TemporaryFolder folder;
  const fs::path target = folder.file("target", "old");
  fs::create_symlink("target", folder.path() / "link");
  write_file_atomically(folder.path() / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(bytes_of(target), "new");
}

TEST(AtomicFile, LeavesTheOldFileWhenWritingFails) {
  const TemporaryFolder folder;
  const fs::path path = folder.file("a", "old");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);  // so that the write fails instead
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string message =
      message_of([&] { write_file_atomically(path, std::string(5000, 'x')); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(message, path.native() + ": File too large");
  EXPECT_EQ(bytes_of(path), "old");
  EXPECT_EQ(n_entries(folder.path()), 1);
}

TEST(AtomicFile, RefusesAFolderAndAMissingOne) {
  const TemporaryFolder folder;
  EXPECT_EQ(message_of([&] { write_file_atomically(folder.path(), "x"); }),
            folder.path().native() + ": this is a folder");
  const fs::path lost = folder.path() / "no" / "a";
  EXPECT_EQ(message_of([&] { write_file_atomically(lost, "x"); }),
            lost.native() + ": No such file or directory");
}

TEST(AtomicFile, ReportsAFullDevice) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  EXPECT_EQ(message_of([] { write_file_atomically("/dev/full", "x"); }),
            "/dev/full: No space left on device");
}

TEST(AtomicFile, APipeThatNobodyReadsDoesNotBlock) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_NE(message_of([&] { write_file_atomically(pipe, "x"); }), "nothing was thrown");
}

/// Names of the files in a folder that no one asked for.
int n_hidden_files(const fs::path& folder) {
  int n = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    n += entry.path().filename().native().starts_with(".fourierscope");
  }
  return n;
}

TEST(AtomicFile, KilledAtAnyMomentTheFileIsWhole) {
  constexpr int kKills = 200;
  constexpr std::size_t kBytes = 200'000;
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "state.json";
  write_file_atomically(path, std::string(kBytes, 'a'));
  std::mt19937 random(1);
  for (int i = 0; i < kKills; ++i) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (char c = 'a';; c = c == 'z' ? 'a' : static_cast<char>(c + 1)) {
        write_file_atomically(path, std::string(kBytes, c));
      }
    }
    ::usleep(static_cast<useconds_t>(random() % 4000));
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    const std::string bytes = bytes_of(path);
    ASSERT_EQ(bytes.size(), kBytes) << i;
    ASSERT_EQ(bytes.find_first_not_of(bytes[0]), std::string::npos) << i;
  }
  EXPECT_LE(n_hidden_files(folder.path()), kKills / 10);  // between two system calls, if at all
}

}  // namespace
}  // namespace fscope
