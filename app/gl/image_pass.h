// The image shader's variants with their uniforms: what ImageView draws its rectangles with.
#pragma once

#include "app/gl/colormap.h"
#include "app/gl/program.h"

namespace fscope {

/// Where a rectangle lies on something: position = (x, y) + (width, height) * corner.
struct Placement {
  double x = 0;
  double y = 0;
  double width = 1;
  double height = 1;
};

/// Training pixels, in units of their stride and on the screen.
struct Marks {
  Placement strides;    ///< the rectangle in strides; its whole part does not matter
  double stride_px[2];  ///< one stride on the screen, x and y
  double radius_px;     ///< of the dot
  double center;        ///< middle of a training pixel in strides
};

/// One variant. begin() makes it current; the other setters are for the current one. Needs a
/// current OpenGL context; main thread only.
class ImagePass {
 public:
  enum class Content { picture, error };

  /// Throws std::runtime_error when the shader does not compile.
  ImagePass(Content content, bool with_marks);

  void begin() const { program_.use(); }
  /// In clip space, y up.
  void set_rectangle(float left, float top, float right, float bottom) const;
  /// The texture of unit 0 (the picture) or 1 (the target, of the error only); uv in `on_texture`;
  /// level: log2 of texels per screen pixel.
  void set_layer(int unit, const Placement& on_texture, double level) const;
  /// Of the error only.
  void set_error(bool is_signed, float gain) const;
  /// Of the error only: compares at the centres of the target's pixels, in which the rectangle lies
  /// like this, or everywhere.
  void set_pixels(const Placement& pixels, bool at_centers) const;
  /// With marks only.
  void set_marks(const Marks& marks) const;

 private:
  struct Layer {
    int map = -1;
    int level = -1;
  };

  Program program_;
  int rectangle_ = -1;
  Layer layers_[2];
  int gain_ = -1;
  int is_signed_ = -1;
  int ramp_ = -1;
  int pixel_map_ = -1;
  int at_pixels_ = -1;
  int mark_map_ = -1;
  int mark_size_ = -1;
  int mark_center_ = -1;
};

}  // namespace fscope
