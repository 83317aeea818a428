#include "core/tasks/image_2d.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <stdexcept>
#include <vector>

#include "tests/core/pictures.h"

namespace fscope {
namespace {

std::vector<Index> points_of(const Task& task, Split split) {
  std::vector<Index> out;
  for (Index i = 0; i < task.n_points(split); ++i) out.push_back(task.point(split, i));
  return out;
}

TEST(Image2d, SplitOfAFiveByFourPicture) {
  const Image2dTask task(shared(noise_image(5, 4, 1)), SplitMode::even_odd);
  EXPECT_EQ(points_of(task, Split::train), (std::vector<Index>{0, 2, 4, 10, 12, 14}));
  EXPECT_EQ(points_of(task, Split::heldout), (std::vector<Index>{6, 8, 16, 18}));
}

TEST(Image2d, TrainsOnEvenAndHoldsOutOddForEverySize) {
  for (const int width : {1, 2, 3, 8, 9}) {
    for (const int height : {1, 2, 3, 8, 9}) {
      const Image2dTask task(shared(noise_image(width, height, 3)), SplitMode::even_odd);
      for (const Split split : {Split::train, Split::heldout}) {
        const int parity = split == Split::train ? 0 : 1;
        std::vector<Index> expected;
        for (int row = parity; row < height; row += 2) {
          for (int column = parity; column < width; column += 2) {
            expected.push_back(row * width + column);
          }
        }
        EXPECT_EQ(points_of(task, split), expected) << width << " x " << height;
      }
      EXPECT_GE(task.n_points(Split::train), 1);
    }
  }
}

TEST(Image2d, AllMeansAllAndNoneHeldOut) {
  const Image2dTask task(shared(noise_image(5, 3, 1)), SplitMode::all);
  EXPECT_EQ(task.n_points(Split::heldout), 0);
  const auto points = points_of(task, Split::train);
  for (Index i = 0; i < 15; ++i) EXPECT_EQ(points[static_cast<std::size_t>(i)], i);
  EXPECT_EQ(points.size(), 15U);
}

TEST(Image2d, CoordinatesArePixelsOverTheLongerSide) {
  const Image2dTask task(shared(noise_image(8, 4, 1)), SplitMode::all);
  const std::vector<Index> samples = {0, 7, 8 * 3 + 2};
  Eigen::MatrixXd expected(2, 3);
  expected << 0, 7 / 8.0, 2 / 8.0, 0, 0, 3 / 8.0;
  EXPECT_EQ(task.grid().points(samples), expected);
  EXPECT_EQ(task.grid().size(), 32);
}

TEST(Image2d, TheTrainingGridIsThatOfTheHalfSizePicture) {
  // the paper: linspace(0, 1, 257)[:-1] are every second of linspace(0, 1, 513)[:-1]
  const Image2dTask task(shared(noise_image(16, 16, 1)), SplitMode::even_odd);
  const Image2dTask half(shared(noise_image(8, 8, 1)), SplitMode::all);
  EXPECT_EQ(task.grid().points(points_of(task, Split::train)),
            half.grid().points(points_of(half, Split::train)));
}

TEST(Image2d, TargetsAreTheStoredValuesOver255) {
  const Image2dTask task(shared({2, 1, 3, {0, 51, 255, 1, 2, 3}}), SplitMode::all);
  Matrix<float> targets(3, 2);
  task.targets(std::vector<Index>{1, 0}, targets);
  Matrix<float> expected(3, 2);
  expected << 1 / 255.0F, 0, 2 / 255.0F, 51 / 255.0F, 3 / 255.0F, 1;
  EXPECT_EQ(targets, expected);
  EXPECT_EQ(task.n_outputs(), 3);
}

TEST(Image2d, TargetsHave16BitsWhereThePictureHas) {
  const Image deep{2, 1, 1, {0x12, 0xFF}, {0x1234, 0xFFFF}};
  const Image2dTask task(prepare_image(shared(deep), {.resolution = 0, .crop = CropMode::fit}),
                         SplitMode::all);
  Matrix<float> out(1, 2);
  task.targets(std::vector<Index>{0, 1}, out);
  EXPECT_FLOAT_EQ(out(0, 0), 0x1234 / 65535.0F);
  EXPECT_EQ(out(0, 1), 1.0F);
}

TEST(Image2d, RefusesPicturesItCannotLearn) {
  EXPECT_THROW(Image2dTask(nullptr, SplitMode::all), std::invalid_argument);
  EXPECT_THROW(Image2dTask(shared({}), SplitMode::all), std::invalid_argument);
  EXPECT_THROW(Image2dTask(shared(noise_image(3, 3, 4)), SplitMode::all), std::invalid_argument);
}

TEST(RegionGrid, CentresOfCellsByHand) {
  const Grid grid = region_grid({.x0 = 2, .y0 = 1, .x1 = 4, .y1 = 2}, 4, 1, 8);
  // cells of half a pixel: centres 2.25, 2.75, ...; the centre of pixel i, at i + 0.5, is i / 8
  EXPECT_EQ(grid.axes[0], Eigen::Vector4d(1.75, 2.25, 2.75, 3.25) / 8);
  EXPECT_EQ(grid.axes[1][0], 1 / 8.0);
}

TEST(RegionGrid, TheMiddleCellOfAnOddNumberIsThePixelItself) {
  const Image2dTask task(shared(noise_image(6, 8, 1)), SplitMode::all);
  for (const int cells : {1, 3, 5, 9}) {
    const Grid grid = region_grid({.x0 = 0, .y0 = 0, .x1 = 6, .y1 = 8}, 6 * cells, 8 * cells, 8);
    for (Index axis : {0, 1}) {
      const auto& pixels = task.grid().axes[static_cast<std::size_t>(axis)];
      for (Index i = 0; i < pixels.size(); ++i) {
        const double centre = grid.axes[static_cast<std::size_t>(axis)][i * cells + cells / 2];
        EXPECT_NEAR(centre, pixels[i], 1e-15);  // a cell's length is rounded
      }
    }
  }
}

TEST(RegionGrid, RefusesNoCells) {
  EXPECT_THROW(region_grid({}, 0, 3, 8), std::invalid_argument);
  EXPECT_THROW(region_grid({}, 3, -1, 8), std::invalid_argument);
}

TEST(PrepareImage, ChannelsFollowTheColourMode) {
  const auto channels = [](int source, ColorMode color, std::array<std::uint8_t, 3> background) {
    return prepare_image(shared(noise_image(4, 4, source)),
                         {.resolution = 0, .color = color, .background = background})
        ->channels;
  };
  constexpr std::array<std::uint8_t, 3> kWhite = {255, 255, 255};
  constexpr std::array<std::uint8_t, 3> kRed = {255, 0, 0};
  for (const int source : {1, 2, 3, 4}) {
    EXPECT_EQ(channels(source, ColorMode::gray, kWhite), 1);
    EXPECT_EQ(channels(source, ColorMode::rgb, kWhite), 3);
    EXPECT_EQ(channels(source, ColorMode::automatic, kWhite), source <= 2 ? 1 : 3);
  }
  EXPECT_EQ(channels(2, ColorMode::automatic, kRed), 3);  // red shows through
}

TEST(PrepareImage, TransparentPixelsShowTheBackground) {
  const auto clear = shared({1, 1, 4, {9, 9, 9, 0}});
  const auto out = prepare_image(clear, {.resolution = 0, .background = {1, 2, 3}});
  EXPECT_EQ(out->pixels, (std::vector<std::uint8_t>{1, 2, 3}));
}

TEST(PrepareImage, SizeFollowsResolutionAndCrop) {
  const auto source = shared(noise_image(40, 20, 3));
  const auto size = [&](int resolution, CropMode crop) {
    const auto out = prepare_image(source, {.resolution = resolution, .crop = crop});
    return Size{out->width, out->height};
  };
  EXPECT_EQ(size(10, CropMode::fit), (Size{10, 5}));
  EXPECT_EQ(size(10, CropMode::centre_crop), (Size{10, 10}));
  EXPECT_EQ(size(0, CropMode::fit), (Size{40, 20}));
  EXPECT_EQ(size(0, CropMode::centre_crop), (Size{20, 20}));
  EXPECT_EQ(size(80, CropMode::fit), (Size{80, 40}));
}

TEST(PrepareImage, WhatNeedsNoChangeIsNotCopied) {
  for (const int channels : {1, 3}) {
    const auto source = shared(noise_image(6, 6, channels));
    EXPECT_EQ(prepare_image(source, {.resolution = 0}), source);
    EXPECT_EQ(prepare_image(source, {.resolution = 6}), source);
  }
}

TEST(PrepareImage, RefusesEmptyPicturesAndImpossibleResolutions) {
  EXPECT_THROW(prepare_image(nullptr, {}), std::invalid_argument);
  EXPECT_THROW(prepare_image(shared({}), {}), std::invalid_argument);
  const auto source = shared(noise_image(2, 2, 1));
  EXPECT_THROW(prepare_image(source, {.resolution = -1}), std::invalid_argument);
  EXPECT_THROW(prepare_image(source, {.resolution = kMaxResolution + 1}), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
