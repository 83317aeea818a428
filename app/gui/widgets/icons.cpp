#include "app/gui/widgets/icons.h"

#include <algorithm>
#include <cmath>

namespace fscope {
namespace {

constexpr float kPi = 3.14159265F;

// Draws with coordinates from -1 to 1 about the centre, y downwards.
struct Pen {
  ImDrawList& list;
  ImVec2 centre;
  float half;
  ImU32 colour;

  ImVec2 at(float x, float y) const { return {centre.x + x * half, centre.y + y * half}; }
  float thickness() const { return std::max(1.5F, 0.22F * half); }
  void line(ImVec2 a, ImVec2 b) const {
    list.AddLine(at(a.x, a.y), at(b.x, b.y), colour, thickness());
  }
  void box(ImVec2 a, ImVec2 b) const { list.AddRectFilled(at(a.x, a.y), at(b.x, b.y), colour); }
  void frame(ImVec2 a, ImVec2 b) const {
    const ImVec2 corners[] = {at(a.x, a.y), at(b.x, a.y), at(b.x, b.y), at(a.x, b.y)};
    list.AddPolyline(corners, 4, colour, ImDrawFlags_Closed, thickness());
  }
  void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
    list.AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), colour);
  }
};

void draw_reset(const Pen& p) {
  p.list.PathArcTo(p.centre, 0.75F * p.half, -0.35F * kPi, 1.2F * kPi, 24);
  p.list.PathStroke(p.colour, 0, p.thickness());
  const float a = -0.35F * kPi;
  const ImVec2 tip{0.75F * std::cos(a), 0.75F * std::sin(a)};
  p.triangle({tip.x - 0.55F, tip.y - 0.1F}, {tip.x + 0.15F, tip.y - 0.5F},
             {tip.x + 0.18F, tip.y + 0.35F});
}

void draw_fit(const Pen& p) {
  for (const float x : {-0.8F, 0.8F}) {
    for (const float y : {-0.8F, 0.8F}) {
      const float dx = x < 0 ? 0.55F : -0.55F;
      const float dy = y < 0 ? 0.55F : -0.55F;
      p.line({x, y}, {x + dx, y});
      p.line({x, y}, {x, y + dy});
    }
  }
}

void draw_folder(const Pen& p) {
  const ImVec2 outline[] = {p.at(-0.9F, -0.6F), p.at(-0.25F, -0.6F), p.at(0.0F, -0.35F),
                            p.at(0.9F, -0.35F), p.at(0.9F, 0.65F),   p.at(-0.9F, 0.65F)};
  p.list.AddPolyline(outline, 6, p.colour, ImDrawFlags_Closed, p.thickness());
}

void draw_image(const Pen& p) {
  p.frame({-0.9F, -0.7F}, {0.9F, 0.7F});
  p.triangle({-0.65F, 0.5F}, {-0.1F, -0.2F}, {0.35F, 0.5F});
  p.triangle({0.1F, 0.5F}, {0.4F, 0.05F}, {0.7F, 0.5F});
  p.list.AddCircleFilled(p.at(0.4F, -0.3F), 0.16F * p.half, p.colour, 12);
}

void draw_settings(const Pen& p) {
  int i = 0;
  for (const float y : {-0.6F, 0.0F, 0.6F}) {
    const float knob = i++ == 1 ? 0.35F : -0.35F;
    p.line({-0.85F, y}, {0.85F, y});
    p.list.AddCircleFilled(p.at(knob, y), 0.24F * p.half, p.colour, 12);
  }
}

void draw_help(const Pen& p) {
  p.list.PathArcTo(p.at(0.0F, -0.35F), 0.42F * p.half, -kPi, 0.35F * kPi, 20);
  p.list.PathLineTo(p.at(0.0F, 0.3F));
  p.list.PathStroke(p.colour, 0, p.thickness());
  p.list.AddCircleFilled(p.at(0.0F, 0.68F), 0.15F * p.half, p.colour, 12);
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen p{list, centre, size / 2.0F, colour};
  switch (icon) {
    case Icon::play:
      return p.triangle({-0.6F, -0.85F}, {0.85F, 0.0F}, {-0.6F, 0.85F});
    case Icon::pause:
      p.box({-0.65F, -0.8F}, {-0.2F, 0.8F});
      return p.box({0.2F, -0.8F}, {0.65F, 0.8F});
    case Icon::step:
      p.triangle({-0.75F, -0.8F}, {0.4F, 0.0F}, {-0.75F, 0.8F});
      return p.box({0.45F, -0.8F}, {0.75F, 0.8F});
    case Icon::reset:
      return draw_reset(p);
    case Icon::fit:
      return draw_fit(p);
    case Icon::folder:
      return draw_folder(p);
    case Icon::image:
      return draw_image(p);
    case Icon::close:
      p.line({-0.6F, -0.6F}, {0.6F, 0.6F});
      return p.line({-0.6F, 0.6F}, {0.6F, -0.6F});
    case Icon::settings:
      return draw_settings(p);
    case Icon::help:
      return draw_help(p);
  }
}

}  // namespace fscope
