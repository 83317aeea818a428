#include "app/io/regular_file.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

TEST(RegularFile, IsReadWholeOrItsBeginning) {
  const TemporaryFolder folder;
  const std::string bytes("one\0two", 7);
  const auto path = folder.file("a", bytes);
  EXPECT_EQ(read_regular_file(path, 7), bytes);
  EXPECT_EQ(read_regular_file(path, 100, 3), "one");
}

TEST(RegularFile, LargerThanTheLimitIsRefused) {
  const TemporaryFolder folder;
  const auto path = folder.file("a", std::string((3 << 20) + 5, 'x'));
  EXPECT_EQ(message_of([&] { read_regular_file(path, 2 << 20, 10); }),
            path.native() + ": the file is too large: 3 MiB; at most 2 MiB can be read");
}

TEST(RegularFile, DevicesAreRefused) {
  EXPECT_EQ(message_of([] { read_regular_file("/dev/null", 100); }),
            "/dev/null: this is not a regular file");
}

}  // namespace
}  // namespace fscope
