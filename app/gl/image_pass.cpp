#include "app/gl/image_pass.h"

#include <glad/gl.h>

#include <cmath>
#include <string>

#include "shaders.h"

namespace fscope {

namespace {

/// The fragment shader with its variant's definitions after the #version line.
ShaderSource variant(ImagePass::Content content, bool with_marks) {
  std::string glsl = shaders::image_view_frag;
  std::string definitions;
  if (content == ImagePass::Content::error) definitions += "#define ERROR\n";
  if (with_marks) definitions += "#define MARKS\n";
  glsl.insert(glsl.find('\n') + 1, definitions + "#line 2\n");
  return {"image_view.frag", glsl};
}

void set(int location, const Placement& p) {
  glUniform4f(location, static_cast<float>(p.x), static_cast<float>(p.y),
              static_cast<float>(p.width), static_cast<float>(p.height));
}

/// Where only the position within a pixel, or stride, counts: floats are finest near 0.
Placement without_whole_part(Placement p) {
  p.x -= std::floor(p.x);
  p.y -= std::floor(p.y);
  return p;
}

}  // namespace

ImagePass::ImagePass(Content content, bool with_marks)
    : program_({"image_view.vert", shaders::image_view_vert}, variant(content, with_marks)),
      rectangle_(program_.uniform("rectangle")) {
  program_.use();
  glUniform1i(program_.uniform("picture"), 0);
  layers_[0] = {program_.uniform("picture_map"), program_.uniform("picture_level")};
  if (content == Content::error) {
    glUniform1i(program_.uniform("target"), 1);
    layers_[1] = {program_.uniform("target_map"), program_.uniform("target_level")};
    gain_ = program_.uniform("gain");
    is_signed_ = program_.uniform("is_signed");
    ramp_ = program_.uniform("ramp");
    pixel_map_ = program_.uniform("pixel_map");
    at_pixels_ = program_.uniform("at_pixels");
  }
  if (with_marks) {
    mark_map_ = program_.uniform("mark_map");
    mark_size_ = program_.uniform("mark_size");
    mark_center_ = program_.uniform("mark_center");
  }
  glUseProgram(0);
}

void ImagePass::set_rectangle(float left, float top, float right, float bottom) const {
  glUniform4f(rectangle_, left, top, right, bottom);
}

void ImagePass::set_layer(int unit, const Placement& on_texture, double level) const {
  set(layers_[unit].map, on_texture);
  glUniform1f(layers_[unit].level, static_cast<float>(level));
}

void ImagePass::set_error(bool is_signed, float gain) const {
  const Colormap& map = is_signed ? kSignedError : kAbsoluteError;
  glUniform1i(is_signed_, is_signed ? 1 : 0);
  glUniform1f(gain_, gain);
  glUniform3fv(ramp_, static_cast<GLsizei>(map.size()), map.front().data());
}

void ImagePass::set_pixels(const Placement& pixels, bool at_centers) const {
  set(pixel_map_, without_whole_part(pixels));
  glUniform1i(at_pixels_, at_centers ? 1 : 0);
}

void ImagePass::set_marks(const Marks& marks) const {
  set(mark_map_, without_whole_part(marks.strides));
  glUniform3f(mark_size_, static_cast<float>(marks.stride_px[0]),
              static_cast<float>(marks.stride_px[1]), static_cast<float>(marks.radius_px));
  glUniform1f(mark_center_, static_cast<float>(marks.center));
}

}  // namespace fscope
