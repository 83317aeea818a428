#include "app/gl/image_view.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "app/gl/colormap.h"
#include "tests/app/gl/display.h"

namespace fscope {
namespace {

// The pane of all tests: 200 x 100 px at (40, 30).
const ImVec2 kTopLeft{40, 30};
const ImVec2 kBottomRight{240, 130};
constexpr ImU32 kBackground = IM_COL32(10, 20, 30, 255);

class ImageViewTest : public DisplayTest {
 protected:
  void SetUp() override {
    DisplayTest::SetUp();
    if (window_) view_ = std::make_unique<ImageView>();
  }
  void TearDown() override {
    DisplayTest::TearDown();
    view_.reset();
  }

  static ImageDraw pane(Region visible, ImageSlot slot, ImageKind kind = ImageKind::picture) {
    ImageDraw what;
    what.slot = slot;
    what.top_left = kTopLeft;
    what.bottom_right = kBottomRight;
    what.visible = visible;
    what.kind = kind;
    what.background = kBackground;
    return what;
  }

  static ImageDraw pane(Region visible, ImageKind error) {
    return pane(visible, ImageSlot::reconstruction, error);
  }

  /// The window after one frame with only this in it.
  Image drawn(const ImageDraw& what) {
    window_->step([&] { view_->draw(*ImGui::GetBackgroundDrawList(), what); });
    return window_->read_pixels();
  }

  /// The colour in the pane at a fraction of its width and height.
  static std::array<int, 3> at(const Image& image, double fx, double fy) {
    const auto x = static_cast<int>(kTopLeft.x + fx * (kBottomRight.x - kTopLeft.x));
    const auto y = static_cast<int>(kTopLeft.y + fy * (kBottomRight.y - kTopLeft.y));
    const std::uint8_t* p = image.at(x, y);
    return {p[0], p[1], p[2]};
  }

