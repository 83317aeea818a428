// Errors by frequency: bands of a residual's spectrum.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/network/fourier_mapping.h"
#include "core/support/spectrum.h"

namespace fscope {

/// Frequencies first <= f < last, in cycles over the whole: of a signal, or of a picture's longer
/// side. `last` may be infinite.
struct Band {
  std::string name;  // for people: "low (1)", "2 to 3"
  double first = 0;
  double last = 0;

  bool operator==(const Band&) const = default;
};

/// Bands for n >= 1 training points: single frequencies where the paper has its low, mid and high
/// ones (of 32 points: 1, 5 and 15; Fig. 3c), then octaves from 1 to n / 2. Equal ones come once;
/// for n = 1 only frequency 0 is left.
std::vector<Band> signal_bands(Index n);

/// For each band the root mean square of |FFT(residual)| over its frequencies, the transform not
/// scaled, as the paper shows it: of a single frequency, |FFT| itself. `residual` has the n >= 1
/// values of the training points that the bands were made for.
std::vector<double> signal_band_errors(std::span<const Band> bands,
                                       std::span<const double> residual);

/// Five octaves below the sampling limit of a raster of training pixels; the lowest reaches down to
/// 0, the highest up to the corners. Sides >= 1.
std::vector<Band> picture_bands(int width, int height);

/// For each band the root mean square, over pixels and channels, of the part of the residual that
/// lies in it: their squares add up to the mean squared error.
std::vector<double> picture_band_errors(std::span<const Band> bands, const PictureView& residual);

}  // namespace fscope
