#include "core/prediction/picture_theory.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/support/check.h"
#include "core/tasks/image_2d.h"
#include "core/theory/stationary_kernel.h"
#include "core/training/render_plan.h"

namespace fscope {
namespace {

/// The network of a run, as far as theory knows it.
struct Network {
  FourierMapping mapping;
  NtkSettings settings;
};

Network network_of(const RunConfig& config, const Image& picture) {
  constexpr Index kAxes = 2;
  Network out{.mapping = make_mapping(config.mapping, kAxes, config.seed), .settings = {}};
  out.settings =
      ntk_settings(network_shape(config, out.mapping, picture.channels), config.parameterization);
  return out;
}

/// What an output activation makes of 0, the mean output at the start, and of everything else.
struct OutputRange {
  double start, low, high;
};

OutputRange output_range(OutputActivation output) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  switch (output) {
    case OutputActivation::sigmoid:
      return {.start = 0.5, .low = 0, .high = 1};
    case OutputActivation::tanh:
      return {.start = 0, .low = -1, .high = 1};
    case OutputActivation::linear:
      break;
  }
  return {.start = 0, .low = -kInfinity, .high = kInfinity};
}

/// The pixels of an image that are predicted: columns from x on, rows from y on.
struct Part {
  int x = 0;
  int y = 0;
  PixelGrid grid;
};

/// What is predicted: some pixels, their kernel and where they lie.
struct Scene {
  PixelGrid grid;
  Region covers;            // in pixels of the training image
  Eigen::MatrixXd targets;  // n_pixels x channels
  std::unique_ptr<const PixelKernel> kernel;
  double at_zero = 1;  // K(0)
  double longer = 1;   // times are multiplied by it
  std::string remark;
};

/// The most pixels from the middle, of the picture's shape, that have so few training pixels. It
/// starts at a training pixel.
Part middle_part(const Image& image, int stride, Index max_train) {
  require(max_train >= 1, "at least one training pixel must be predicted, got ", max_train);
  const PixelGrid whole{image.width, image.height, stride};
  if (whole.n_train() <= max_train) return {.grid = whole};
  const double shrink =
      std::sqrt(static_cast<double>(max_train) / static_cast<double>(whole.n_train()));
  const auto shrunk = [&](int n_train) {
    return stride * std::max(1, static_cast<int>(shrink * n_train));
  };
  const PixelGrid grid{std::min(image.width, shrunk(whole.train_columns())),
                       std::min(image.height, shrunk(whole.train_rows())), stride};
  const auto begin = [&](int all, int some) { return (all - some) / 2 / stride * stride; };
  return {.x = begin(image.width, grid.width), .y = begin(image.height, grid.height), .grid = grid};
}

/// Values 0..1 of the part's pixels, row by row: n_pixels x channels.
Eigen::MatrixXd values_of(const Image& image, const Part& part) {
  Eigen::MatrixXd out(part.grid.n_pixels(), image.channels);
  for (Index i = 0; i < out.rows(); ++i) {
    const auto* pixel = image.at(part.x + static_cast<int>(i % part.grid.width),
                                 part.y + static_cast<int>(i / part.grid.width));
    for (Index c = 0; c < out.cols(); ++c) out(i, c) = pixel[c] / 255.0;
  }
  return out;
}

/// The rows of the pixels in every stride-th column and row from `first` on.
Eigen::MatrixXd select(const Eigen::MatrixXd& values, const PixelGrid& grid, int first) {
  const Index columns = (grid.width - first + grid.stride - 1) / grid.stride;
  const Index rows = (grid.height - first + grid.stride - 1) / grid.stride;
  Eigen::MatrixXd out(columns * rows, values.cols());
  for (Index i = 0; i < out.rows(); ++i) {
    const Index x = first + grid.stride * (i % columns);
    const Index y = first + grid.stride * (i / columns);
    out.row(i) = values.row(y * grid.width + x);
  }
  return out;
}

/// The pixel of the i-th training pixel.
Index training_pixel(const PixelGrid& grid, Index i) {
  return grid.stride * (i / grid.train_columns()) * grid.width +
         grid.stride * (i % grid.train_columns());
}

double psnr_between(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  return psnr((a - b).squaredNorm() / static_cast<double>(a.size()));
}

Raster to_raster(const Eigen::MatrixXd& values, const PixelGrid& grid, const Region& covers) {
  Raster raster{.width = grid.width,
                .height = grid.height,
                .channels = static_cast<int>(values.cols()),
                .values = {},
                .covers = covers};
  raster.values.resize(static_cast<std::size_t>(values.size()));
  Eigen::Map<Eigen::MatrixXf>(raster.values.data(), values.cols(), values.rows()) =
      values.transpose().cast<float>();
  return raster;
}

/// The picture or its middle, at the pixels it has.
Scene mapped_scene(const Network& network, const Image& picture, int stride,
                   const PictureTheoryOptions& options, ThreadPool& pool) {
  const Part part = middle_part(picture, stride, options.max_train_pixels);
  const PixelGrid& grid = part.grid;
  const double pitch = 1.0 / std::max(picture.width, picture.height);
  const StationaryKernel stationary(network.mapping, network.settings);
  const Eigen::MatrixXd kernel = stationary(
      DifferenceGrid{.nx = grid.width, .ny = grid.height, .step_x = pitch, .step_y = pitch});
  Scene scene{.grid = grid,
              .covers = {.x0 = double(part.x),
                         .y0 = double(part.y),
                         .x1 = double(part.x + grid.width),
                         .y1 = double(part.y + grid.height)},
              .targets = values_of(picture, part),
              .kernel = std::make_unique<GridKernel>(grid, kernel, options.pixels, pool),
              .at_zero = stationary.at_cosine(1),
              .remark = {}};
  if (grid.width < picture.width || grid.height < picture.height) {
    scene.remark = text("Of the middle ", grid.width, " x ", grid.height, " of ", picture.width,
                        " x ", picture.height, " pixels, as if only they were learned.");
  }
  return scene;
}

/// K between all pixels of a picture and its training pixels, from the coordinates themselves.
Eigen::MatrixXd coordinate_kernel(const NtkSettings& settings, const Grid& coordinates,
                                  const PixelGrid& grid, ThreadPool& pool) {
  std::vector<Index> every(static_cast<std::size_t>(grid.n_pixels()));
  std::iota(every.begin(), every.end(), Index{0});
  const Eigen::MatrixXd all = coordinates.points(every);
  const Eigen::MatrixXd train = select(all.transpose(), grid, 0).transpose();
  Eigen::MatrixXd K(all.cols(), train.cols());
  constexpr Index kColumns = 32;
  pool.for_each((train.cols() + kColumns - 1) / kColumns, [&](std::int64_t i, int) {
    const Index n = std::min(kColumns, train.cols() - i * kColumns);
    K.middleCols(i * kColumns, n) = ntk(settings, all, train.middleCols(i * kColumns, n));
  });
  return K;
}

/// The whole picture at fewer pixels.
Scene unmapped_scene(const Network& network, const Image& picture, int stride, ThreadPool& pool) {
  constexpr double kMaxTrain = 32 * 32;
  const auto n_train =
      static_cast<double>(PixelGrid{picture.width, picture.height, stride}.n_train());
  const double shrink = std::min(1.0, std::sqrt(kMaxTrain / n_train));
  const auto shrunk = [&](int n) { return std::max(1, static_cast<int>(shrink * n)); };
  const PixelGrid grid{shrunk(picture.width), shrunk(picture.height), stride};
  const bool whole = grid.width == picture.width && grid.height == picture.height;
  const auto image =
      std::make_shared<const Image>(whole ? picture : resize(picture, grid.width, grid.height));
  const Image2dTask task(image, SplitMode::all);  // for its coordinates
  const Eigen::MatrixXd K = coordinate_kernel(network.settings, task.grid(), grid, pool);
  double trace = 0;
  for (Index i = 0; i < K.cols(); ++i) trace += K(training_pixel(grid, i), i);
  Scene scene{.grid = grid,
              .covers = whole_region({picture.width, picture.height}),
              .targets = values_of(*image, {.grid = grid}),
              .kernel = std::make_unique<DenseKernel>(grid, K),
              .at_zero = trace / static_cast<double>(K.cols()),
              .longer = n_train / static_cast<double>(grid.n_train()),
              .remark = {}};
  if (!whole) {
    scene.remark = text("Of the picture at ", grid.width, " x ", grid.height,
                        " pixels: without a mapping larger ones take too long.");
  }
  return scene;
}

std::string describe(const RunConfig& config, const Network& network, const Scene& scene) {
  const std::string linear = config.output == OutputActivation::linear
                                 ? std::string()
                                 : text(", its ", output_name(config.output), " linear");
  std::string out =
      text("Eq. 3: an infinitely wide network of ", network.settings.n_layers, " layers (",
           parameterization_name(network.settings.parameterization), "), gradient flow from ",
           output_range(config.output).start, linear, ". Width, steps, batches and Adam differ.");
  if (!scene.remark.empty()) out += text('\n', scene.remark);
  return out;
}

}  // namespace

