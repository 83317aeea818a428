// What a panel needs to show a picture: an interface without OpenGL, so that panels run headless.
#pragma once

#include <imgui.h>

#include <cstddef>

#include "app/gl/raster.h"
#include "core/training/command.h"

namespace fscope {

/// The pictures that a painter holds. All but the first two are of any size and meaning: what fills
/// a pane is their `covers`.
enum class ImageSlot {
  target,          ///< what is learned
  reconstruction,  ///< what the network says
  theory,          ///< what the kernel predicts
  target_spectrum,
  reconstruction_spectrum,
  theory_spectrum,
  error_spectrum,
  mapping_kernel,   ///< h_gamma over differences of coordinates
  composed_kernel,  ///< the NTK of the mapped network over the same
  kernel_spectrum,
  kernel_matrix,  ///< 1D: K of all pairs of training points
  first_run,      ///< what the network of the first of several runs says; see run_slot()
};
/// Several runs beside each other: a picture and a spectrum each.
inline constexpr std::size_t kImageSlots = 11 + 2 * kMaxRuns;

/// What the network of the index-th run says; index < kMaxRuns.
constexpr ImageSlot run_slot(std::size_t index) {
  return static_cast<ImageSlot>(static_cast<std::size_t>(ImageSlot::first_run) + index);
}
/// The spectrum of the same.
constexpr ImageSlot run_spectrum_slot(std::size_t index) { return run_slot(kMaxRuns + index); }

enum class ImageKind {
  picture,
  error_signed,    ///< mean over channels of the picture - target, on kSignedError
  error_absolute,  ///< mean over channels of |picture - target|, on kAbsoluteError
};

/// One picture on the screen.
struct ImageDraw {
  ImVec2 top_left;      ///< on the screen, as ImGui counts (y down)
  ImVec2 bottom_right;  ///< exclusive; nothing is drawn unless right of and below top_left
  Region visible;       ///< what of the image fills that rectangle; may reach past its edges
  ImageSlot slot = ImageSlot::target;
  ImageKind kind = ImageKind::picture;
  float gain = 1;              ///< errors are multiplied by it before the colour map
  bool smooth = false;         ///< interpolate between pixels instead of crisp squares
  bool mark_training = false;  ///< a dot in every training pixel, once pixels are >= 6 px wide
  int training_stride = 2;     ///< training pixels: rows and columns that are multiples of it
  ImU32 background = IM_COL32(24, 26, 30, 255);  ///< beyond the image and where nothing is known
};

class ImagePainter {
 public:
  ImagePainter() = default;
  virtual ~ImagePainter() = default;
  ImagePainter(const ImagePainter&) = delete;
  ImagePainter& operator=(const ImagePainter&) = delete;

  /// Adds the picture to the list, clipped to its current clip rectangle.
  virtual void draw(ImDrawList& list, const ImageDraw& what) = 0;
};

}  // namespace fscope