  std::unique_ptr<ImageView> view_;
};

// 1/255: the driver may round a value in the middle between two either way.
void expect_color(std::array<int, 3> got, const Rgb& wanted, const char* what) {
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_NEAR(got[c], 255 * wanted[c], 1.0) << what << ", channel " << c;
  }
}

const std::vector<std::uint8_t> kFour{255, 0, 0,   0,  255, 0,     // red, green
                                      0,   0, 255, 90, 120, 200};  // blue, another
constexpr Region kTwoByTwo{0, 0, 2, 2};

TEST_F(ImageViewTest, EachPixelIsOneCrispRectangle) {
  view_->set_target(Image{2, 2, 3, kFour});
  const Image image = drawn(pane(kTwoByTwo, ImageSlot::target));
  const auto color = [&](int x, int y) {
    const std::uint8_t* p = image.at(x, y);
    return std::array<int, 3>{p[0], p[1], p[2]};
  };
  for (const int x : {40, 100, 139}) {
    for (const int y : {30, 50, 79}) EXPECT_EQ(color(x, y), (std::array{255, 0, 0})) << x << y;
    for (const int y : {80, 129}) EXPECT_EQ(color(x, y), (std::array{0, 0, 255})) << x << y;
  }
  EXPECT_EQ(color(140, 79), (std::array{0, 255, 0}));
  EXPECT_EQ(color(239, 129), (std::array{90, 120, 200}));
}

TEST_F(ImageViewTest, NothingIsDrawnBesideThePane) {
  view_->set_target(Image{2, 2, 3, kFour});
  window_->set_background(0, 0, 0);
  const Image image = drawn(pane(kTwoByTwo, ImageSlot::target));
  for (const auto& [x, y] : {std::pair{39, 50}, {240, 50}, {100, 29}, {100, 130}}) {
    EXPECT_EQ(image.at(x, y)[0] + image.at(x, y)[1] + image.at(x, y)[2], 0) << x << " " << y;
  }
}

TEST_F(ImageViewTest, TheClipRectangleHolds) {
  view_->set_target(Image{2, 2, 3, kFour});
  window_->set_background(0, 0, 0);
  window_->step([&] {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.PushClipRect({50, 40}, {60, 45});
    view_->draw(list, pane(kTwoByTwo, ImageSlot::target));
    list.PopClipRect();
  });
  const Image image = window_->read_pixels();
  EXPECT_EQ(image.at(50, 40)[0], 255);
  EXPECT_EQ(image.at(59, 44)[0], 255);
  for (const auto& [x, y] : {std::pair{49, 42}, {60, 42}, {55, 39}, {55, 45}}) {
    EXPECT_EQ(image.at(x, y)[0], 0) << x << " " << y;
  }
}

TEST_F(ImageViewTest, ItemsAfterItAreDrawnAsUsual) {
  view_->set_target(Image{2, 2, 3, kFour});
  window_->step([&] {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    view_->draw(list, pane(kTwoByTwo, ImageSlot::target));
    list.AddRectFilled({45, 35}, {60, 60}, IM_COL32(1, 2, 3, 255));
  });
  const Image image = window_->read_pixels();
  const std::uint8_t* const p = image.at(50, 50);
  EXPECT_EQ((std::array<int, 3>{p[0], p[1], p[2]}), (std::array{1, 2, 3}));
}

TEST_F(ImageViewTest, VisibleRegionMapsToThePane) {
  view_->set_target(Image{2, 2, 3, kFour});
  // Half a pixel beyond the left edge: a quarter background, then red, then green.
  const Image shifted = drawn(pane({-0.5, 0, 1.5, 2}, ImageSlot::target));
  EXPECT_EQ(at(shifted, 0.24, 0.2), (std::array{10, 20, 30}));
  EXPECT_EQ(at(shifted, 0.26, 0.2), (std::array{255, 0, 0}));
  EXPECT_EQ(at(shifted, 0.74, 0.2), (std::array{255, 0, 0}));
  EXPECT_EQ(at(shifted, 0.76, 0.2), (std::array{0, 255, 0}));
  // A tenth of a pixel around the corner of all four.
  const Image deep = drawn(pane({0.95, 0.95, 1.05, 1.05}, ImageSlot::target));
  EXPECT_EQ(at(deep, 0.49, 0.49), (std::array{255, 0, 0}));
  EXPECT_EQ(at(deep, 0.51, 0.51), (std::array{90, 120, 200}));
}

TEST_F(ImageViewTest, GrayIsShownAsGray) {
  view_->set_target(Image{1, 1, 1, {77}});
  EXPECT_EQ(at(drawn(pane({0, 0, 1, 1}, ImageSlot::target)), 0.5, 0.5), (std::array{77, 77, 77}));
  const std::vector<float> gray{0.2F};
  view_->set_reconstruction({1, 1, 1, gray, {0, 0, 1, 1}});
  EXPECT_EQ(at(drawn(pane({0, 0, 1, 1}, ImageSlot::reconstruction)), 0.5, 0.5),
            (std::array{51, 51, 51}));
}

TEST_F(ImageViewTest, ErrorMapsHaveTheColorsOfTheirErrors) {
  // The target is 0.4; the errors, as means over channels, are those of the table.
  const std::array<float, 5> errors{-0.4F, -0.05F, 0.0F, 0.1F, 0.6F};
  std::vector<float> target;
  std::vector<float> learned;
  for (const float e : errors) {
    for (const float part : {0.5F, 1.0F, 1.5F}) {
      target.push_back(0.4F);
      learned.push_back(0.4F + e * part);
    }
  }
  const Region whole{0, 0, 5, 1};
  view_->set_target(Raster{5, 1, 3, target, whole});
  view_->set_reconstruction({5, 1, 3, learned, whole});
  for (const float gain : {1.0F, 5.0F}) {
    ImageDraw what = pane(whole, ImageKind::error_signed);
    what.gain = gain;
    const Image signed_map = drawn(what);
    what.kind = ImageKind::error_absolute;
    const Image absolute_map = drawn(what);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      const double x = 0.1 + 0.2 * static_cast<double>(i);
      expect_color(at(signed_map, x, 0.5), sample(kSignedError, signed_position(errors[i], gain)),
                   "signed");
      expect_color(at(absolute_map, x, 0.5),
                   sample(kAbsoluteError, absolute_position(errors[i], gain)), "absolute");
    }
  }
}

