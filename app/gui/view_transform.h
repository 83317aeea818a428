// Zoom and pan of an image, shared by all panes that show it side by side.
#pragma once

#include <optional>

#include "app/gl/raster.h"

namespace fscope {

/// A point: on the screen in px (y down), or in the image in pixels of it.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

/// The rectangle on the screen, in px, that shows the image. width, height > 0.
struct Pane {
  double x = 0;
  double y = 0;
  double width = 1;
  double height = 1;
};

/// A pixel of the image, counted from its top left.
struct Pixel {
  int column = 0;
  int row = 0;
  bool operator==(const Pixel&) const = default;
};

/// Which point of the image is in the middle and how large its pixels are. Starts fitted: the whole
/// image as large as the pane allows, whatever the pane; zooming or panning ends that. Panes of
/// different sizes share centre and scale.
class ViewTransform {
 public:
  static constexpr double kMaxScale = 2000;  ///< screen px per image pixel

  ViewTransform() = default;
  /// width, height in pixels; throws std::invalid_argument unless both are positive.
  ViewTransform(int width, int height);

  /// Another image: keeps what is seen when it has the same shape (another resolution of the same
  /// picture), otherwise fits. Throws as the constructor.
  void set_image(int width, int height);
  void fit() { fitted_ = true; }
  /// Puts this point of the image into the middle at this scale, screen px per image pixel.
  void look_at(Point center, double scale);
  bool is_fitted() const { return fitted_; }

  /// Multiplies the scale, keeping what is under `cursor` (screen) there. The scale stays between
  /// half of the fitted one and kMaxScale; passing the fitted one on the way out stops at it.
  /// Ignores factors that are not positive and finite.
  void zoom_about(const Pane& pane, Point cursor, double factor);
  /// Moves the image by screen px; its centre of view stays on the image. An image that is seen
  /// whole stays in the middle.
  void pan(const Pane& pane, double dx, double dy);

  /// Screen px per image pixel.
  double scale(const Pane& pane) const;
  /// What of the image the pane shows; reaches past the image's edges where there is room.
  Region visible(const Pane& pane) const;
  Point to_image(const Pane& pane, Point screen) const;
  Point to_screen(const Pane& pane, Point image) const;
  /// The pixel under a point of the screen; empty beside the pane and beside the image.
  std::optional<Pixel> pixel_at(const Pane& pane, Point screen) const;

  /// What is in the middle, in pixels of the image.
  Point center() const;
  /// The scale while not fitted.
  double free_scale() const { return scale_; }

  int width() const { return width_; }
  int height() const { return height_; }

 private:
  double fitted_scale(const Pane& pane) const;

  int width_ = 1;
  int height_ = 1;
  bool fitted_ = true;
  Point center_;      // image; while not fitted
  double scale_ = 1;  // while not fitted
};

}  // namespace fscope
