// Structural similarity of two pictures.
#pragma once

#include "core/tasks/image.h"

namespace fscope {

/// Mean structural similarity of the stored sRGB values: 1 for equal pictures, at least -1.
/// Gaussian windows of 11 x 11 px (sigma 1.5), K1 = 0.01, K2 = 0.03, values from 0 to 1, variances
/// of the population; the mean over all windows that lie inside the picture, and of colours over
/// the three channels. Symmetric.
/// Throws std::invalid_argument unless both have the same size of at least 11 x 11 px and 1 or 3
/// channels. Any thread. Wang et al. 2004, Eq. 13
double ssim(const Image& a, const Image& b);
inline constexpr int kSsimWindow = 11;  // px

}  // namespace fscope
