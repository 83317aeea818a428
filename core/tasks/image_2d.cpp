#include "core/tasks/image_2d.h"

#include <algorithm>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

Eigen::VectorXd pixel_axis(int n, int side) {
  return Eigen::VectorXd::LinSpaced(n, 0, n - 1) / static_cast<double>(side);
}

}  // namespace

std::shared_ptr<const Image> prepare_image(std::shared_ptr<const Image> source,
                                           const ImageSettings& settings) {
  require(source && !source->empty(), "the picture has no pixels");
  require(settings.resolution >= 0 && settings.resolution <= kMaxResolution,
          "the resolution must be between 0 (original) and ", kMaxResolution, ", got ",
          settings.resolution);
  auto image = std::move(source);
  const auto become = [&image](Image next) {
    image = std::make_shared<const Image>(std::move(next));
  };
  const bool square = settings.crop == CropMode::centre_crop;
  if (square && image->width != image->height) become(crop_centre_square(*image));
  if (image->channels == 2 || image->channels == 4) become(flatten(*image, settings.background));
  const bool gray = settings.color == ColorMode::gray ||
                    (settings.color == ColorMode::automatic && image->channels == 1);
  if (gray && image->channels != 1) become(to_gray(*image));
  if (!gray && image->channels != 3) become(to_rgb(*image));
  const auto size = training_size(image->width, image->height, settings.crop, settings.resolution);
  if (size != Size{image->width, image->height}) become(resize(*image, size.width, size.height));
  return image;
}

Index n_split_pixels(const Image& image, SplitMode mode, Split split) {
  const Index w = image.width;
  const Index h = image.height;
  if (mode == SplitMode::all) return split == Split::train ? w * h : 0;
  return split == Split::train ? ((w + 1) / 2) * ((h + 1) / 2) : (w / 2) * (h / 2);
}

Image2dTask::Image2dTask(std::shared_ptr<const Image> image, SplitMode split)
    : image_(std::move(image)), split_(split) {
  require(image_ && !image_->empty(), "an image task needs an image with pixels");
  require(image_->channels == 1 || image_->channels == 3,
          "an image task takes 1 or 3 channels, got ", image_->channels);
  const int side = std::max(image_->width, image_->height);
  grid_.axes = {pixel_axis(image_->width, side), pixel_axis(image_->height, side)};
}

Index Image2dTask::n_points(Split split) const { return n_split_pixels(*image_, split_, split); }

Index Image2dTask::point(Split split, Index i) const {
  if (split_ == SplitMode::all) return i;
  const Index w = image_->width;
  const Index offset = split == Split::train ? 0 : 1;
  const Index columns = (w + 1 - offset) / 2;
  return (2 * (i / columns) + offset) * w + 2 * (i % columns) + offset;
}

void Image2dTask::targets(std::span<const Index> points, MatrixRef<float> out) const {
  const int channels = image_->channels;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Index first = points[k] * channels;
    for (int c = 0; c < channels; ++c) {
      out(c, static_cast<Index>(k)) = image_->value(static_cast<std::size_t>(first + c));
    }
  }
}

Grid region_grid(const Region& region, Index columns, Index rows, int side) {
  require(columns >= 1 && rows >= 1, "a region needs at least one cell, got ", columns, " x ",
          rows);
  const auto axis = [side](double from, double length, Index n) {
    Eigen::VectorXd x(n);
    const double cell = length / static_cast<double>(n);
    for (Index k = 0; k < n; ++k) {
      x[k] = (from + (static_cast<double>(k) + 0.5) * cell - 0.5) / static_cast<double>(side);
    }
    return x;
  };
  return {{axis(region.x0, region.width(), columns), axis(region.y0, region.height(), rows)}};
}

}  // namespace fscope
