#include "app/gl/image_view.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "app/gl/main_thread.h"
#include "core/support/check.h"

namespace fscope {

namespace {

constexpr double kSmallestMarkedPixel = 6;  // on the screen; below, dots would hide the picture

/// Where `part` lies on `whole`, which spans 0..1. In double, so that a view of a thousandth of a
/// pixel is still exact.
Placement place_on(const Region& whole, const Region& part) {
  return {(part.x0 - whole.x0) / whole.width(), (part.y0 - whole.y0) / whole.height(),
          part.width() / whole.width(), part.height() / whole.height()};
}

Region intersection(const Region& a, const Region& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

bool is_drawable(const ImageDraw& what) {
  return what.bottom_right.x > what.top_left.x && what.bottom_right.y > what.top_left.y &&
         what.visible.width() > 0 && what.visible.height() > 0;
}

/// The part of a pane that shows `covers`, or none.
std::optional<ImageDraw> part_of(const ImageDraw& pane, const Region& covers) {
  const Region seen = intersection(pane.visible, covers);
  const Placement at = place_on(pane.visible, seen);
  const ImVec2 size(pane.bottom_right.x - pane.top_left.x, pane.bottom_right.y - pane.top_left.y);
  ImageDraw part = pane;
  part.visible = seen;
  part.top_left = ImVec2(pane.top_left.x + size.x * static_cast<float>(at.x),
                         pane.top_left.y + size.y * static_cast<float>(at.y));
  part.bottom_right = ImVec2(pane.top_left.x + size.x * static_cast<float>(at.x + at.width),
                             pane.top_left.y + size.y * static_cast<float>(at.y + at.height));
  if (!is_drawable(part)) return std::nullopt;
  return part;
}

/// Framebuffer pixels per pixel of the image.
struct PixelSize {
  double x, y;
};

PixelSize pixel_size(const ImageDraw& what) {
  const ImVec2 scale = ImGui::GetDrawData()->FramebufferScale;
  return {
      static_cast<double>((what.bottom_right.x - what.top_left.x) * scale.x) / what.visible.width(),
      static_cast<double>((what.bottom_right.y - what.top_left.y) * scale.y) /
          what.visible.height()};
}

bool is_marked(const ImageDraw& what) {
  const PixelSize size = pixel_size(what);
  return what.mark_training && what.training_stride >= 1 &&
         std::min(size.x, size.y) >= kSmallestMarkedPixel;
}

Marks marks_of(const ImageDraw& what) {
  const double stride = what.training_stride;
  const PixelSize size = pixel_size(what);
  const Region& seen = what.visible;
  return {{seen.x0 / stride, seen.y0 / stride, seen.width() / stride, seen.height() / stride},
          {size.x * stride, size.y * stride},
          std::clamp(0.14 * std::min(size.x, size.y), 1.0, 5.0),
          0.5 / stride};
}

void set_filters(const Sampler& sampler, GLint minify, GLint magnify) {
  glSamplerParameteri(sampler.id(), GL_TEXTURE_MIN_FILTER, minify);
  glSamplerParameteri(sampler.id(), GL_TEXTURE_MAG_FILTER, magnify);
  glSamplerParameteri(sampler.id(), GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glSamplerParameteri(sampler.id(), GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

/// Restricts drawing to the part of a pane inside a clip rectangle, to whole pixels as OpenGL fills
/// them. Returns false when nothing is left.
bool set_scissors(const ImVec4& clip, const ImageDraw& what) {
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale;
  const float height = data.DisplaySize.y * scale.y;
  const auto pixel_x = [&](float x) { return std::round((x - data.DisplayPos.x) * scale.x); };
  const auto pixel_y = [&](float y) { return std::round((y - data.DisplayPos.y) * scale.y); };
  const float left = std::max(pixel_x(std::max(clip.x, what.top_left.x)), 0.0F);
  const float top = std::max(pixel_y(std::max(clip.y, what.top_left.y)), 0.0F);
  const float right = pixel_x(std::min(clip.z, what.bottom_right.x));
  const float bottom = pixel_y(std::min(clip.w, what.bottom_right.y));
  if (right <= left || bottom <= top) return false;
  glScissor(static_cast<GLint>(left), static_cast<GLint>(height - bottom),
            static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));
  return true;
}

/// Fills what the scissors leave. Several times faster than a rectangle of ImGui's, which blends
/// and samples the font for every pixel, on software OpenGL.
void fill(ImU32 color) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
  glClearColor(c.x, c.y, c.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

/// ImGui's backend looks after unit 0 only.
void unbind_units() {
  for (unsigned int unit = 0; unit < 2; ++unit) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindSampler(unit, 0);
  }
  glActiveTexture(GL_TEXTURE0);
}

}  // namespace

ImageView::ImageView(Uploads uploads)
    : picture_(ImagePass::Content::picture, false),
      marked_picture_(ImagePass::Content::picture, true),
      error_(ImagePass::Content::error, false),
      marked_error_(ImagePass::Content::error, true) {
  if (uploads == Uploads::streamed) stream_.emplace();
  set_filters(crisp_, GL_NEAREST, GL_NEAREST);
  set_filters(smooth_, GL_LINEAR, GL_LINEAR);
  set_filters(averaged_, GL_LINEAR_MIPMAP_LINEAR, GL_LINEAR);
}

void ImageView::set_target(const Image& image) {
  if (std::max(image.width, image.height) <= Texture::max_size()) {
    Layer& target = layer(ImageSlot::target);
    target.texture.upload(image.width, image.height, image.channels,
                          std::span<const std::uint8_t>(image.pixels));
    target.covers = {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
    target.shown = true;
    return;
  }
  std::vector<float> values(image.pixels.size());
  std::transform(image.pixels.begin(), image.pixels.end(), values.begin(),
                 [](std::uint8_t v) { return static_cast<float>(v) / 255.0F; });
  const Region whole{0, 0, static_cast<double>(image.width), static_cast<double>(image.height)};
  set_target(Raster{image.width, image.height, image.channels, std::move(values), whole});
}

void ImageView::set_target(const Raster& raster) { set_picture(ImageSlot::target, raster); }

void ImageView::set_reconstruction(const Raster& raster, ImageSlot slot) {
  upload(layer(slot), raster, stream());
  clear_detail(slot);
}

void ImageView::set_detail(const Raster& raster, ImageSlot slot) {
  upload(detail(slot), raster, stream());
}

void ImageView::set_picture(ImageSlot slot, const Raster& raster) {
  upload(layer(slot), raster, nullptr);
}

void ImageView::clear() {
  for (Layer& each : layers_) each.shown = false;
  for (Layer& each : details_) each.shown = false;
}

void ImageView::upload(Layer& layer, const Raster& raster, PixelStream* stream) {
  require_valid(raster);
  const int limit = Texture::max_size();
  if (std::max(raster.width, raster.height) <= limit) {
    layer.texture.upload(raster.width, raster.height, raster.channels, raster.values, stream);
  } else {
    const Raster small = reduce_to(raster, limit);
    layer.texture.upload(small.width, small.height, raster.channels,
                         std::span<const float>(small.values), stream);
  }
  layer.covers = raster.covers;
  layer.shown = true;
}

void ImageView::draw(ImDrawList& list, const ImageDraw& what) {
  require_main_thread("ImageView::draw");
  if (!is_drawable(what)) return;
  if (ImGui::GetFrameCount() != frame_) jobs_.clear();
  frame_ = ImGui::GetFrameCount();
  jobs_.push_back({this, what});
  list.AddCallback(run_job, &jobs_.back());
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void ImageView::run_job(const ImDrawList* /*list*/, const ImDrawCmd* command) {
  const Job& job = *static_cast<const Job*>(command->UserCallbackData);
  if (set_scissors(command->ClipRect, job.what)) job.view->render(job.what);
}

void ImageView::render(const ImageDraw& what) {
  fill(what.background);
  glDisable(GL_BLEND);
  glBindVertexArray(vertices_.id());
  Layer& shown = layer(what.slot);
  Layer& finer = detail(what.slot);
  if (what.kind == ImageKind::picture) {
    draw_picture(what, shown);
    draw_picture(what, finer);
  } else {
    draw_error(what, shown);
    if (shown.texture.width() < shown.covers.width()) draw_error(what, finer);
  }
  unbind_units();
}

void ImageView::draw_picture(const ImageDraw& what, Layer& layer) {
  const std::optional<ImageDraw> part = part_of(what, layer.covers);
  if (!layer.shown || !part) return;
  const ImagePass& pass = is_marked(*part) ? marked_picture_ : picture_;
  pass.begin();
  bind(pass, 0, layer, *part);
  draw_part(pass, *part);
}

void ImageView::draw_error(const ImageDraw& what, Layer& shown) {
  Layer& target = layer(ImageSlot::target);
  const std::optional<ImageDraw> part = part_of(what, intersection(shown.covers, target.covers));
  if (!shown.shown || !target.shown || !part) return;
  const ImagePass& pass = is_marked(*part) ? marked_error_ : error_;
  pass.begin();
  bind(pass, 0, shown, *part);
  bind(pass, 1, target, *part);
  pass.set_error(what.kind == ImageKind::error_signed, what.gain);
  const Region& seen = part->visible;
  const bool between_pixels = shown.texture.width() > shown.covers.width();
  pass.set_pixels({seen.x0, seen.y0, seen.width(), seen.height()}, between_pixels);
  draw_part(pass, *part);
}

void ImageView::bind(const ImagePass& pass, int unit, Layer& layer, const ImageDraw& part) {
  const PixelSize size = pixel_size(part);
  const double texels_x = layer.texture.width() / (layer.covers.width() * size.x);
  const double texels_y = layer.texture.height() / (layer.covers.height() * size.y);
  const double level = std::log2(std::max(texels_x, texels_y));
  const bool reduced = level > 0;
  const Sampler& enlarged = part.smooth ? smooth_ : crisp_;
  pass.set_layer(unit, place_on(layer.covers, part.visible), level);
  layer.texture.bind(static_cast<unsigned int>(unit), reduced);
  glBindSampler(static_cast<GLuint>(unit), reduced ? averaged_.id() : enlarged.id());
}

void ImageView::draw_part(const ImagePass& pass, const ImageDraw& part) const {
  const ImDrawData& data = *ImGui::GetDrawData();
  const auto clip_x = [&](float x) { return 2 * (x - data.DisplayPos.x) / data.DisplaySize.x - 1; };
  const auto clip_y = [&](float y) { return 1 - 2 * (y - data.DisplayPos.y) / data.DisplaySize.y; };
  pass.set_rectangle(clip_x(part.top_left.x), clip_y(part.top_left.y), clip_x(part.bottom_right.x),
                     clip_y(part.bottom_right.y));
  if (is_marked(part)) pass.set_marks(marks_of(part));
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace fscope
