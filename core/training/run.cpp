#include "core/training/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/support/check.h"

namespace fscope {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr double kGuessedFlopPerSecond = 30e9;

Size size_of(const Image& image) { return {image.width, image.height}; }

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

Run::Run(int id, const RunConfig& config, ThreadPool& pool)
    : id_(id), config_(config), pool_(&pool), replay_{.start = config, .changes = {}} {}

template <class Action>
void Run::guarded(const RunConfig& config, bool halts, Action action) {
  const std::string setting = config_difference(config_, config);
  const bool stays_halted = halts || halted();
  try {
    action();
    failure_.reset();
  } catch (const std::exception& error) {
    failure_ = Failure{.what = error.what(),
                       .step = n_steps(),
                       .setting = setting,
                       .halted = stays_halted || !trainer_};
  }
}

void Run::fail(const std::string& what) {
  failure_ = Failure{.what = what, .step = n_steps(), .setting = last_change(), .halted = true};
}

std::string Run::last_change() const {
  return history_.events.empty() ? config_difference({}, config_) : history_.events.back().label;
}

void Run::forget_pictures() {
  whole_.reset();
  detail_.reset();
  metrics_.reset();
}

std::shared_ptr<const Image2dTask> Run::task_for(const RunConfig& config) const {
  return std::make_shared<const Image2dTask>(prepare_image(source_, config.image),
                                             config.image.split);
}

void Run::set_source(std::shared_ptr<const Image> source) {
  const bool usable = source && !source->empty();
  if (usable) source_ = std::move(source);
  guarded(config_, usable, [&] {
    require(usable, "the picture has no pixels");
    start(config_);
  });
}

void Run::reset() {
  if (source_) guarded(config_, true, [&] { start(config_); });
}

void Run::configure(const RunConfig& config, bool restart) {
  guarded(config, false, [&] {
    check_config(config);
    if (!source_) {
      config_ = config;
      return;
    }
    const bool broken = !can_step() || !trainer_->parameters().allFinite();
    if (restart || broken || !trainer_->can_keep_weights(config, *task_)) {
      start(config);
    } else {
      keep_going(config);
    }
  });
}

void Run::start(const RunConfig& config) {
  const bool same_task = task_ && source_of_task_ == source_ && config.image == config_.image;
  auto task = same_task ? task_ : task_for(config);
  trainer_ = std::make_unique<Trainer>(config, task, *pool_);
  task_ = std::move(task);
  source_of_task_ = source_;
  config_ = config;
  seconds_ = window_seconds_ = steps_per_s_ = measured_seconds_per_point_ = 0;
  window_step_ = 0;
  history_ = {};
  replay_ = {.start = config, .changes = {}};
  mapping_.reset();
  parameters_.reset();
  forget_pictures();
}

void Run::keep_going(const RunConfig& config) {
  auto task = config.image == config_.image ? task_ : task_for(config);
  if (!trainer_->can_keep_weights(config, *task)) {  // the number of channels changed
    start(config);
    return;
  }
  trainer_->reconfigure(config, task);
  note_change(config);
  task_ = std::move(task);
  config_ = config;
  mapping_.reset();
  forget_pictures();
}

void Run::note_change(const RunConfig& config) {
  if (config == config_) return;
  replay_.change(n_steps(), config);
  // A drag is one event: changes within half a second of training are merged, and vanish when they
  // undo each other.
  constexpr double kMergeSeconds = 0.5;
  auto& events = history_.events;
  const bool merge = !events.empty() && seconds_ - events.back().seconds < kMergeSeconds;
  if (merge) {
    events.pop_back();
  } else {
    before_last_event_ = config_;
  }
  const std::string label = config_difference(before_last_event_, config);
  if (!label.empty()) events.push_back({.step = n_steps(), .seconds = seconds_, .label = label});
}

bool Run::advance(const Interrupted& interrupted) {
  const auto begin = Clock::now();
  bool complete = false;
  try {
    complete = trainer_->advance(interrupted);
  } catch (const std::exception& error) {
    fail(error.what());
  }
  const double spent = seconds_since(begin);
  seconds_ += spent;
  window_seconds_ += spent;
  if (!complete) return false;
  parameters_.reset();  // kept by other changes: a copy of the largest network takes milliseconds
  forget_pictures();
  history_.train_loss.add(n_steps(), seconds_, trainer_->loss());
  constexpr double kWindowSeconds = 0.5;
  if (window_seconds_ > kWindowSeconds || steps_per_s_ == 0) {
    steps_per_s_ = static_cast<double>(n_steps() - window_step_) / window_seconds_;
    window_seconds_ = 0;
    window_step_ = n_steps();
  }
  return true;
}

double Run::seconds_per_point() const {
  if (measured_seconds_per_point_ > 0) return measured_seconds_per_point_;
  return trainer_->shape().forward_flop() / kGuessedFlopPerSecond;
}

std::shared_ptr<const Raster> Run::render_whole(int stride, const Interrupted& interrupted) {
  const Image& image = task_->image();
  const int columns = n_strided(image.width, stride);
  const int rows = n_strided(image.height, stride);
  auto raster = make_raster(columns, rows, image.channels, whole_region(size_of(image)));
  const PointOf point_of = [&](Index i) {
    return strided(i / columns, stride, image.height) * image.width +
           strided(i % columns, stride, image.width);
  };
  if (!trainer_->evaluate(static_cast<Index>(columns) * rows, point_of, as_matrix(*raster),
                          interrupted)) {
    return nullptr;
  }
  return raster;
}

std::shared_ptr<const Raster> Run::render_detail(const RenderPlan& plan,
                                                 const Interrupted& interrupted) {
  const Image& image = task_->image();
  auto raster = make_raster(plan.columns, plan.rows, image.channels, plan.region);
  const Grid grid =
      region_grid(plan.region, plan.columns, plan.rows, std::max(image.width, image.height));
  if (!trainer_->evaluate(grid, as_matrix(*raster), interrupted)) return nullptr;
  return raster;
}

bool Run::render(const View& view, double seconds, const Interrupted& interrupted) {
  try {
    const double affordable = seconds / seconds_per_point();
    return render_pictures(plan_rendering(size_of(task_->image()), view, affordable), interrupted);
  } catch (const std::exception& error) {
    fail(text("the picture cannot be evaluated: ", error.what()));
    return true;
  }
}

bool Run::render_pictures(const RenderPlan& plan, const Interrupted& interrupted) {
  const auto begin = Clock::now();
  // Of this very moment and as fine already: another view alone does not make it coarse again.
  const bool keep_whole = whole_ && whole_stride_ <= plan.whole_stride;
  auto whole = keep_whole ? whole_ : render_whole(plan.whole_stride, interrupted);
  if (!whole) return false;
  std::shared_ptr<const Raster> detail;
  if (plan.has_detail()) {
    detail = render_detail(plan, interrupted);
    if (!detail) return false;
  }
  const std::size_t n_values =
      (keep_whole ? 0 : whole->values.size()) + (detail ? detail->values.size() : 0);
  if (n_values > 0) {
    const double spent = seconds_since(begin) * whole->channels / static_cast<double>(n_values);
    measured_seconds_per_point_ = 0.7 * seconds_per_point() + 0.3 * spent;
  }
  if (!keep_whole) whole_stride_ = plan.whole_stride;
  whole_ = std::move(whole);
  detail_ = std::move(detail);
  return true;
}

bool Run::measure(const Interrupted& interrupted) {
  if (metrics_) return true;
  try {
    return measure_splits(interrupted);
  } catch (const std::exception& error) {
    fail(text("the error cannot be measured: ", error.what()));
    return true;
  }
}

bool Run::measure_splits(const Interrupted& interrupted) {
  const auto train = trainer_->mean_squared_error(Split::train, interrupted, kMaxMeasuredPoints);
  if (!train) return false;
  const auto heldout =
      trainer_->mean_squared_error(Split::heldout, interrupted, kMaxMeasuredPoints);
  const bool held_out_any = task_->n_points(Split::heldout) > 0;
  if (held_out_any && !heldout) return false;
  metrics_ = Metrics{.train_psnr = psnr(*train), .heldout_psnr = std::nullopt};
  history_.train_psnr.add(n_steps(), seconds_, metrics_->train_psnr);
  if (held_out_any) {
    metrics_->heldout_psnr = psnr(*heldout);
    history_.heldout_psnr.add(n_steps(), seconds_, *metrics_->heldout_psnr);
  }
  return true;
}

RunSnapshot Run::snapshot() {
  RunSnapshot s;
  s.id = id_;
  s.config = config_;
  s.seconds = seconds_;
  s.failure = failure_;
  s.replay = replay_;
  if (!trainer_) return s;
  if (!mapping_) mapping_ = std::make_shared<const FourierMapping>(trainer_->mapping());
  if (!parameters_) parameters_ = std::make_shared<const Vector<float>>(trainer_->parameters());
  s.step = n_steps();
  s.loss = trainer_->loss();
  s.steps_per_s = steps_per_s_;
  s.samples_per_s = steps_per_s_ * static_cast<double>(trainer_->batch_size());
  s.shape = trainer_->shape();
  s.mapping = mapping_;
  s.parameters = parameters_;
  s.target = task_->shared_image();
  s.whole = whole_;
  s.detail = detail_;
  s.metrics = metrics_;
  s.history = history_;
  return s;
}

}  // namespace fscope