TEST_F(ImageViewTest, OppositeChannelErrorsCancelOnlyInTheSignedMap) {
  const std::vector<float> target{0.5F, 0.5F, 0.5F};
  const std::vector<float> learned{0.8F, 0.5F, 0.2F};
  view_->set_target(Raster{1, 1, 3, target, {0, 0, 1, 1}});
  view_->set_reconstruction({1, 1, 3, learned, {0, 0, 1, 1}});
  expect_color(at(drawn(pane({0, 0, 1, 1}, ImageKind::error_signed)), 0.5, 0.5),
               sample(kSignedError, 0.5F), "signed");
  expect_color(at(drawn(pane({0, 0, 1, 1}, ImageKind::error_absolute)), 0.5, 0.5),
               sample(kAbsoluteError, 0.2F), "absolute");
}

TEST_F(ImageViewTest, DetailCoversItsRegionUntilTheNextReconstruction) {
  const std::vector<float> whole{0.2F};
  const std::vector<float> fine{1, 0, 0, 1};  // 2 x 2 on a quarter of the pixel
  view_->set_reconstruction({1, 1, 1, whole, {0, 0, 1, 1}});
  view_->set_detail({2, 2, 1, fine, {0.25, 0.25, 0.75, 0.75}});
  const ImageDraw what = pane({0, 0, 1, 1}, ImageSlot::reconstruction);
  const Image image = drawn(what);
  EXPECT_EQ(at(image, 0.1, 0.5)[0], 51);
  EXPECT_EQ(at(image, 0.26, 0.26)[0], 255);
  EXPECT_EQ(at(image, 0.51, 0.26)[0], 0);
  EXPECT_EQ(at(image, 0.74, 0.74)[0], 255);
  EXPECT_EQ(at(image, 0.76, 0.74)[0], 51);
  view_->set_reconstruction({1, 1, 1, whole, {0, 0, 1, 1}});
  EXPECT_EQ(at(drawn(what), 0.26, 0.26)[0], 51);
}

TEST_F(ImageViewTest, EveryRunHasItsOwnPictureAndItsOwnDetail) {
  for (std::size_t i = 0; i < kMaxRuns; ++i) {
    const std::vector<float> whole{static_cast<float>(i) / 10};
    view_->set_reconstruction({1, 1, 1, whole, {0, 0, 1, 1}}, run_slot(i));
  }
  view_->set_detail({1, 1, 1, std::vector<float>{1.0F}, {0, 0, 0.5, 0.5}}, run_slot(3));
  for (std::size_t i = 0; i < kMaxRuns; ++i) {
    const Image image = drawn(pane({0, 0, 1, 1}, run_slot(i)));
    const double whole = std::round(25.5 * static_cast<double>(i));
    EXPECT_NEAR(at(image, 0.75, 0.75)[0], whole, 1) << i;
    EXPECT_NEAR(at(image, 0.25, 0.25)[0], i == 3 ? 255 : whole, 1) << i;
  }
  view_->clear_detail(run_slot(3));
  EXPECT_NEAR(at(drawn(pane({0, 0, 1, 1}, run_slot(3))), 0.25, 0.25)[0], 77, 1);
}

