// The differences that people see when two pictures alternate on a screen.
#pragma once

#include "core/tasks/image.h"
#include "core/tasks/raster.h"

namespace fscope {

/// A screen 0.7 m wide with 3840 pixels across, seen from 0.7 m: about 67.
inline constexpr double kFlipPixelsPerDegree = 0.7 * 3840 / 0.7 * 3.14159265358979323846 / 180;

/// LDR-FLIP of every pixel, one channel, 0 (no visible difference) to 1.
///   reference, test: sRGB; gray counts as three equal channels
///   pixels_per_degree: of visual angle, 1 to 1000
/// Throws std::invalid_argument unless both have the same size and 1 or 3 channels. Any thread.
/// Andersson et al. 2020, "FLIP: A Difference Evaluator for Alternating Images"
Raster flip_map(const Image& reference, const Image& test,
                double pixels_per_degree = kFlipPixelsPerDegree);

/// The mean of flip_map().
double flip(const Image& reference, const Image& test,
            double pixels_per_degree = kFlipPixelsPerDegree);

}  // namespace fscope
