#include "app/gui/view_transform.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"

namespace fscope {

ViewTransform::ViewTransform(int width, int height) { set_image(width, height); }

void ViewTransform::set_image(int width, int height) {
  require(width > 0 && height > 0, "image of ", width, " x ", height, " pixels cannot be viewed");
  const bool same_shape =
      static_cast<double>(width) * height_ == static_cast<double>(height) * width_;
  const double factor = static_cast<double>(width) / width_;
  width_ = width;
  height_ = height;
  if (!same_shape) fitted_ = true;
  center_ = {center_.x * factor, center_.y * factor};
  scale_ = std::min(scale_ / factor, kMaxScale);
}

double ViewTransform::fitted_scale(const Pane& pane) const {
  return std::min(pane.width / width_, pane.height / height_);
}

Point ViewTransform::center() const {
  return fitted_ ? Point{0.5 * width_, 0.5 * height_} : center_;
}

double ViewTransform::scale(const Pane& pane) const {
  return fitted_ ? fitted_scale(pane) : scale_;
}

void ViewTransform::look_at(Point center, double scale) {
  fitted_ = false;
  center_ = center;
  scale_ = std::clamp(scale, 1e-6, kMaxScale);
}

void ViewTransform::zoom_about(const Pane& pane, Point cursor, double factor) {
  if (!std::isfinite(factor) || factor <= 0) return;
  const double fitted = fitted_scale(pane);
  const double old_scale = scale(pane);
  const double wanted = old_scale * factor;
  if (old_scale > fitted && wanted <= fitted) return fit();
  const Point under = to_image(pane, cursor);
  scale_ = std::clamp(wanted, 0.5 * fitted, std::max(kMaxScale, fitted));
  fitted_ = false;
  if (scale_ <= fitted) {
    center_ = {0.5 * width_, 0.5 * height_};
    return;
  }
  center_.x = under.x - (cursor.x - pane.x - 0.5 * pane.width) / scale_;
  center_.y = under.y - (cursor.y - pane.y - 0.5 * pane.height) / scale_;
  center_.x = std::clamp(center_.x, 0.0, static_cast<double>(width_));
  center_.y = std::clamp(center_.y, 0.0, static_cast<double>(height_));
}

void ViewTransform::pan(const Pane& pane, double dx, double dy) {
  const double s = scale(pane);
  if (s <= fitted_scale(pane)) return;
  const Point c = center();
  center_ = {std::clamp(c.x - dx / s, 0.0, static_cast<double>(width_)),
             std::clamp(c.y - dy / s, 0.0, static_cast<double>(height_))};
}

Point ViewTransform::to_image(const Pane& pane, Point screen) const {
  const double s = scale(pane);
  const Point c = center();
  return {c.x + (screen.x - pane.x - 0.5 * pane.width) / s,
          c.y + (screen.y - pane.y - 0.5 * pane.height) / s};
}

Point ViewTransform::to_screen(const Pane& pane, Point image) const {
  const double s = scale(pane);
  const Point c = center();
  return {pane.x + 0.5 * pane.width + (image.x - c.x) * s,
          pane.y + 0.5 * pane.height + (image.y - c.y) * s};
}

Region ViewTransform::visible(const Pane& pane) const {
  const Point first = to_image(pane, {pane.x, pane.y});
  const Point last = to_image(pane, {pane.x + pane.width, pane.y + pane.height});
  return {first.x, first.y, last.x, last.y};
}

std::optional<Pixel> ViewTransform::pixel_at(const Pane& pane, Point screen) const {
  const bool on_pane = screen.x >= pane.x && screen.y >= pane.y && screen.x < pane.x + pane.width &&
                       screen.y < pane.y + pane.height;
  const Point p = to_image(pane, screen);
  if (!on_pane || !(p.x >= 0 && p.y >= 0 && p.x < width_ && p.y < height_)) return std::nullopt;
  return Pixel{static_cast<int>(p.x), static_cast<int>(p.y)};
}

}  // namespace fscope
