#include "app/gl/colormap.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

TEST(Colormap, StopsAndTheMiddleBetweenThem) {
  const Colormap map{{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 1, 1}, {0, 0, 1}}};
  EXPECT_EQ(sample(map, 0.0F), (Rgb{0, 0, 0}));
  EXPECT_EQ(sample(map, 0.25F), (Rgb{1, 0, 0}));
  EXPECT_EQ(sample(map, 0.375F), (Rgb{1, 0.5F, 0}));
  EXPECT_EQ(sample(map, 1.0F), (Rgb{0, 0, 1}));
}

TEST(Colormap, ClampsBeyondItsEnds) {
  EXPECT_EQ(sample(kSignedError, -3.0F), kSignedError.front());
  EXPECT_EQ(sample(kAbsoluteError, 7.0F), kAbsoluteError.back());
}

// Rec. 709 luma of the encoded values: enough to order colours by lightness.
float luma(const Rgb& c) { return 0.2126F * c[0] + 0.7152F * c[1] + 0.0722F * c[2]; }

TEST(Colormap, AbsoluteErrorGetsLighterAllTheWay) {
  for (int i = 1; i <= 64; ++i) {
    EXPECT_GT(luma(sample(kAbsoluteError, static_cast<float>(i) / 64)),
              luma(sample(kAbsoluteError, static_cast<float>(i - 1) / 64)));
  }
}

TEST(Colormap, SignedErrorIsLightestWithoutErrorAndGrayThere) {
  const Rgb none = sample(kSignedError, signed_position(0, 10));
  EXPECT_EQ(none[0], none[1]);
  EXPECT_EQ(none[1], none[2]);
  for (const float e : {-1.0F, -0.3F, 0.3F, 1.0F}) {
    EXPECT_LT(luma(sample(kSignedError, signed_position(e, 1))), luma(none)) << e;
  }
}

TEST(Colormap, PositionsByHand) {
  EXPECT_EQ(signed_position(0.25F, 2), 0.75F);
  EXPECT_EQ(signed_position(-0.25F, 2), 0.25F);
  EXPECT_EQ(signed_position(-5, 1), 0.0F);
  EXPECT_EQ(absolute_position(-0.25F, 2), 0.5F);
  EXPECT_EQ(absolute_position(5, 1), 1.0F);
}

}  // namespace
}  // namespace fscope
