#include "core/prediction/sigma_landscape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "tests/core/pictures.h"

namespace fscope {
namespace {

using Curve = std::function<double(double)>;

LandscapePoint point_of(double sigma, double heldout_psnr) {
  return {.sigma = sigma, .heldout_psnr = heldout_psnr};
}

/// The landscape of a known curve, complete.
SigmaLandscape complete(SigmaLandscape landscape, const Curve& curve) {
  while (const auto sigma = landscape.next()) landscape.add(point_of(*sigma, curve(*sigma)));
  return landscape;
}

TEST(SigmaLandscape, BeginsWithTheEndsAndTheMiddle) {
  SigmaLandscape landscape({0.1, 10}, 8);  // 5 coarse points: factors of the root of ten
  std::vector<double> order;
  for (int i = 0; i < 5; ++i) {
    const double sigma = *landscape.next();
    EXPECT_EQ(landscape.next(), sigma);  // until it is added
    order.push_back(std::log10(sigma));
    landscape.add(point_of(sigma, 20));
  }
  const auto near = [](double x) { return testing::DoubleNear(x, 1e-12); };
  EXPECT_THAT(order, testing::ElementsAre(near(-1), near(1), near(0), near(-0.5), near(0.5)));
}

TEST(SigmaLandscape, RefinesAroundTheMaximum) {
  SigmaLandscape landscape({1, 16}, 12);  // coarse: 1, 16^(1/6), ..., 16
  const Curve curve = [](double sigma) { return 25 - std::abs(std::log2(sigma / 4)); };
  for (int i = 0; i < 7; ++i) {
    const double sigma = *landscape.next();
    landscape.add(point_of(sigma, curve(sigma)));
  }
  const double ratio = std::pow(16, 1.0 / 6);
  const double next = *landscape.next();  // beside 4, on either side
  EXPECT_LT(std::abs(std::log(next / 4)), std::log(ratio) / 2 * (1 + 1e-9));
}

TEST(SigmaLandscape, FindsTheMaximumOfAParabola) {
  for (const double peak : {0.3, 2.9, 17.0}) {
    const Curve curve = [peak](double sigma) {
      const double x = std::log(sigma / peak);
      return 24 - 2 * x * x;
    };
    const SigmaLandscape landscape = complete(SigmaLandscape({}, 24), curve);
    EXPECT_EQ(landscape.points().size(), 24U);
    EXPECT_NEAR(landscape.best()->sigma, peak, 1e-9 * peak);  // exact but for rounding
    EXPECT_NEAR(landscape.best()->heldout_psnr, 24, 1e-9);
  }
}

TEST(SigmaLandscape, FindsTheMaximumOfACurveLikeAPicture) {
  // Rises, is flat around 4, falls off steeply: within half a per cent of the true maximum.
  const Curve curve = [](double sigma) { return 22 - 1 / sigma - std::pow(sigma / 16, 2); };
  const double peak = std::cbrt(128);
  const SigmaLandscape landscape = complete(SigmaLandscape({}, 24), curve);
  EXPECT_NEAR(landscape.best()->sigma, peak, 5e-3 * peak);
  EXPECT_TRUE(std::ranges::is_sorted(landscape.points(), {}, &LandscapePoint::sigma));
}

TEST(SigmaLandscape, AMaximumAtAnEndIsThatEnd) {
  const auto rising = complete(SigmaLandscape({1, 100}, 12), [](double s) { return std::log(s); });
  EXPECT_DOUBLE_EQ(rising.best()->sigma, 100);
  const auto falling = complete(SigmaLandscape({1, 100}, 12), [](double s) { return -s; });
  EXPECT_EQ(falling.best()->sigma, 1);
}

TEST(SigmaLandscape, FlatAndInfiniteCurvesGiveANumber) {
  for (const double level : {20.0, std::numeric_limits<double>::infinity()}) {
    const auto flat = complete(SigmaLandscape({}, 24), [level](double) { return level; });
    EXPECT_EQ(flat.points().size(), 24U);
    EXPECT_TRUE(std::isfinite(flat.best()->sigma));
    EXPECT_EQ(flat.best()->heldout_psnr, level);
  }
  EXPECT_FALSE(SigmaLandscape({}, 5).best());
}

TEST(SigmaLandscape, TheSmoothestIsTheLowerEndOfThePlateau) {
  SigmaLandscape landscape({.low = 1, .high = 100}, 7);
  for (const auto& [sigma, psnr] :
       {std::pair{1.0, 19.0}, {10.0, 20.0}, {20.0, 20.05}, {100.0, 8.0}}) {
    landscape.add({.sigma = sigma, .train_psnr = 30, .heldout_psnr = psnr});
  }
  const BestSigma best = *landscape.best();
  // On the line from (log 1, 19) to (log 10, 20).
  const double level = 20.05 - kPlateauDecibels;
  EXPECT_NEAR(best.smoothest, std::pow(10, level - 19), 1e-9);
  EXPECT_LT(best.smoothest, 10);
  EXPECT_GT(best.sigma, 10);

  SigmaLandscape flat({.low = 1, .high = 100}, 7);
  for (const double sigma : {1.0, 10.0, 100.0}) flat.add({.sigma = sigma, .heldout_psnr = 20});
  EXPECT_EQ(flat.best()->smoothest, 1);

  SigmaLandscape endless({.low = 1, .high = 100}, 7);
  endless.add({.sigma = 1, .heldout_psnr = 20});
  endless.add({.sigma = 10, .heldout_psnr = INFINITY});
  endless.add({.sigma = 100, .heldout_psnr = 20});
  EXPECT_EQ(endless.best()->smoothest, 10);
}

TEST(SigmaLandscape, ReplacesASigmaThatIsThere) {
  SigmaLandscape landscape({1, 4}, 3);
  landscape.add(point_of(2, 10));
  landscape.add(point_of(2, 11));
  ASSERT_EQ(landscape.points().size(), 1U);
  EXPECT_EQ(landscape.points()[0].heldout_psnr, 11);
}

TEST(SigmaLandscape, SaysWhetherItsBestHasConverged) {
  SigmaLandscape landscape({1, 4}, 3);
  landscape.add(point_of(1, 10));
  landscape.add({.sigma = 2, .heldout_psnr = 12, .converged = false});
  landscape.add(point_of(4, 11));
  EXPECT_FALSE(landscape.best()->converged);
}

TEST(SigmaLandscape, RefusesRangesThatAreNone) {
  EXPECT_THROW(SigmaLandscape({0, 1}), std::invalid_argument);
  EXPECT_THROW(SigmaLandscape({2, 1}), std::invalid_argument);
  EXPECT_THROW(SigmaLandscape({1, INFINITY}), std::invalid_argument);
  EXPECT_THROW(SigmaLandscape({1, 2}, 2), std::invalid_argument);
}

TEST(LandscapePoint, IsThePredictionAtItsSigma) {
  ThreadPool pool(2);
  const auto image = shared(wavy_image(16, 16, 3));
  const RunConfig config = with_settings({}, "--features 16 --width 32 --sigma 3");
  const auto point = landscape_point(config, image, 0.5, pool);
  ASSERT_TRUE(point);
  PictureTheory theory(config, image, pool);
  const auto prediction = theory.predict(0.5 * theory.unit_time(), pool);
  EXPECT_EQ(point->sigma, 3);
  EXPECT_DOUBLE_EQ(point->heldout_psnr, *prediction->heldout_psnr);
  EXPECT_DOUBLE_EQ(point->train_psnr, prediction->train_psnr);
  EXPECT_EQ(point->n_iterations, prediction->flow.n_iterations);
  EXPECT_TRUE(point->converged);
  EXPECT_FALSE(landscape_point(config, image, 0.5, pool, [] { return true; }));
}

TEST(LandscapePoint, NeedsPixelsThatAreHeldOut) {
  ThreadPool pool(1);
  const auto image = shared(wavy_image(6, 6, 1));
  EXPECT_THROW(landscape_point(with_settings({}, "--split all"), image, 1, pool),
               std::invalid_argument);
}

TEST(SigmaRange, IsThereForEveryMappingWithASigma) {
  for (const MappingKind kind : kMappingKinds) {
    if (uses_sigma(kind)) {
      EXPECT_LT(sigma_range(kind).low, sigma_range(kind).high);
    } else {
      EXPECT_THROW(sigma_range(kind), std::invalid_argument);
    }
  }
}

}  // namespace
}  // namespace fscope
