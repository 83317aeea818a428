#include "app/gui/draw_raster.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/text.h"
#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

constexpr std::uint8_t kWhite[] = {255, 255, 255, 255};
constexpr ImU32 kRed = IM_COL32(255, 0, 0, 255);

RasterTexture white_texture(ImTextureID) { return {1, 1, kWhite}; }

/// A draw list filled by hand, drawn on a display of `width` x `height` pixels over black.
class RasterTest : public ::testing::Test {
 protected:
  void triangle(ImVec2 a, ImVec2 b, ImVec2 c, ImU32 colour) {
    const ImVec2 at[] = {a, b, c};
    list.PrimReserve(3, 3);
    for (const ImVec2 position : at) list.PrimVtx(position, {0.5F, 0.5F}, colour);
  }

  Image draw(int width, int height, const RasterTextures& textures = white_texture) {
    ImDrawData data;
    std::vector<ImDrawList*> lists = {&list};
    data.Valid = true;
#if IMGUI_VERSION_NUM >= 18980
    data.AddDrawList(&list);
#else
    data.CmdLists = lists.data();
    data.CmdListsCount = 1;
#endif
    data.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    return draw_raster(data, {0, 0, 0}, textures);
  }

  /// The red channel, row by row.
  std::vector<int> red(int width, int height) {
    const Image image = draw(width, height);
    std::vector<int> out;
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) out.push_back(image.pixels[i]);
    return out;
  }

  GuiTestContext gui{{64, 64}};
  ImDrawList list{(gui.frame(), ImGui::GetDrawListSharedData())};

  RasterTest() {
    list._ResetForNewFrame();
    list.PushClipRect({0, 0}, {64, 64});
  }
};

TEST_F(RasterTest, CoversThePixelsWhoseCentresLieInside) {
  // The hypotenuse runs from (0, 4) to (4, 0) through the centres of the anti-diagonal, which
  // belong to the triangle at its lower right: here it is a right edge.
  triangle({0, 0}, {4, 0}, {0, 4}, kRed);
  EXPECT_EQ(red(4, 4), (std::vector<int>{255, 255, 255, 0,  //
                                         255, 255, 0, 0,    //
                                         255, 0, 0, 0,      //
                                         0, 0, 0, 0}));
}

TEST_F(RasterTest, GivesEveryPixelOfASharedEdgeToOneTriangle) {
  // Half-transparent: a pixel drawn twice would be 3/4 red, one drawn never black.
  const ImU32 half = IM_COL32(255, 0, 0, 128);
  triangle({0, 0}, {4, 0}, {0, 4}, half);
  triangle({4, 0}, {4, 4}, {0, 4}, half);
  EXPECT_EQ(red(4, 4), std::vector<int>(16, 128));
}

TEST_F(RasterTest, TurningDoesNotMatter) {
  triangle({0, 0}, {0, 4}, {4, 0}, kRed);
  EXPECT_EQ(red(2, 2), (std::vector<int>{255, 255, 255, 255}));
}

TEST_F(RasterTest, EdgesThroughCentresBelongToTheLowerAndTheRight) {
  // A square whose edges pass through pixel centres: left and top belong to it.
  list.PrimReserve(6, 4);
  list.PrimRect({0.5F, 0.5F}, {2.5F, 2.5F}, kRed);
  EXPECT_EQ(red(3, 3), (std::vector<int>{255, 255, 0, 255, 255, 0, 0, 0, 0}));
}

TEST_F(RasterTest, ColoursVaryLinearly) {
  list.PrimReserve(6, 4);
  const ImDrawIdx first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
  for (const int k : {0, 1, 2, 0, 2, 3}) list.PrimWriteIdx(static_cast<ImDrawIdx>(first + k));
  const ImU32 black = IM_COL32(0, 0, 0, 255);
  const ImU32 bright = IM_COL32(200, 0, 0, 255);
  list.PrimWriteVtx({0, 0}, {0, 0}, black);
  list.PrimWriteVtx({4, 0}, {0, 0}, bright);
  list.PrimWriteVtx({4, 1}, {0, 0}, bright);
  list.PrimWriteVtx({0, 1}, {0, 0}, black);
  // Centres at 1/8, 3/8, 5/8 and 7/8 of the way.
  EXPECT_EQ(red(4, 1), (std::vector<int>{25, 75, 125, 175}));
}