struct PictureTheory::Impl {
  Impl(Scene of, const OutputRange& outputs)
      : scene(std::move(of)),
        range(outputs),
        dynamics(std::move(scene.kernel),
                 (select(scene.targets, scene.grid, 0).array() - range.start).matrix()) {}

  Scene scene;  // but for its kernel, which the dynamics have
  OutputRange range;
  GridDynamics dynamics;
  PictureTheoryOptions options;
  std::string assumptions;
};

PictureTheory::PictureTheory(const RunConfig& config, const std::shared_ptr<const Image>& image,
                             ThreadPool& pool, const PictureTheoryOptions& options) {
  const Image2dTask task(image, config.image.split);  // checks the image
  const Image& picture = task.image();
  const Network network = network_of(config, picture);
  const int stride = config.image.split == SplitMode::even_odd ? 2 : 1;
  Scene scene = network.mapping.is_identity()
                    ? unmapped_scene(network, picture, stride, pool)
                    : mapped_scene(network, picture, stride, options, pool);
  impl_ = std::make_unique<Impl>(std::move(scene), output_range(config.output));
  impl_->options = options;
  impl_->assumptions = describe(config, network, impl_->scene);
}

PictureTheory::~PictureTheory() = default;
PictureTheory::PictureTheory(PictureTheory&&) noexcept = default;
PictureTheory& PictureTheory::operator=(PictureTheory&&) noexcept = default;

