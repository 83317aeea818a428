// The spectra of target, reconstruction, prediction and error, as pictures.
#pragma once

#include <memory>
#include <vector>

#include "core/tasks/image.h"
#include "core/tasks/raster.h"

namespace fscope {

/// Heat maps of log10 |X|, frequency 0 in the middle, as large as the target; null for what there
/// is no picture of at every pixel.
struct PictureSpectra {
  std::shared_ptr<const Raster> target;
  std::shared_ptr<const Raster> reconstruction;
  std::shared_ptr<const Raster> theory;
  std::shared_ptr<const Raster> error;  // of reconstruction - target
};

/// `reconstruction` and `theory` may be null; those that are coarser than the target have no
/// spectrum. Takes milliseconds for 256 x 256 pixels: for the background.
PictureSpectra make_spectra(const Image& target, const Raster* reconstruction,
                            const Raster* theory);

/// The heat map of one picture; null where it is coarser than the target.
std::shared_ptr<const Raster> make_spectrum(const Image& target, const Raster& picture);

/// What the two ends of the spectra's colours stand for: log10 of an amplitude.
inline constexpr float kLowestLogAmplitude = -5;
inline constexpr float kHighestLogAmplitude = -1;

}  // namespace fscope
