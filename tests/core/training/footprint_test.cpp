#include "core/training/footprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/training/sessions.h"

namespace fscope {
namespace {

Subject subject(int width, int height, std::string_view settings) {
  Sources sources;
  sources.picture = shared(
      Image{.width = width,
            .height = height,
            .channels = 3,
            .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3))});
  return subject_of(small_config(settings), sources);
}

TEST(Footprint, OfANetworkGrowsWithItsParameters) {
  EXPECT_EQ(network_bytes(1000), 4U * 1000 * (13 + 16));            // sixteen gradients
  EXPECT_EQ(network_bytes(40 << 20), 4U * (40U << 20) * (13 + 2));  // large ones have two
}

TEST(Footprint, OfAPictureIsThatOfItsResizing) {
  EXPECT_EQ(picture_bytes(subject(8, 4, "--size original")), 0U);
  // To 16 x 8: four rows of 16 first, then all.
  EXPECT_EQ(picture_bytes(subject(8, 4, "--size 16")), 3U * (4 * 16 + 16 * 8));
  EXPECT_EQ(picture_bytes(subject_of(small_signal(), {})), 0U);
}

TEST(Footprint, WhatIsTooLargeIsRefusedWithBothFigures) {
  const Subject small = subject(8, 4, "--size original");
  EXPECT_NO_THROW(check_memory(small_config(), small, std::size_t{1} << 30));
  const RunConfig large = small_config("--width 4096 --layers 4");
  try {
    check_memory(large, small, std::size_t{100} << 20);
    ADD_FAILURE() << "not refused";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(),
                testing::MatchesRegex("not enough memory: this needs about [12].[0-9] GiB, "
                                      "100 MiB are free"));
  }
}

}  // namespace
}  // namespace fscope