TEST_F(RasterTest, ClipRectanglesCut) {
  list.PushClipRect({1, 1}, {3, 2});
  list.PrimReserve(6, 4);
  list.PrimRect({0, 0}, {4, 4}, kRed);
  list.PopClipRect();
  EXPECT_EQ(red(4, 3), (std::vector<int>{0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0}));
}

TEST_F(RasterTest, AlphaBlendsOverWhatIsThere) {
  list.PrimReserve(6, 4);
  list.PrimRect({0, 0}, {1, 1}, IM_COL32(255, 255, 255, 255));
  list.PrimReserve(6, 4);
  list.PrimRect({0, 0}, {1, 1}, IM_COL32(255, 0, 0, 51));  // a fifth
  const Image image = draw(1, 1);
  EXPECT_EQ(image.pixels, (std::vector<std::uint8_t>{255, 204, 204}));
}

TEST_F(RasterTest, TexturesAreFilteredAndClamped) {
  const std::uint8_t two[] = {0, 0, 0, 255, 200, 200, 200, 255};
  const RasterTextures textures = [&](ImTextureID) { return RasterTexture{2, 1, two}; };
  list.PushTextureID(compat::texture_id(7));
  list.PrimReserve(6, 4);
  list.PrimRectUV({0, 0}, {4, 1}, {0, 0}, {1, 1}, IM_COL32_WHITE);
  // Texel centres lie at 1/4 and 3/4: the outer pixels are clamped, between them it is linear.
  const Image image = draw(4, 1, textures);
  std::vector<int> red;
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) red.push_back(image.pixels[i]);
  EXPECT_EQ(red, (std::vector<int>{0, 50, 150, 200}));
}

TEST_F(RasterTest, PassesOverWhatIsNoPlace) {
  triangle({std::numeric_limits<float>::quiet_NaN(), 0}, {4, 0}, {0, 4}, kRed);
  triangle({-1e30F, 0}, {4, 0}, {0, 4}, kRed);
  triangle({1, 1}, {1, 1}, {3, 3}, kRed);  // no area
  EXPECT_EQ(red(4, 4), std::vector<int>(16, 0));
}

TEST_F(RasterTest, TrianglesMayReachFarBeyondTheDisplay) {
  triangle({-1000, -1000}, {3000, -1000}, {-1000, 3000}, kRed);
  EXPECT_EQ(red(2, 2), std::vector<int>(4, 255));
}

TEST(RasterOfImGui, TextIsVisibleAndSmooth) {
  GuiTestContext gui{{80, 40}};
  gui.show([] { draw_text(*ImGui::GetForegroundDrawList(), {10, 10}, IM_COL32_WHITE, "fig"); });
  const Image image = draw_raster(*ImGui::GetDrawData(), {0, 0, 0}, [](ImTextureID) {
    const compat::FontTexture font = compat::font_texture();
    return RasterTexture{font.width, font.height, font.rgba};
  });
  const float right = 10 + text_size("fig").x;
  int lit = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const bool inside = x >= 9 && static_cast<float>(x) <= right + 1 && y >= 9 && y <= 26;
      const int value = *image.at(x, y);
      EXPECT_TRUE(inside || value == 0) << x << ' ' << y;
      lit += value > 128 ? 1 : 0;
    }
  }
  // Three letters of the default font of 13 px: 5 to 15 pixels each.
  EXPECT_GT(lit, 12);
  EXPECT_LT(lit, 60);
}

TEST(RasterOfImGui, SmoothLinesCoverTheirWidth) {
  GuiTestContext gui{{40, 40}};
  gui.show([] {
    ImGui::GetForegroundDrawList()->AddLine({5, 20.5F}, {35, 25.5F}, IM_COL32_WHITE, 2.0F);
  });
  const Image image = draw_raster(*ImGui::GetDrawData(), {0, 0, 0}, [](ImTextureID) {
    const compat::FontTexture font = compat::font_texture();
    return RasterTexture{font.width, font.height, font.rgba};
  });
  // A line 2 px wide crosses a column with 2 / cos(angle) = 2.03 px of it; its edge is a ramp of
  // about one pixel on either side, sampled at pixel centres: within a quarter of a pixel.
  double sum = 0;
  for (int y = 0; y < 40; ++y) sum += *image.at(20, y) / 255.0;
  EXPECT_NEAR(sum, 2.03, 0.25);
}

}  // namespace
}  // namespace fscope