TEST_F(ImageViewTest, WhereTheWholeIsCoarseErrorsComeFromTheDetailAtPixelCentres) {
  const Region whole{0, 0, 4, 2};
  view_->set_target(Raster{4, 2, 1, std::vector<float>(8, 0.25F), whole});
  view_->set_reconstruction({2, 1, 1, std::vector<float>(2, 0.25F), whole});
  // Three cells a side on two of the pixels: off by 0.5 at one centre, and anything around it.
  std::vector<float> cells(18, 1.0F);
  cells[6 + 1] = 0.75F;
  cells[6 + 4] = 0.25F;
  view_->set_detail({6, 3, 1, cells, {1, 0, 3, 1}});
  const Image image = drawn(pane(whole, ImageKind::error_absolute));
  const auto off = sample(kAbsoluteError, absolute_position(0.5F, 1));
  const auto right = sample(kAbsoluteError, 0.0F);
  for (const double f : {0.01, 0.12, 0.24}) {  // of the pane's width: a quarter is a pixel
    expect_color(at(image, 0.25 + f, 2 * f), off, "pixel 1");
    expect_color(at(image, 0.50 + f, 2 * f), right, "pixel 2");
    expect_color(at(image, 0.00 + f, 2 * f), right, "beside the detail");
  }
}

TEST_F(ImageViewTest, HoweverUploadedTheNewestPictureIsShown) {
  const Region whole{0, 0, 4, 4};
  for (const auto uploads : {ImageView::Uploads::streamed, ImageView::Uploads::direct}) {
    view_ = std::make_unique<ImageView>(uploads);
    for (int i = 0; i < 12; ++i) {
      const int side = 1 + i % 3;
      const float gray = static_cast<float>(i) / 15.0F;
      const std::vector<float> values(static_cast<std::size_t>(3 * side * side), gray);
      view_->set_reconstruction({side, side, 3, values, whole});
      const Image image = drawn(pane(whole, ImageSlot::reconstruction));
      expect_color(at(image, 0.9, 0.9), {gray, gray, gray}, "reconstruction");
    }
  }
}

TEST_F(ImageViewTest, ReducedPicturesAreAveraged) {
  // A checkerboard of single pixels, 8 of them on each screen pixel: even gray, no moire.
  const int width = 1600;
  const int height = 800;
  Image checker{width, height, 1, {}};
  for (int i = 0; i < width * height; ++i) {
    checker.pixels.push_back((i / width + i % width) % 2 == 0 ? 0 : 255);
  }
  view_->set_target(checker);
  const Image image = drawn(pane({0, 0, 1600, 800}, ImageSlot::target));
  // 2/255: three roundings to 8 bits on the way down the mipmaps.
  for (int i = 0; i < 10; ++i) {
    const double f = 0.05 + 0.1 * i;
    EXPECT_NEAR(at(image, f, f)[1], 127.5, 2.0) << f;
  }
}

TEST_F(ImageViewTest, SmoothInterpolatesBetweenPixelCenters) {
  view_->set_target(Image{2, 1, 1, {0, 200}});
  ImageDraw what = pane({0, 0, 2, 1}, ImageSlot::target);
  what.smooth = true;
  const Image image = drawn(what);
  // The sample lies half a screen pixel right of the middle: 200 * (0.5 + 0.5/100) = 101; the
  // filter's fraction has 8 bits.
  EXPECT_NEAR(at(image, 0.5, 0.5)[0], 101, 1.0);
  EXPECT_EQ(at(image, 0.1, 0.5)[0], 0);
  EXPECT_EQ(at(image, 0.9, 0.5)[0], 200);
}

TEST_F(ImageViewTest, TrainingPixelsAreMarkedOnceLargeEnough) {
  view_->set_target(Image{4, 2, 1, {0, 0, 0, 0, 0, 0, 0, 0}});
  ImageDraw what = pane({0, 0, 4, 2}, ImageSlot::target);  // 50 px each
  what.mark_training = true;
  const Image image = drawn(what);
  EXPECT_GT(at(image, 0.125, 0.25)[0], 200) << "pixel (0, 0)";
  EXPECT_GT(at(image, 0.625, 0.25)[0], 200) << "pixel (2, 0)";
  EXPECT_EQ(at(image, 0.375, 0.25)[0], 0) << "pixel (1, 0) is held out";
  EXPECT_EQ(at(image, 0.125, 0.75)[0], 0) << "pixel (0, 1) is held out";
  what.training_stride = 1;
  EXPECT_GT(at(drawn(what), 0.375, 0.75)[0], 200) << "all pixels train";
  view_->set_target(Image{40, 20, 1, std::vector<std::uint8_t>(800)});
  what.visible = {0, 0, 40, 20};  // 5 px each
  const Image small = drawn(what);
  for (int x = 40; x < 240; ++x) EXPECT_EQ(small.at(x, 32)[0], 0) << x;
}

