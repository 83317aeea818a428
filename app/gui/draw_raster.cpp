#include "app/gui/draw_raster.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fscope {
namespace {

constexpr std::int64_t kSubpixels = 256;
constexpr float kFarthest = 1e6F;  // px: beyond it coordinates are nonsense, and products overflow

using Color = std::array<float, 4>;  // red, green, blue 0..255, alpha 0..1

Color color_of(ImU32 packed) {
  const auto channel = [packed](int shift) {
    return static_cast<float>((packed >> static_cast<unsigned>(shift)) & 0xFFU);
  };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT),
          channel(IM_COL32_A_SHIFT) / 255.0F};
}

/// The texel, as factors 0..1.
Color texel(const RasterTexture& texture, int x, int y) {
  const auto column = static_cast<std::size_t>(std::clamp(x, 0, texture.width - 1));
  const auto row = static_cast<std::size_t>(std::clamp(y, 0, texture.height - 1));
  const std::uint8_t* at =
      texture.rgba + 4 * (row * static_cast<std::size_t>(texture.width) + column);
  Color out{};
  for (std::size_t c = 0; c < out.size(); ++c) out[c] = static_cast<float>(at[c]) / 255.0F;
  return out;
}

Color sample(const RasterTexture& texture, float u, float v) {
  const float x = u * static_cast<float>(texture.width) - 0.5F;
  const float y = v * static_cast<float>(texture.height) - 0.5F;
  const float left = std::floor(x);
  const float top = std::floor(y);
  const auto column = static_cast<int>(left);
  const auto row = static_cast<int>(top);
  const Color a = texel(texture, column, row);
  const Color b = texel(texture, column + 1, row);
  const Color c = texel(texture, column, row + 1);
  const Color d = texel(texture, column + 1, row + 1);
  Color out{};
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k] = std::lerp(std::lerp(a[k], b[k], x - left), std::lerp(c[k], d[k], x - left), y - top);
  }
  return out;
}

Color times(const Color& a, const Color& b) {
  return {a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]};
}

/// Pixels [x0, x1) x [y0, y1).
struct PixelRect {
  std::int64_t x0, y0, x1, y1;
};

/// Channels 0..255, not rounded before all is drawn.
struct Canvas {
  std::int64_t width;
  std::int64_t height;
  std::vector<float> rgb;

  void blend(std::int64_t x, std::int64_t y, const Color& color) {
    float* at = rgb.data() + 3 * (y * width + x);
    for (std::size_t c = 0; c < 3; ++c) at[c] += (color[c] - at[c]) * color[3];
  }
};

struct Corner {
  std::int64_t x, y;  // 1/256 px
  float u, v;
  Color color;
};

/// Twice the area of the triangle a, b, p; positive when they turn clockwise on the screen.
std::int64_t turn(const Corner& a, const Corner& b, std::int64_t x, std::int64_t y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// A pixel centre on the edge a-b belongs to the triangle when this is a top or a left edge of it.
std::int64_t needed(const Corner& a, const Corner& b) {
  const bool top_left = b.y < a.y || (b.y == a.y && b.x > a.x);
  return top_left ? 0 : 1;
}

/// Rows or columns of pixels whose centres may lie between two coordinates, within [low, high).
std::pair<std::int64_t, std::int64_t> pixels_between(std::int64_t min, std::int64_t max,
                                                     std::int64_t low, std::int64_t high) {
  const auto floor_pixel = [](std::int64_t value) {
    return value >= 0 ? value / kSubpixels : -((-value + kSubpixels - 1) / kSubpixels);
  };
  return {std::max(floor_pixel(min), low), std::min(floor_pixel(max) + 1, high)};
}

/// Colour and texture at a point, given its share of each corner.
Color shade(const std::array<Corner, 3>& t, const std::array<float, 3>& share,
            const RasterTexture& texture) {
  Color color{};
  float u = 0;
  float v = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t c = 0; c < color.size(); ++c) color[c] += share[k] * t[k].color[c];
    u += share[k] * t[k].u;
    v += share[k] * t[k].v;
  }
  return times(color, sample(texture, u, v));
}

bool is_uniform(const std::array<Corner, 3>& t) {
  return t[0].color == t[1].color && t[0].color == t[2].color && t[0].u == t[1].u &&
         t[0].u == t[2].u && t[0].v == t[1].v && t[0].v == t[2].v;
}

