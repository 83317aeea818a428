// The image panes: uploads the rasters and draws them through ImGui's draw lists.
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "app/gl/gl_handle.h"
#include "app/gl/image_painter.h"
#include "app/gl/image_pass.h"
#include "app/gl/pixel_stream.h"
#include "app/gl/texture.h"
#include "core/tasks/image.h"

namespace fscope {

/// Needs a current OpenGL 3.3 context and the ImGui context whose lists it draws into, and must
/// outlive the rendering of the frame it drew in. Main thread only.
///
/// Enlarged pixels are crisp squares (or interpolated, on request), reduced ones are averaged.
/// Errors compare the two at the pixels of the image: a detail that lies between them counts at
/// their centres, and only where the whole reconstruction is coarser than the pixels. The mean over
/// channels is what the colour maps see.
class ImageView final : public ImagePainter {
 public:
  /// How pictures of the network, which change many times a second, reach the graphics memory.
  /// Software OpenGL has no transfer to overlap with: there a stream is one more copy (512 x 512 x
  /// 3 floats: 0.34 ms against 0.16 ms directly; 2048 x 2048: 12 against 4 ms; llvmpipe, 2 cores).
  enum class Uploads { streamed, direct };

  /// Throws std::runtime_error when the shader does not compile.
  explicit ImageView(Uploads uploads = Uploads::streamed);

  /// What is learned; channels 1 or 3, otherwise std::invalid_argument. A raster longer than the
  /// graphics memory allows is shown at a whole fraction of its size; so for all three.
  void set_target(const Image& image);
  void set_target(const Raster& raster);
  /// What a network says of the whole image, at any resolution.
  void set_reconstruction(const Raster& raster, ImageSlot slot = ImageSlot::reconstruction);
  /// A finer picture of a part, drawn over the whole one until the next of either.
  void set_detail(const Raster& raster, ImageSlot slot = ImageSlot::reconstruction);
  void clear_detail(ImageSlot slot = ImageSlot::reconstruction) { detail(slot).shown = false; }
  /// Any other picture.
  void set_picture(ImageSlot slot, const Raster& raster);
  void clear_picture(ImageSlot slot) { layer(slot).shown = false; }
  /// Forgets all: only the background remains.
  void clear();

  void draw(ImDrawList& list, const ImageDraw& what) override;

 private:
  struct Layer {
    Texture texture;
    Region covers;
    bool shown = false;
  };
  struct Job {
    ImageView* view;
    ImageDraw what;
  };

  static void run_job(const ImDrawList* list, const ImDrawCmd* command);
  Layer& layer(ImageSlot slot) { return layers_[static_cast<std::size_t>(slot)]; }
  Layer& detail(ImageSlot slot) { return details_[static_cast<std::size_t>(slot)]; }
  PixelStream* stream() { return stream_ ? &*stream_ : nullptr; }
  static void upload(Layer& layer, const Raster& raster, PixelStream* stream);
  void render(const ImageDraw& what);
  void draw_picture(const ImageDraw& what, Layer& layer);
  void draw_error(const ImageDraw& what, Layer& shown);
  void bind(const ImagePass& pass, int unit, Layer& layer, const ImageDraw& part);
  void draw_part(const ImagePass& pass, const ImageDraw& part) const;

  ImagePass picture_;
  ImagePass marked_picture_;
  ImagePass error_;
  ImagePass marked_error_;
  VertexArray vertices_;
  Sampler crisp_;
  Sampler smooth_;
  Sampler averaged_;
  std::optional<PixelStream> stream_;  // of all but the target, which is uploaded once
  std::array<Layer, kImageSlots> layers_;
  std::array<Layer, kImageSlots> details_;
  std::deque<Job> jobs_;  // addresses are in the draw lists of the present frame
  int frame_ = -1;
};

}  // namespace fscope
