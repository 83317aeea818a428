#include <array>
#include <numbers>

#include "core/support/random.h"
#include "core/tasks/builtin_targets_painters.h"

namespace fscope::painters {
namespace {

constexpr std::uint64_t kSeed = 20;
constexpr double kSmallest = 1.6;   // radius, composed px
constexpr double kLargest = 150.0;  // radius, composed px
constexpr double kOpaque = 0.004;   // less light than one gray level gets through
constexpr int kMaxLeaves = 150'000;

constexpr std::array<Rgb, 12> kPalette = {{
    {0.86, 0.62, 0.26},
    {0.72, 0.34, 0.18},
    {0.48, 0.17, 0.14},
    {0.93, 0.85, 0.68},
    {0.40, 0.46, 0.20},
    {0.19, 0.28, 0.15},
    {0.16, 0.36, 0.40},
    {0.44, 0.62, 0.64},
    {0.12, 0.16, 0.24},
    {0.30, 0.21, 0.15},
    {0.62, 0.57, 0.46},
    {0.78, 0.45, 0.40},
}};

enum class Shape { disk, box, leaf, blob };

struct Leaf {
  double x, y, radius;  // px
  double cosine, sine;  // of its direction
  double aspect;        // of a box, 0.3..1
  Shape shape;
  Rgb colour;
  double shading;        // change of brightness from its centre to its rim
  double ridge_spacing;  // px
  double ridge_depth;
  double grain;
  std::uint64_t key;
};

/// p(r) ~ r^-3 between kSmallest and kLargest, by inverting its distribution function.
double draw_radius(Rng& rng) {
  const double a = 1 / (kSmallest * kSmallest);
  const double b = 1 / (kLargest * kLargest);
  return 1 / std::sqrt(a - rng.uniform() * (a - b));
}

Shape draw_shape(Rng& rng) {
  const double u = rng.uniform();
  if (u < 0.40) return Shape::disk;
  if (u < 0.58) return Shape::box;
  return u < 0.80 ? Shape::leaf : Shape::blob;
}

Rgb draw_colour(Rng& rng) {
  const auto n = static_cast<double>(kPalette.size());
  const Rgb first = kPalette[static_cast<std::size_t>(rng.uniform() * n)];
  const Rgb second = kPalette[static_cast<std::size_t>(rng.uniform() * n)];
  const double brightness = 0.75 + 0.5 * rng.uniform();
  return brightness * mixed(first, second, 0.35 * rng.uniform());
}

Leaf draw_leaf(Rng& rng, int size) {
  const double scale = size / kComposedSize;
  Leaf leaf{};
  leaf.radius = draw_radius(rng) * scale;
  // A margin lets leaves whose centre is outside reach in, so that the border is like the middle.
  const double margin = kLargest * scale;
  leaf.x = -margin + rng.uniform() * (size + 2 * margin);
  leaf.y = -margin + rng.uniform() * (size + 2 * margin);
  const double angle = 2 * std::numbers::pi * rng.uniform();
  leaf.cosine = std::cos(angle);
  leaf.sine = std::sin(angle);
  leaf.aspect = 0.3 + 0.7 * rng.uniform();
  leaf.shape = draw_shape(rng);
  leaf.colour = draw_colour(rng);
  leaf.shading = 0.10 + 0.22 * rng.uniform();
  leaf.ridge_spacing = (3 + 9 * rng.uniform()) * scale;
  leaf.ridge_depth = 0.10 * rng.uniform() * rng.uniform();
  leaf.grain = 0.10 * rng.uniform() * rng.uniform();
  leaf.key = rng.next();
  return leaf;
}

/// Signed distance to the outline, positive inside, px; (u, v) in the leaf's own axes. No shape
/// leaves the circle of its radius (a blob by a seventh).
double inside(const Leaf& leaf, double u, double v) {
  const double r = leaf.radius;
  switch (leaf.shape) {
    case Shape::disk:
      break;
    case Shape::box: {
      const double corner = 0.15 * r;
      const double du = std::abs(u) - (0.88 * r - corner);
      const double dv = std::abs(v) - (0.88 * leaf.aspect * r - 0.5 * corner);
      const double outside = std::hypot(std::max(du, 0.0), std::max(dv, 0.0));
      return corner - outside - std::min(std::max(du, dv), 0.0);
    }
    case Shape::leaf:  // two circles through (-r, 0) and (r, 0)
      return 1.25 * r - std::hypot(u, std::abs(v) + 0.75 * r);
    case Shape::blob: {
      const double k = 3 / r;
      return r - std::hypot(u + 0.14 * r * std::sin(k * v + leaf.aspect * 6),
                            v + 0.14 * r * std::sin(k * u));
    }
  }
  return r - std::hypot(u, v);
}

/// A number in [-1, 1) for every pixel of every leaf.
double grain_at(std::uint64_t key, int column, int row) {
  const auto at = static_cast<std::uint64_t>(row) << 32U | static_cast<std::uint64_t>(column);
  return static_cast<double>(mix(key + at) >> 40U) * 0x1p-23 - 1;
}

/// Light falls from the upper left; the rim is a little darker, ridges and grain are added.
Rgb surface(const Leaf& leaf, double u, double v, int column, int row) {
  const double dx = (column + 0.5 - leaf.x) / leaf.radius;
  const double dy = (row + 0.5 - leaf.y) / leaf.radius;
  const double rim = dx * dx + dy * dy;
  const double light = 1 - leaf.shading * (0.6 * dx + 0.8 * dy) - 0.12 * rim * rim;
  const double bend = 0.25 * v * v / leaf.radius;
  const double ridges =
      leaf.ridge_depth * std::sin(2 * std::numbers::pi * (u + bend) / leaf.ridge_spacing);
  return (light + ridges + leaf.grain * grain_at(leaf.key, column, row)) * leaf.colour;
}

/// Painted front to back: a leaf is seen through what the leaves before it left open.
class Canvas {
 public:
  explicit Canvas(int size)
      : size_(size),
        colour_(static_cast<std::size_t>(size) * static_cast<std::size_t>(size)),
        open_(colour_.size(), 1.0F),
        lit_(colour_.size(), 1.0F),
        n_open_(colour_.size()) {}

