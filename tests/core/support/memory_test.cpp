#include "core/support/memory.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace fscope {
namespace {

TEST(Memory, IsWrittenForPeople) {
  EXPECT_EQ(memory_text(0), "0 MiB");
  EXPECT_EQ(memory_text(std::size_t{340} << 20), "340 MiB");
  EXPECT_EQ(memory_text(std::size_t{1536} << 20), "1.5 GiB");
}

TEST(Memory, ALimitOfTheProcessCounts) {
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_AS, &before), 0);
  const std::size_t without = available_memory();
  EXPECT_GT(without, std::size_t{1} << 20);
  rlimit tight = before;
  tight.rlim_cur = 1 << 20;  // far less than is in use
  ASSERT_EQ(setrlimit(RLIMIT_AS, &tight), 0);
  const std::size_t with = available_memory();
  setrlimit(RLIMIT_AS, &before);
  EXPECT_EQ(with, 0U);
}

}  // namespace
}  // namespace fscope
