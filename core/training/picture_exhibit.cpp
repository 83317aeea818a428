#include "core/training/picture_exhibit.h"

#include <chrono>
#include <numeric>
#include <span>
#include <utility>

namespace fscope {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kGuessedFlopPerSecond = 30e9;

Size size_of(const Image& image) { return {image.width, image.height}; }

/// Training pixels lie on a raster of their own: every second row and column, or all.
Size training_raster(const Image2dTask& task) {
  const Size all = size_of(task.image());
  if (task.split() == SplitMode::all) return all;
  return {(all.width + 1) / 2, (all.height + 1) / 2};
}

Eigen::Map<Matrix<float>> as_matrix(Raster& raster) {
  return {raster.values.data(), raster.channels, static_cast<Index>(raster.width) * raster.height};
}

std::shared_ptr<Raster> make_raster(int width, int height, int channels, const Region& covers) {
  const auto n = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                 static_cast<std::size_t>(channels);
  return std::make_shared<Raster>(Raster{.width = width,
                                         .height = height,
                                         .channels = channels,
                                         .values = std::vector<float>(n),
                                         .covers = covers});
}

}  // namespace

PictureExhibit::PictureExhibit(std::shared_ptr<const Image2dTask> task)
    : task_(std::move(task)), train_size_(training_raster(*task_)) {
  if (task_->n_points(Split::train) <= kMaxMeasuredPoints) {
    bands_ = picture_bands(train_size_.width, train_size_.height);
  }
}

double PictureExhibit::seconds_per_point(const Trainer& trainer) const {
  if (measured_seconds_per_point_ > 0) return measured_seconds_per_point_;
  return trainer.shape().forward_flop() / kGuessedFlopPerSecond;
}

std::shared_ptr<const Raster> PictureExhibit::render_whole(Trainer& trainer, int stride,
                                                           const Interrupted& interrupted) const {
  const Image& image = task_->image();
  const int columns = n_strided(image.width, stride);
  const int rows = n_strided(image.height, stride);
  auto raster = make_raster(columns, rows, image.channels, whole_region(size_of(image)));
  const PointOf point_of = [&](Index i) {
    return strided(i / columns, stride, image.height) * image.width +
           strided(i % columns, stride, image.width);
  };
  const Index n_points = static_cast<Index>(columns) * rows;
  if (!trainer.evaluate(n_points, point_of, as_matrix(*raster), interrupted)) return nullptr;
  return raster;
}

std::shared_ptr<const Raster> PictureExhibit::render_detail(Trainer& trainer,
                                                            const RenderPlan& plan,
                                                            const Interrupted& interrupted) const {
  const Image& image = task_->image();
  auto raster = make_raster(plan.columns, plan.rows, image.channels, plan.region);
  const Grid grid =
      region_grid(plan.region, plan.columns, plan.rows, std::max(image.width, image.height));
  if (!trainer.evaluate(grid, as_matrix(*raster), interrupted)) return nullptr;
  return raster;
}

bool PictureExhibit::render(Trainer& trainer, const View& view, double seconds,
                            const Interrupted& interrupted) {
  const double affordable = seconds / seconds_per_point(trainer);
  return render_plan(trainer, plan_rendering(size_of(task_->image()), view, affordable),
                     interrupted);
}

bool PictureExhibit::render_plan(Trainer& trainer, const RenderPlan& plan,
                                 const Interrupted& interrupted) {
  const auto begin = Clock::now();
  // Of this very moment and as fine already: another view alone does not make it coarse again.
  const bool keep_whole = whole_ && whole_stride_ <= plan.whole_stride;
  auto whole = keep_whole ? whole_ : render_whole(trainer, plan.whole_stride, interrupted);
  if (!whole) return false;
  std::shared_ptr<const Raster> detail;
  if (plan.has_detail()) {
    detail = render_detail(trainer, plan, interrupted);
    if (!detail) return false;
  }
  const std::size_t n_values =
      (keep_whole ? 0 : whole->values.size()) + (detail ? detail->values.size() : 0);
  if (n_values > 0) {
    const double spent = std::chrono::duration<double>(Clock::now() - begin).count();
    const double each = spent * whole->channels / static_cast<double>(n_values);
    measured_seconds_per_point_ = 0.7 * seconds_per_point(trainer) + 0.3 * each;
  }
  if (!keep_whole) whole_stride_ = plan.whole_stride;
  whole_ = std::move(whole);
  detail_ = std::move(detail);
  return true;
}

/// Mean squared error of the training pixels and, where all of them are measured, of their bands.
std::optional<double> PictureExhibit::measure_training(Trainer& trainer,
                                                       const Interrupted& interrupted,
                                                       std::vector<double>& band_errors) const {
  if (bands_.empty()) {
    return trainer.mean_squared_error(Split::train, interrupted, kMaxMeasuredPoints);
  }
  const Index n = task_->n_points(Split::train);
  const PointOf point_of = [this](Index i) { return task_->point(Split::train, i); };
  Matrix<float> residual(task_->n_outputs(), n);
  if (!trainer.evaluate(n, point_of, residual, interrupted)) return std::nullopt;
  std::vector<Index> points(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) points[static_cast<std::size_t>(i)] = point_of(i);
  Matrix<float> targets(task_->n_outputs(), n);
  task_->targets(points, targets);
  residual -= targets;
  const std::span values(residual.data(), static_cast<std::size_t>(residual.size()));
  band_errors = picture_band_errors(bands_, {.values = values,
                                             .width = train_size_.width,
                                             .height = train_size_.height,
                                             .channels = task_->image().channels});
  return residual.cast<double>().squaredNorm() / static_cast<double>(residual.size());
}

std::optional<Errors> PictureExhibit::measure(Trainer& trainer, const Interrupted& interrupted) {
  Errors errors;
  const auto train = measure_training(trainer, interrupted, errors.bands);
  if (!train) return std::nullopt;
  errors.metrics.train_mse = *train;
  if (task_->n_points(Split::heldout) == 0) return errors;
  errors.metrics.heldout_mse =
      trainer.mean_squared_error(Split::heldout, interrupted, kMaxMeasuredPoints);
  if (!errors.metrics.heldout_mse) return std::nullopt;
  return errors;
}

void PictureExhibit::forget() {
  whole_.reset();
  detail_.reset();
}

void PictureExhibit::restart() {
  forget();
  measured_seconds_per_point_ = 0;
}

void PictureExhibit::show(RunSnapshot& snapshot) const {
  snapshot.target = task_->shared_image();
  snapshot.whole = whole_;
  snapshot.detail = detail_;
}

}  // namespace fscope