std::optional<PicturePrediction> PictureTheory::predict(double eta_t, ThreadPool& pool,
                                                        const std::function<bool()>& stopped) {
  const double t = eta_t * impl_->scene.longer;
  PicturePrediction out;
  out.eta_t = eta_t;
  out.flow = impl_->dynamics.prepare(t, impl_->options.limits, pool, stopped);
  if (stopped && stopped()) return std::nullopt;
  const OutputRange& range = impl_->range;
  const Eigen::MatrixXd values =
      (impl_->dynamics.evaluate(t, pool).array() + range.start).max(range.low).min(range.high);
  const auto& [grid, covers, targets, kernel, at_zero, longer, remark] = impl_->scene;
  out.train_psnr = psnr_between(select(values, grid, 0), select(targets, grid, 0));
  if (grid.stride > 1 && std::min(grid.width, grid.height) > 1) {
    out.heldout_psnr = psnr_between(select(values, grid, 1), select(targets, grid, 1));
  }
  if (impl_->options.pixels == GridPixels::all) out.picture = to_raster(values, grid, covers);
  return out;
}

double PictureTheory::unit_time() const { return 1 / impl_->scene.at_zero; }

const std::string& PictureTheory::assumptions() const { return impl_->assumptions; }

}  // namespace fscope
