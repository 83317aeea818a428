#include "app/gui/window_icon.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fscope {
namespace {

TEST(WindowIcon, IsADiscThatIsLightInTheMiddle) {
  const Image icon = make_icon(64);
  ASSERT_EQ(icon.pixels.size(), 64U * 64U * 4U);
  EXPECT_EQ(icon.at(0, 0)[3], 0);
  EXPECT_EQ(icon.at(32, 32)[3], 255);
  EXPECT_GT(icon.at(32, 32)[0], 250);
}

TEST(WindowIcon, IsSymmetric) {
  const Image icon = make_icon(31);
  for (int i = 0; i < 31; ++i) EXPECT_EQ(icon.at(i, 3)[0], icon.at(3, i)[0]) << i;
}

TEST(WindowIcon, BadSizesThrow) {
  EXPECT_THROW(make_icon(7), std::invalid_argument);
  EXPECT_THROW(make_icon(100000), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