  bool full() const { return n_open_ == 0; }

  void paint(const Leaf& leaf) {
    const double reach = 1.2 * leaf.radius + 1;
    for_each_open(leaf.x, leaf.y, reach, [&](std::size_t i, int column, int row) {
      const double dx = column + 0.5 - leaf.x;
      const double dy = row + 0.5 - leaf.y;
      const double u = leaf.cosine * dx + leaf.sine * dy;
      const double v = leaf.cosine * dy - leaf.sine * dx;
      const double alpha = coverage(inside(leaf, u, v));
      if (alpha <= 0) return;
      colour_[i] = colour_[i] + (open_[i] * alpha * lit_[i]) * surface(leaf, u, v, column, row);
      open_[i] *= static_cast<float>(1 - alpha);
      if (open_[i] < kOpaque) --n_open_;
    });
  }

  /// What lies behind gets darker around the leaf, more so to the lower right.
  void cast_shadow(const Leaf& leaf) {
    const double x = leaf.x + 0.10 * leaf.radius;
    const double y = leaf.y + 0.16 * leaf.radius;
    for_each_open(x, y, 1.25 * leaf.radius, [&](std::size_t i, int column, int row) {
      const double d = std::hypot(column + 0.5 - x, row + 0.5 - y) / leaf.radius;
      lit_[i] *= static_cast<float>(1 - 0.35 * (1 - smooth_step(0.75, 1.25, d)));
    });
  }

  Image picture(Rgb ground) const {
    Image image{size_, size_, 3, {}};
    image.pixels.reserve(3 * colour_.size());
    for (std::size_t i = 0; i < colour_.size(); ++i) {
      const Rgb c = colour_[i] + (open_[i] * lit_[i]) * ground;
      for (const double value : {c.r, c.g, c.b}) image.pixels.push_back(to_byte(value));
    }
    return image;
  }

 private:
  /// visit(index, column, row) for every pixel not yet covered in the square around (x, y).
  template <class Visit>
  void for_each_open(double x, double y, double reach, Visit visit) {
    const auto clamped = [this](double v) {
      return static_cast<int>(std::clamp(v, 0.0, 1.0 * size_));
    };
    const int right = clamped(x + reach + 1);
    const int bottom = clamped(y + reach + 1);
    for (int row = clamped(y - reach); row < bottom; ++row) {
      for (int column = clamped(x - reach); column < right; ++column) {
        const std::size_t i = static_cast<std::size_t>(row) * static_cast<std::size_t>(size_) +
                              static_cast<std::size_t>(column);
        if (open_[i] >= kOpaque) visit(i, column, row);
      }
    }
  }

  int size_;
  std::vector<Rgb> colour_;
  std::vector<float> open_;  // share of the light that still gets through
  std::vector<float> lit_;   // what shadows leave of the light
  std::size_t n_open_;
};

}  // namespace

/// Lee, Mumford and Huang 2001: scale-invariant radii give the statistics of natural pictures.
Image dead_leaves(int size) {
  constexpr double kCastsShadow = 5;  // radius, composed px
  Rng rng(kSeed);
  Canvas canvas(size);
  for (int i = 0; i < kMaxLeaves && !canvas.full(); ++i) {
    const Leaf leaf = draw_leaf(rng, size);
    canvas.paint(leaf);
    if (leaf.radius > kCastsShadow * size / kComposedSize) canvas.cast_shadow(leaf);
  }
  return canvas.picture(kPalette[9]);
}

}  // namespace fscope::painters
