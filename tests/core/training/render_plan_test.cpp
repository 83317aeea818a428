#include "core/training/render_plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fscope {
namespace {

constexpr double kAnyPrice = std::numeric_limits<double>::infinity();
constexpr Size kLarge{8192, 8192};

double n_points(Size picture, const RenderPlan& plan) {
  return static_cast<double>(n_strided(picture.width, plan.whole_stride)) *
             n_strided(picture.height, plan.whole_stride) +
         static_cast<double>(plan.columns) * plan.rows;
}

TEST(RenderPlan, AWholePictureIsNoFinerThanTheScreen) {
  struct Case {
    double cells_per_pixel;
    int stride;
  };
  for (const Case& c : {Case{1, 1}, Case{0.5, 1}, Case{1.0 / 3, 3}, Case{0.2, 5}, Case{0.1, 9},
                        Case{1.0 / 50, 45}, Case{1e-3, 81}}) {
    const View view{.visible = {}, .cells_per_pixel = c.cells_per_pixel};
    EXPECT_EQ(plan_rendering({2000, 1000}, view, kAnyPrice).whole_stride, c.stride)
        << c.cells_per_pixel;
  }
}

TEST(RenderPlan, OnlyWhatIsInViewIsEvaluatedFinely) {
  const View view{.visible = {1000.5, 2000, 1400, 2300}, .cells_per_pixel = 1, .detail = true};
  const RenderPlan plan = plan_rendering(kLarge, view, kAnyPrice);
  EXPECT_EQ(plan.region, (Region{1000, 2000, 1400, 2300}));
  EXPECT_EQ(plan.columns, 400);
  EXPECT_EQ(plan.rows, 300);
  EXPECT_LE(n_points(kLarge, plan), 120'000 + (1 << 18));
}

TEST(RenderPlan, ADetailReducedOnScreenIsEvaluatedAtTheScreensResolution) {
  const View view{.visible = {0, 0, 4096, 3000}, .cells_per_pixel = 0.25, .detail = true};
  const RenderPlan plan = plan_rendering(kLarge, view, kAnyPrice);
  EXPECT_EQ(plan.columns, 1366);  // every third pixel; every ninth would be seen
  EXPECT_EQ(plan.rows, 1000);
}

TEST(RenderPlan, AllInViewNeedsNoDetailUnlessItIsEnlarged) {
  const View reduced{.visible = {-9, -9, 900, 900}, .cells_per_pixel = 1, .detail = true};
  EXPECT_FALSE(plan_rendering({800, 600}, reduced, kAnyPrice).has_detail());
  const View enlarged{.visible = {-9, -9, 900, 900}, .cells_per_pixel = 2, .detail = true};
  EXPECT_TRUE(plan_rendering({800, 600}, enlarged, kAnyPrice).has_detail());
}

TEST(RenderPlan, EnlargedPixelsGetAnOddNumberOfCells) {
  for (const double scale : {1.0, 2.5, 4.0, 10.0, 80.0, 2000.0}) {
    const View view{.visible = {0, 0, 10, 10}, .cells_per_pixel = scale, .detail = true};
    const RenderPlan plan = plan_rendering({512, 512}, view, kAnyPrice);
    EXPECT_EQ(plan.columns % 10, 0);
    EXPECT_EQ(plan.columns / 10 % 2, 1) << scale;
    EXPECT_LE(plan.columns / 10, scale);
  }
}

TEST(RenderPlan, StaysWithinItsPoints) {
  const Size picture{2048, 1536};
  const double coarsest = n_points(picture, plan_rendering(picture, {}, 0));
  for (const bool detail : {false, true}) {
    const View view{.visible = {50, 50, 450, 350}, .cells_per_pixel = 3, .detail = detail};
    double before = 0;
    for (int k = 0; k < 25; ++k) {
      const double price = 200 * std::pow(1.7, k);
      const double n = n_points(picture, plan_rendering(picture, view, price));
      // The coarsest whole picture comes at any price; half of the price is for the detail.
      EXPECT_LE(n, std::max(price, coarsest + price / 2));
      EXPECT_GE(n, before);
      before = n;
    }
  }
}

TEST(RenderPlan, RastersStayWithinMemory) {
  const View whole{.visible = {}};
  EXPECT_LE(n_points({16384, 6000}, plan_rendering({16384, 6000}, whole, kAnyPrice)), 1 << 22);
  const View view{.visible = {0, 0, 9000, 6000}, .cells_per_pixel = 1, .detail = true};
  const RenderPlan plan = plan_rendering({16384, 6000}, view, kAnyPrice);
  EXPECT_TRUE(plan.has_detail());
  EXPECT_LE(n_points({16384, 6000}, plan), (1 << 22) + (1 << 18));
}

}  // namespace
}  // namespace fscope
