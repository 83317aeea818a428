// Contact sheets: where the cells of a sweep stand, and what is painted.
#include "app/cli/sweep_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cli/sweep_arguments.h"
#include "core/tasks/resample.h"
#include "tests/core/pictures.h"

namespace fscope {
namespace {

using testing::ElementsAre;

SweepSheet arranged(std::vector<std::string> targets, const std::vector<std::string>& vary,
                    const std::string& seeds = "0") {
  SweepArguments arguments;
  arguments.targets = std::move(targets);
  for (const std::string& words : vary) arguments.variations.push_back(parse_variation(words));
  arguments.seeds = parse_seeds(seeds);
  arguments.n_steps = 9;
  return arrange_sheet(make_plan(arguments));
}

TEST(SweepSheet, TheVariationWithMostValuesRunsToTheRight) {
  const SweepSheet sheet = arranged({"a.png", "b.png"}, {"sigma=1,2,3", "mapping=none,basic"});
  EXPECT_EQ(sheet.sheet.title, "seed 0, 9 steps");
  EXPECT_THAT(sheet.sheet.columns, ElementsAre("sigma 1", "sigma 2", "sigma 3"));
  EXPECT_THAT(sheet.sheet.rows, ElementsAre("a, mapping none", "a, mapping basic",
                                            "b, mapping none", "b, mapping basic"));
  // Cells are numbered with the mapping fastest, then sigma, then the picture.
  EXPECT_THAT(sheet.cells, ElementsAre(ElementsAre(0, 2, 4), ElementsAre(1, 3, 5),
                                       ElementsAre(6, 8, 10), ElementsAre(7, 9, 11)));
}

TEST(SweepSheet, OfTwoAlikeTheLast) {
  const SweepSheet sheet = arranged({"a.png"}, {"sigma=1,2", "lr=1,2"}, "3-4");
  EXPECT_EQ(sheet.sheet.title, "a, 9 steps");
  EXPECT_THAT(sheet.sheet.columns, ElementsAre("lr 1", "lr 2"));
  EXPECT_THAT(sheet.sheet.rows, ElementsAre("sigma 1, seed 3", "sigma 1, seed 4", "sigma 2, seed 3",
                                            "sigma 2, seed 4"));
  EXPECT_THAT(sheet.cells, ElementsAre(ElementsAre(0, 2), ElementsAre(1, 3), ElementsAre(4, 6),
                                       ElementsAre(5, 7)));
}

TEST(SweepSheet, WithoutVariationsSeedsThenTargets) {
  EXPECT_THAT(arranged({"a.png", "b.png"}, {"sigma=2"}, "0-1").sheet.columns,
              ElementsAre("seed 0", "seed 1"));
  EXPECT_THAT(arranged({"a.png", "b.png"}, {}).sheet.columns, ElementsAre("a", "b"));
  const SweepSheet alone = arranged({"a.png"}, {"sigma=2"});
  EXPECT_EQ(alone.sheet.title, "a, sigma 2, seed 0, 9 steps");
  EXPECT_THAT(alone.cells, ElementsAre(ElementsAre(0)));
}

TEST(SweepSheet, WhatIsTooManyIsLeftOutAndSaid) {
  const SweepSheet sheet = arranged({"a.png"}, {"sigma=1,2"}, "0-99");
  EXPECT_EQ(sheet.cells.size(), kMaxSheetRows);
  EXPECT_EQ(sheet.sheet.note, "60 more rows: see sweep.csv");
  const SweepSheet wide = arranged({"a.png"}, {}, "0-29");
  EXPECT_EQ(wide.cells[0].size(), kMaxSheetColumns);
  EXPECT_EQ(wide.sheet.note, "6 more columns: see sweep.csv");
}

TEST(SweepSheet, TargetsTheFontCannotWriteAreNumbered) {
  EXPECT_THAT(arranged({"a_1.png", "图.png"}, {}).sheet.columns, ElementsAre("a_1", "target 2"));
}

TEST(ContactSheet, LinesAreCutWithDots) {
  EXPECT_EQ(shortened("sigma 3", 200), "sigma 3");
  const std::string cut = shortened(std::string(100, 'm'), 200);
  EXPECT_TRUE(cut.starts_with("mmm") && cut.ends_with("m...")) << cut;
  EXPECT_EQ(shortened(cut, 200), cut);  // it fits
}

constexpr int kDark = 128;  // ink is darker, paper is not

int n_dark(const Image& image, int left, int top, int width, int height) {
  int n = 0;
  for (int row = top; row < top + height; ++row) {
    for (int column = left; column < left + width; ++column) {
      n += image.at(column, row)[0] < kDark;
    }
  }
  return n;
}

/// Where the first pixel of this colour is, row by row.
std::pair<int, int> find_colour(const Image& image, std::array<std::uint8_t, 3> colour) {
  for (int row = 0; row < image.height; ++row) {
    for (int column = 0; column < image.width; ++column) {
      if (std::equal(colour.begin(), colour.end(), image.at(column, row))) return {column, row};
    }
  }
  throw std::logic_error("no such colour");
}

Image filled(int width, int height, std::array<std::uint8_t, 3> colour) {
  Image image{width, height, 3, {}};
  for (std::size_t i = 0; i < image.n_pixels(); ++i) {
    image.pixels.insert(image.pixels.end(), colour.begin(), colour.end());
  }
  return image;
}

TEST(ContactSheet, SmallPicturesAreEnlargedByAWholeFactorInTheirPlace) {
  const ContactSheet sheet{"title", {"one", "two"}, {"first", "second"}, ""};
  const std::array<std::uint8_t, 3> colour = {200, 10, 60};
  const auto tile = [&](std::size_t row, std::size_t column) {
    const bool here = row == 1 && column == 1;
    return SheetTile{here ? filled(60, 40, colour) : Image{}, {"caption"}};
  };
  const Image image = paint_sheet(sheet, tile);
  EXPECT_EQ(image.channels, 3);
  const auto [left, top] = find_colour(image, colour);
  EXPECT_GT(left, kSheetTile);  // the second column
  EXPECT_GT(top, kSheetTile);   // the second row
  int n = 0;
  for (std::size_t i = 0; i < image.n_pixels(); ++i) {
    n += std::equal(colour.begin(), colour.end(), image.pixels.begin() + 3 * i);
  }
  EXPECT_EQ(n, 9 * 60 * 40);  // 192 / 60 is 3
}

TEST(ContactSheet, LargePicturesAndStripsFit) {
  const ContactSheet sheet{"", {""}, {""}, ""};
  for (const Size size : {Size{1000, 500}, {7, 2000}, {193, 193}, {3000, 1}}) {
    const Image image = paint_sheet(sheet, [&](std::size_t, std::size_t) {
      return SheetTile{filled(size.width, size.height, {0, 0, 0}), {}};
    });
    const int n = n_dark(image, 0, 0, image.width, image.height);
    const auto [shorter, longer] = std::minmax(size.width, size.height);
    EXPECT_GE(n, std::max(1, kSheetTile * shorter / longer - 1));
    EXPECT_LE(n, kSheetTile * kSheetTile);
  }
}

TEST(ContactSheet, HasInkWhereItsLabelsAre) {
  const auto ink = [](const ContactSheet& sheet, const std::string& caption) {
    const Image image = paint_sheet(sheet, [&](std::size_t, std::size_t) {
      return SheetTile{Image{}, {caption, caption}};
    });
    return n_dark(image, 0, 0, image.width, image.height);
  };
  EXPECT_EQ(ink({"", {""}, {""}, ""}, ""), 0);
  const int word = ink({"sigma", {""}, {""}, ""}, "");
  EXPECT_GT(word, 50);  // five letters of some ten dark pixels each
  // The same word has as much ink wherever its base line is: these are whole pixels.
  EXPECT_EQ(ink({"", {"sigma"}, {""}, ""}, ""), word);
  EXPECT_EQ(ink({"", {""}, {"sigma"}, ""}, ""), word);
  EXPECT_EQ(ink({"", {""}, {""}, "sigma"}, ""), word);
  EXPECT_EQ(ink({"", {""}, {""}, ""}, "sigma"), 2 * word);
  EXPECT_EQ(ink({"sigma", {"sigma"}, {"sigma"}, "sigma"}, "sigma"), 6 * word);
}

TEST(ContactSheet, WithoutTilesIsRefused) {
  const auto tile = [](std::size_t, std::size_t) { return SheetTile{}; };
  EXPECT_THROW(paint_sheet({"", {}, {""}, ""}, tile), std::invalid_argument);
  EXPECT_THROW(paint_sheet({"", {""}, {}, ""}, tile), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