TEST_F(ImageViewTest, WithoutPicturesThereIsTheBackground) {
  for (std::size_t slot = 0; slot < kImageSlots; ++slot) {
    for (const ImageKind kind :
         {ImageKind::picture, ImageKind::error_signed, ImageKind::error_absolute}) {
      EXPECT_EQ(at(drawn(pane({0, 0, 1, 1}, static_cast<ImageSlot>(slot), kind)), 0.5, 0.5),
                (std::array{10, 20, 30}));
    }
  }
  view_->set_target(Image{2, 2, 3, kFour});
  view_->clear();
  EXPECT_EQ(at(drawn(pane(kTwoByTwo, ImageSlot::target)), 0.2, 0.2), (std::array{10, 20, 30}));
}

TEST_F(ImageViewTest, EverySlotShowsItsOwnPictureAndItsErrorAgainstTheTarget) {
  for (std::size_t slot = 2; slot < kImageSlots; ++slot) {
    const float value = static_cast<float>(slot) / static_cast<float>(kImageSlots);
    view_->set_picture(static_cast<ImageSlot>(slot), Raster{1, 1, 1, {value}, {0, 0, 1, 1}});
  }
  view_->set_target(Raster{1, 1, 1, {0.25F}, {0, 0, 1, 1}});
  for (std::size_t slot = 2; slot < kImageSlots; ++slot) {
    const float value = static_cast<float>(slot) / static_cast<float>(kImageSlots);
    const int gray = static_cast<int>(std::lround(value * 255));
    const auto shown = at(drawn(pane({0, 0, 1, 1}, static_cast<ImageSlot>(slot))), 0.5, 0.5);
    EXPECT_NEAR(shown[0], gray, 1) << slot;
    expect_color(
        at(drawn(pane({0, 0, 1, 1}, static_cast<ImageSlot>(slot), ImageKind::error_signed)), 0.5,
           0.5),
        sample(kSignedError, signed_position(value - 0.25F, 1)), "error");
  }
  view_->clear_picture(ImageSlot::theory);
  EXPECT_EQ(at(drawn(pane({0, 0, 1, 1}, ImageSlot::theory)), 0.5, 0.5), (std::array{10, 20, 30}));
}

TEST_F(ImageViewTest, LongerThanATextureIsShownReduced) {
  const int width = Texture::max_size() + 2;
  Image row{width, 1, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(width), 60)};
  view_->set_target(row);
  const Image image = drawn(pane({0, 0, static_cast<double>(width), 1}, ImageSlot::target));
  EXPECT_EQ(at(image, 0.5, 0.5), (std::array{60, 60, 60}));
}

TEST_F(ImageViewTest, BadInputThrowsOrDrawsNothing) {
  EXPECT_THROW(view_->set_target(Image{1, 1, 4, {1, 2, 3, 4}}), std::invalid_argument);
  EXPECT_THROW(view_->set_target(Image{}), std::invalid_argument);
  EXPECT_THROW(view_->set_reconstruction({1, 1, 3, {}, {0, 0, 1, 1}}), std::invalid_argument);
  ImageDraw nothing = pane(kTwoByTwo, ImageSlot::target);
  nothing.bottom_right = nothing.top_left;
  window_->set_background(0, 0, 0);
  EXPECT_EQ(at(drawn(nothing), 0.5, 0.5), (std::array{0, 0, 0}));
}

}  // namespace
}  // namespace fscope
