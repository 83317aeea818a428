#include "app/cli/fit_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

std::shared_ptr<const Image2dTask> make_task(const std::shared_ptr<const Image>& source,
                                             const RunConfig& config) {
  return std::make_shared<const Image2dTask>(prepare_image(source, config.image),
                                             config.image.split);
}

/// The settings that were chosen last: those of the last change, else all that are not defaults.
std::string last_settings(const Replay& replay, std::size_t n_changes) {
  if (n_changes == 0) return config_difference({}, replay.start);
  const RunConfig& before = n_changes == 1 ? replay.start : replay.changes[n_changes - 2].config;
  return config_difference(before, replay.changes[n_changes - 1].config);
}

std::uint8_t to_byte(float value) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F)));
}

}  // namespace

FitRun::FitRun(std::shared_ptr<const Image> source, Replay replay, ThreadPool& pool,
               Interrupted interrupted)
    : source_(std::move(source)),
      replay_(std::move(replay)),
      pool_(&pool),
      interrupted_(std::move(interrupted)) {
  check_config(replay_.start);
  task_ = make_task(source_, replay_.start);
  trainer_ = std::make_unique<Trainer>(replay_.start, task_, pool);
}

void FitRun::stop() const { throw FitInterrupted(text("stopped at step ", n_steps())); }

void FitRun::change_to(const RunConfig& config) {
  auto task = config.image == trainer_->config().image ? task_ : make_task(source_, config);
  trainer_->reconfigure(config, task);
  task_ = std::move(task);
}

void FitRun::apply_changes() {
  while (has_changes_left() && replay_.changes[next_change_].step <= n_steps()) {
    const ReplayChange& change = replay_.changes[next_change_];
    try {
      change_to(change.config);
    } catch (const std::invalid_argument& error) {
      throw std::runtime_error(text("replay, @", change.step, ": ", error.what()));
    }
    ++next_change_;
  }
}

void FitRun::advance() {
  apply_changes();
  const auto begin = std::chrono::steady_clock::now();
  bool complete = false;
  try {
    complete = trainer_->advance(interrupted_);
  } catch (const std::runtime_error& error) {
    const std::string settings = last_settings(replay_, next_change_);
    throw std::runtime_error(text(error.what(), " in step ", n_steps() + 1, ", with ",
                                  settings.empty() ? "the default settings" : settings));
  }
  const auto spent = std::chrono::steady_clock::now() - begin;
  if (!complete) stop();
  seconds_ += std::chrono::duration<double>(spent).count();
  n_samples_ += trainer_->batch_size();
}

std::optional<double> FitRun::batch_psnr() const {
  if (n_steps() == 0) return std::nullopt;
  const bool sum = trainer_->config().loss == Loss::half_sum;
  const Index n_values = trainer_->batch_size() * trainer_->task().n_outputs();
  return psnr(2 * trainer_->loss() / (sum ? static_cast<double>(n_values) : 1));
}

Measurement FitRun::measure() {
  const auto train = trainer_->mean_squared_error(Split::train, interrupted_);
  if (!train) stop();
  Measurement point{.step = n_steps(),
                    .seconds = seconds_,
                    .train_loss = trainer_->loss(),
                    .train_psnr = psnr(*train),
                    .heldout_psnr = std::nullopt};
  if (trainer_->task().n_points(Split::heldout) == 0) return point;
  const auto heldout = trainer_->mean_squared_error(Split::heldout, interrupted_);
  if (!heldout) stop();
  point.heldout_psnr = psnr(*heldout);
  return point;
}

Image FitRun::reconstruction() {
  constexpr Index kChunk = 1 << 18;  // points evaluated at once: bounds the memory for floats
  Image image = picture();
  const Index n_points = task_->grid().size();
  auto byte = image.pixels.begin();
  for (Index begin = 0; begin < n_points; begin += kChunk) {
    Matrix<float> outputs(task_->n_outputs(), std::min(kChunk, n_points - begin));
    const PointOf point_of = [begin](Index i) { return begin + i; };
    if (!trainer_->evaluate(outputs.cols(), point_of, outputs, interrupted_)) stop();
    byte = std::transform(outputs.reshaped().begin(), outputs.reshaped().end(), byte, to_byte);
  }
  return image;
}

}  // namespace fscope
