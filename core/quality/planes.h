// Single channels of pictures as numbers, and their separable filters. For core/quality only.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string_view>
#include <vector>

#include "core/tasks/image.h"

namespace fscope {

/// height x width values of one channel.
using Plane = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// Weights of an odd number of neighbours, the pixel itself in the middle.
using Taps = std::vector<double>;

/// Throws std::invalid_argument, beginning with `measure`, unless both have as many pixels as they
/// say, the same size, and both 1 or both 3 channels.
void check_comparable(std::string_view measure, const Image& a, const Image& b);

/// The values / 255 of a channel.
Plane plane_of(const Image& image, int channel);

/// weight(x) for x = -radius .. radius.
Taps make_taps(int radius, const std::function<double(int)>& weight);
/// exp(-x^2 / (2 sigma^2)), scaled to a sum of 1; sigma > 0 in px.
Taps gaussian_taps(int radius, double sigma);

/// The sum over neighbours in the row, or in the column, times their weights (a correlation). The
/// values at the border continue outside.
Plane filter_rows(const Plane& plane, const Taps& taps);
Plane filter_columns(const Plane& plane, const Taps& taps);

}  // namespace fscope
