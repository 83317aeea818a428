#include "core/quality/planes.h"

#include <algorithm>
#include <cmath>

#include "core/support/check.h"

namespace fscope {
namespace {

using Eigen::Index;

void check_whole(std::string_view measure, const Image& image) {
  require(!image.empty() && image.width > 0 && image.height > 0, measure,
          ": a picture has no pixels");
  require(image.channels == 1 || image.channels == 3, measure,
          ": pictures of 1 or 3 channels are compared, got ", image.channels);
  const std::size_t n_values = image.n_pixels() * static_cast<std::size_t>(image.channels);
  require(image.pixels.size() == n_values, measure, ": a picture of ", image.width, " x ",
          image.height, " pixels has ", image.pixels.size(), " values instead of ", n_values);
}

}  // namespace

void check_comparable(std::string_view measure, const Image& a, const Image& b) {
  check_whole(measure, a);
  check_whole(measure, b);
  const auto size = [](const Image& image) {
    return text(image.width, " x ", image.height, " x ", image.channels);
  };
  const bool same = a.width == b.width && a.height == b.height && a.channels == b.channels;
  require(same, measure, ": pictures of different sizes, ", size(a), " and ", size(b));
}

Plane plane_of(const Image& image, int channel) {
  Plane plane(image.height, image.width);
  for (Index i = 0; i < plane.size(); ++i) {
    const Index value = i * image.channels + channel;
    plane.data()[i] = image.pixels[static_cast<std::size_t>(value)] / 255.0;
  }
  return plane;
}

Taps make_taps(int radius, const std::function<double(int)>& weight) {
  Taps taps;
  for (int x = -radius; x <= radius; ++x) taps.push_back(weight(x));
  return taps;
}

Taps gaussian_taps(int radius, double sigma) {
  Taps taps = make_taps(radius, [=](int x) { return std::exp(-x * x / (2 * sigma * sigma)); });
  double sum = 0;
  for (const double tap : taps) sum += tap;
  for (double& tap : taps) tap /= sum;
  return taps;
}

Plane filter_rows(const Plane& plane, const Taps& taps) {
  const Index width = plane.cols();
  const auto radius = static_cast<Index>(taps.size() / 2);
  Plane out = Plane::Zero(plane.rows(), width);
  Eigen::Array<double, 1, Eigen::Dynamic> padded(width + 2 * radius);
  for (Index row = 0; row < plane.rows(); ++row) {
    padded.head(radius).setConstant(plane(row, 0));
    padded.segment(radius, width) = plane.row(row);
    padded.tail(radius).setConstant(plane(row, width - 1));
    for (std::size_t k = 0; k < taps.size(); ++k) {
      out.row(row) += taps[k] * padded.segment(static_cast<Index>(k), width);
    }
  }
  return out;
}

Plane filter_columns(const Plane& plane, const Taps& taps) {
  const Index last = plane.rows() - 1;
  const auto radius = static_cast<Index>(taps.size() / 2);
  Plane out = Plane::Zero(plane.rows(), plane.cols());
  for (Index row = 0; row <= last; ++row) {
    for (std::size_t k = 0; k < taps.size(); ++k) {
      const Index from = std::clamp(row + static_cast<Index>(k) - radius, Index{0}, last);
      out.row(row) += taps[k] * plane.row(from);
    }
  }
  return out;
}

}  // namespace fscope