void fill(Canvas& canvas, std::array<Corner, 3> t, const PixelRect& clip,
          const RasterTexture& texture) {
  std::int64_t area = turn(t[0], t[1], t[2].x, t[2].y);
  if (area == 0) return;
  if (area < 0) std::swap(t[1], t[2]);
  area = std::abs(area);
  const auto [x0, x1] = pixels_between(std::min({t[0].x, t[1].x, t[2].x}),
                                       std::max({t[0].x, t[1].x, t[2].x}), clip.x0, clip.x1);
  const auto [y0, y1] = pixels_between(std::min({t[0].y, t[1].y, t[2].y}),
                                       std::max({t[0].y, t[1].y, t[2].y}), clip.y0, clip.y1);
  const std::array<std::int64_t, 3> least = {needed(t[1], t[2]), needed(t[2], t[0]),
                                             needed(t[0], t[1])};
  const bool uniform = is_uniform(t);
  const Color flat = uniform ? times(t[0].color, sample(texture, t[0].u, t[0].v)) : Color{};
  const float per_area = 1.0F / static_cast<float>(area);
  for (std::int64_t y = y0; y < y1; ++y) {
    for (std::int64_t x = x0; x < x1; ++x) {
      const std::int64_t px = x * kSubpixels + kSubpixels / 2;
      const std::int64_t py = y * kSubpixels + kSubpixels / 2;
      const std::array<std::int64_t, 3> part = {turn(t[1], t[2], px, py), turn(t[2], t[0], px, py),
                                                turn(t[0], t[1], px, py)};
      if (part[0] < least[0] || part[1] < least[1] || part[2] < least[2]) continue;
      if (uniform) {
        canvas.blend(x, y, flat);
      } else {
        canvas.blend(
            x, y,
            shade(t,
                  {static_cast<float>(part[0]) * per_area, static_cast<float>(part[1]) * per_area,
                   static_cast<float>(part[2]) * per_area},
                  texture));
      }
    }
  }
}

bool is_near(ImVec2 position) {
  return std::abs(position.x) < kFarthest && std::abs(position.y) < kFarthest;  // false for NaN
}

Corner corner_of(const ImDrawVert& vertex, ImVec2 origin) {
  const auto fixed = [](float x) { return std::llround(x * static_cast<float>(kSubpixels)); };
  return {fixed(vertex.pos.x - origin.x), fixed(vertex.pos.y - origin.y), vertex.uv.x, vertex.uv.y,
          color_of(vertex.col)};
}

/// As the OpenGL backend scissors: whole pixels.
PixelRect clip_of(const ImDrawCmd& command, ImVec2 origin, const Canvas& canvas) {
  const auto x0 = static_cast<std::int64_t>(command.ClipRect.x - origin.x);
  const auto y0 = static_cast<std::int64_t>(command.ClipRect.y - origin.y);
  const auto width = static_cast<std::int64_t>(command.ClipRect.z - command.ClipRect.x);
  const auto height = static_cast<std::int64_t>(command.ClipRect.w - command.ClipRect.y);
  return {std::max<std::int64_t>(x0, 0), std::max<std::int64_t>(y0, 0),
          std::min(x0 + width, canvas.width), std::min(y0 + height, canvas.height)};
}

void run(const ImDrawList& list, const ImDrawCmd& command, ImVec2 origin,
         const RasterTextures& textures, Canvas& canvas) {
  const RasterTexture texture = textures(command.GetTexID());
  const PixelRect clip = clip_of(command, origin, canvas);
  if (texture.rgba == nullptr || clip.x0 >= clip.x1 || clip.y0 >= clip.y1) return;
  const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
  const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
  for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3) {
    const ImDrawVert& a = vertices[indices[i]];
    const ImDrawVert& b = vertices[indices[i + 1]];
    const ImDrawVert& c = vertices[indices[i + 2]];
    if (!is_near(a.pos) || !is_near(b.pos) || !is_near(c.pos)) continue;
    fill(canvas, {corner_of(a, origin), corner_of(b, origin), corner_of(c, origin)}, clip, texture);
  }
}

Canvas blank(const ImDrawData& data, std::array<std::uint8_t, 3> background) {
  Canvas canvas{static_cast<std::int64_t>(data.DisplaySize.x),
                static_cast<std::int64_t>(data.DisplaySize.y),
                {}};
  canvas.rgb.reserve(static_cast<std::size_t>(3 * canvas.width * canvas.height));
  for (std::int64_t i = 0; i < canvas.width * canvas.height; ++i) {
    for (const std::uint8_t channel : background) canvas.rgb.push_back(channel);
  }
  return canvas;
}

}  // namespace

Image draw_raster(const ImDrawData& data, std::array<std::uint8_t, 3> background,
                  const RasterTextures& textures) {
  Canvas canvas = blank(data, background);
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList& list = *data.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback == nullptr) run(list, command, data.DisplayPos, textures, canvas);
    }
  }
  Image image{.width = static_cast<int>(canvas.width),
              .height = static_cast<int>(canvas.height),
              .channels = 3,
              .pixels = std::vector<std::uint8_t>(canvas.rgb.size())};
  std::ranges::transform(canvas.rgb, image.pixels.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
  });
  return image;
}

}  // namespace fscope
