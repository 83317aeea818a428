// Changing the size and the channels of a picture before it is learned, in 8 bits or, where its
// values are known in them, in 16.
#pragma once

#include <array>
#include <cstdint>

#include "core/tasks/image.h"

namespace fscope {

/// centre_crop: the largest centred square. fit: the whole picture, its aspect ratio kept.
enum class CropMode { centre_crop, fit };

struct Size {
  int width = 0;   // px
  int height = 0;  // px
  bool operator==(const Size&) const = default;
};

/// The size at which a width x height picture is trained.
///   resolution: length of the longer side, px; 0 keeps the scale.
/// centre_crop gives a square, fit keeps the aspect ratio (shorter side rounded, at least 1 px).
/// Throws std::invalid_argument when a side is < 1 or the resolution is negative.
Size training_size(int width, int height, CropMode crop, int resolution);

/// The picture at width x height, filtered with Lanczos-3; when shrinking, the filter is widened by
/// the shrink factor. Works on the stored values and treats every channel alike (flatten() before).
/// 8 bits: the same as Pillow's Image.resize(..., LANCZOS), that is, rows first, rounded, then
/// columns; a side that keeps its length is not filtered.
/// Throws std::invalid_argument when the picture is empty or a side is < 1.
Image resize(const Image& image, int width, int height);

/// The largest centred square; an odd surplus leaves one more pixel off at the right or bottom.
Image crop_centre_square(const Image& image);

/// The picture without alpha, as it looks over `background` (RGB).
/// Gray + alpha stays gray over a gray background and becomes RGB over a coloured one; RGB + alpha
/// becomes RGB; a picture without alpha is returned as it is.
Image flatten(const Image& image, std::array<std::uint8_t, 3> background);

/// One channel: Rec. 601 luma of the stored values, rounded as Pillow's convert("L").
/// 1 or 3 channels; throws std::invalid_argument when there is alpha.
Image to_gray(const Image& image);

/// Three channels. 1 or 3 channels; throws std::invalid_argument when there is alpha.
Image to_rgb(const Image& image);

}  // namespace fscope
