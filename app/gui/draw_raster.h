// What ImGui drew, turned into pixels without a graphics card.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <functional>

#include "core/tasks/image.h"

namespace fscope {

/// Pixels of a texture, RGBA (straight alpha), rows top to bottom. What it points to must live
/// until draw_raster returns.
struct RasterTexture {
  int width = 0;
  int height = 0;
  const std::uint8_t* rgba = nullptr;
};
using RasterTextures = std::function<RasterTexture(ImTextureID)>;

/// An RGB picture of the display, painted over `background`. Like the OpenGL backend, triangle by
/// triangle: a pixel belongs to a triangle when its centre does (of two that share an edge, to
/// exactly one: the top-left rule, vertices rounded to 1/256 px), colours vary linearly, textures
/// are filtered bilinearly and clamped at their edges, alpha blends over what is there, and clip
/// rectangles cut. Smooth edges come from the transparent fringes that ImGui adds to its shapes.
/// Draw callbacks are passed over. Any thread.
Image draw_raster(const ImDrawData& data, std::array<std::uint8_t, 3> background,
                  const RasterTextures& textures);

}  // namespace fscope
