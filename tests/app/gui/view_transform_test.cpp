#include "app/gui/view_transform.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace fscope {
namespace {

constexpr Pane kPane{100, 50, 400, 200};

// A few roundings of numbers up to 1000.
constexpr double kRounding = 1e-9;

void expect_near(Point got, Point wanted) {
  EXPECT_NEAR(got.x, wanted.x, kRounding);
  EXPECT_NEAR(got.y, wanted.y, kRounding);
}

TEST(ViewTransform, StartsWithTheWholeImageInTheMiddle) {
  const ViewTransform view(100, 100);
  EXPECT_EQ(view.scale(kPane), 2);
  EXPECT_EQ(view.visible(kPane), (Region{-50, 0, 150, 100}));
  EXPECT_EQ(view.to_screen(kPane, {0, 0}), (Point{200, 50}));
  EXPECT_EQ(view.to_image(kPane, {200, 50}), (Point{0, 0}));
}

TEST(ViewTransform, AWideImageFitsItsWidth) {
  const ViewTransform view(800, 100);
  EXPECT_EQ(view.scale(kPane), 0.5);
  EXPECT_EQ(view.visible(kPane), (Region{0, -150, 800, 250}));
}

TEST(ViewTransform, ZoomingKeepsWhatIsUnderTheCursor) {
  ViewTransform view(100, 100);
  const Point cursor{230, 90};
  const Point under = view.to_image(kPane, cursor);
  EXPECT_EQ(under, (Point{15, 20}));
  for (const double factor : {2.0, 1.5, 7.0, 0.5, 3.0}) {
    view.zoom_about(kPane, cursor, factor);
    expect_near(view.to_image(kPane, cursor), under);
  }
  EXPECT_NEAR(view.scale(kPane), 2 * 2 * 1.5 * 7 * 0.5 * 3, kRounding);
}

TEST(ViewTransform, ZoomStaysWithinItsLimits) {
  ViewTransform view(100, 100);
  const Point middle{300, 150};
  for (int i = 0; i < 100; ++i) view.zoom_about(kPane, middle, 2);
  EXPECT_EQ(view.scale(kPane), ViewTransform::kMaxScale);
  for (int i = 0; i < 100; ++i) view.zoom_about(kPane, middle, 0.5);
  EXPECT_EQ(view.scale(kPane), 1);
  EXPECT_EQ(view.visible(kPane), (Region{-150, -50, 250, 150}));
}

TEST(ViewTransform, ZoomingOutStopsAtTheFit) {
  ViewTransform view(100, 100);
  view.zoom_about(kPane, {150, 60}, 1.5);
  EXPECT_FALSE(view.is_fitted());
  view.zoom_about(kPane, {400, 200}, 0.1);
  EXPECT_TRUE(view.is_fitted());
  view.zoom_about(kPane, {400, 200}, 0.9);
  EXPECT_NEAR(view.scale(kPane), 1.8, kRounding);
  expect_near(view.to_image(kPane, {300, 150}), {50, 50});
}

TEST(ViewTransform, AOnePixelImageCanBeZoomed) {
  ViewTransform view(1, 1);
  const Pane large{0, 0, 3000, 3000};
  view.zoom_about(large, {1500, 1500}, 4);
  EXPECT_EQ(view.scale(large), 3000);
}

TEST(ViewTransform, FactorsThatAreNoneAreIgnored) {
  ViewTransform view(100, 100);
  for (const double factor : {0.0, -2.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
    view.zoom_about(kPane, {300, 150}, factor);
    EXPECT_TRUE(view.is_fitted()) << factor;
  }
}

TEST(ViewTransform, PanMovesByScreenPixelsAndKeepsTheCenterOnTheImage) {
  ViewTransform view(100, 100);
  view.zoom_about(kPane, {300, 150}, 4);  // scale 8, centre (50, 50)
  view.pan(kPane, -80, 16);
  EXPECT_EQ(view.to_image(kPane, {300, 150}), (Point{60, 48}));
  view.pan(kPane, 1e6, -1e6);
  EXPECT_EQ(view.to_image(kPane, {300, 150}), (Point{0, 100}));
}

TEST(ViewTransform, AnImageSeenWholeIsNotPanned) {
  ViewTransform view(100, 100);
  view.pan(kPane, 30, 10);
  EXPECT_TRUE(view.is_fitted());
  view.zoom_about(kPane, {300, 150}, 0.6);
  view.pan(kPane, 30, 10);
  EXPECT_EQ(view.to_image(kPane, {300, 150}), (Point{50, 50}));
}

TEST(ViewTransform, ResizingThePaneKeepsTheCenterAndTheScale) {
  ViewTransform view(100, 100);
  view.zoom_about(kPane, {300, 150}, 4);
  view.pan(kPane, -80, 16);
  const Pane other{0, 0, 77, 333};
  EXPECT_EQ(view.scale(other), 8);
  EXPECT_EQ(view.to_image(other, {38.5, 166.5}), (Point{60, 48}));
}

TEST(ViewTransform, AFittedImageFollowsThePane) {
  const ViewTransform view(100, 100);
  EXPECT_EQ(view.scale({0, 0, 50, 80}), 0.5);
}

TEST(ViewTransform, PixelUnderTheCursor) {
  const ViewTransform view(100, 100);  // 2 px per pixel, from (200, 50) to (400, 250)
  EXPECT_EQ(view.pixel_at(kPane, {200, 50}), (Pixel{0, 0}));
  EXPECT_EQ(view.pixel_at(kPane, {201.9, 52}), (Pixel{0, 1}));
  EXPECT_EQ(view.pixel_at(kPane, {399.9, 249.9}), (Pixel{99, 99}));
  EXPECT_EQ(view.pixel_at(kPane, {199.9, 60}), std::nullopt) << "beside the image";
  EXPECT_EQ(view.pixel_at(kPane, {400, 60}), std::nullopt) << "beside the image";
  EXPECT_EQ(view.pixel_at(kPane, {300, 49}), std::nullopt) << "beside the pane";
  EXPECT_EQ(view.pixel_at(kPane, {std::nan(""), 60}), std::nullopt);
}

TEST(ViewTransform, AnotherResolutionOfThePictureKeepsTheView) {
  ViewTransform view(100, 100);
  view.zoom_about(kPane, {300, 150}, 4);
  view.pan(kPane, -80, 16);
  view.set_image(200, 200);
  EXPECT_EQ(view.scale(kPane), 4);
  EXPECT_EQ(view.to_image(kPane, {300, 150}), (Point{120, 96}));
  view.set_image(200, 100);
  EXPECT_TRUE(view.is_fitted());
}

TEST(ViewTransform, NoImageThrows) {
  EXPECT_THROW(ViewTransform(0, 5), std::invalid_argument);
  ViewTransform view(4, 5);
  EXPECT_THROW(view.set_image(4, -1), std::invalid_argument);
  EXPECT_EQ(view.height(), 5);
}

}  // namespace
}  // namespace fscope
