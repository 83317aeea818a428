#include "app/gui/kernel_pictures.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/gl/heat_map.h"
#include "app/gl/raster.h"
#include "core/support/spectrum.h"
#include "core/theory/stationary_kernel.h"

namespace fscope {
namespace {

constexpr int kMaxCells = 256;          // of a heat map, in each direction
constexpr int kMaxSpectrumSide = 1024;  // px

std::vector<float> to_floats(const Eigen::MatrixXd& values) {
  std::vector<float> out(static_cast<std::size_t>(values.size()));
  std::transform(values.data(), values.data() + values.size(), out.begin(),
                 [](double v) { return static_cast<float>(v); });
  return out;
}

/// Amplitudes of lengths 1, 2, ... relative to the largest of them.
std::vector<PlotPoint> radial_amplitudes(const PictureView& picture) {
  const std::vector<double> power = radial_power(picture);
  std::vector<PlotPoint> out;
  double largest = 0;
  for (std::size_t r = 1; r < power.size(); ++r) largest = std::max(largest, power[r]);
  if (largest <= 0) return out;
  for (std::size_t r = 1; r < power.size(); ++r) {
    const double amplitude = std::sqrt(power[r] / largest);
    out.push_back({static_cast<double>(r), amplitude, amplitude, amplitude});
  }
  return out;
}

/// Faded to 0 at the borders: the kernel does not end there, and a jump would have a spectrum.
std::vector<PlotPoint> spectrum_of(const Eigen::MatrixXd& kernel) {
  const Index n = kernel.rows();
  const Eigen::ArrayXd x = Eigen::ArrayXd::LinSpaced(n, -std::numbers::pi, std::numbers::pi);
  const Eigen::VectorXd fade = ((1 + x.cos()) / 2).matrix();
  const std::vector<float> values = to_floats(fade.asDiagonal() * kernel * fade.asDiagonal());
  return radial_amplitudes({.values = values,
                            .width = static_cast<int>(n),
                            .height = static_cast<int>(n),
                            .channels = 1});
}

std::vector<PlotPoint> spectrum_of(const Image& image) {
  Raster raster{
      .width = image.width,
      .height = image.height,
      .channels = image.channels,
      .values = std::vector<float>(image.pixels.begin(), image.pixels.end()),
      .covers = {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)}};
  if (std::max(image.width, image.height) > kMaxSpectrumSide) {
    raster = reduce_to(raster, kMaxSpectrumSide);
  }
  return radial_amplitudes({.values = raster.values,
                            .width = raster.width,
                            .height = raster.height,
                            .channels = raster.channels});
}

std::shared_ptr<const Raster> picture_of(const Eigen::MatrixXd& values, HeatRange range) {
  const auto n = static_cast<int>(values.rows());
  return std::make_shared<const Raster>(heat_map(to_floats(values), n, n, range, kAbsoluteError));
}

}  // namespace

KernelPictures make_kernel_pictures(const RunConfig& config, const Image& target) {
  constexpr Index kAxes = 2;
  KernelPictures out;
  const FourierMapping mapping = make_mapping(config.mapping, kAxes, config.seed);
  if (mapping.is_identity()) {
    out.message =
        "Without a mapping the kernel depends on where two pixels are, not only on their "
        "difference: there is no picture of it over (dx, dy).";
    return out;
  }
  const MlpShape shape = network_shape(config, mapping, target.channels);
  if (shape.hidden != Activation::relu) {
    out.message = "The kernel is known for ReLU networks only.";
    return out;
  }
  const StationaryKernel kernel(mapping, ntk_settings(shape, config.parameterization));
  const int cells = std::min(kMaxCells, std::max(target.width, target.height));
  const DifferenceGrid grid{
      .nx = cells / 2 + 1, .ny = cells / 2 + 1, .step_x = 1.0 / cells, .step_y = 1.0 / cells};
  const Eigen::MatrixXd rho = kernel.cosines(grid);
  const Eigen::MatrixXd K = kernel(grid);
  out.mapping_kernel = picture_of(rho, {-1, 1});
  const std::vector<float> values = to_floats(K);
  out.composed_kernel = picture_of(K, range_of(values));
  out.effective_width = kernel.effective_width(Eigen::Vector2d(1, 0));
  out.kernel_spectrum = spectrum_of(K);
  out.target_spectrum = spectrum_of(target);
  return out;
}

}  // namespace fscope
