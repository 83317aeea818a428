#include "app/cli/fit_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/support/check.h"
#include "core/training/footprint.h"

namespace fscope {
namespace {

/// The settings that were chosen last: those of the last change, else all that are not defaults.
std::string last_settings(const Replay& replay, std::size_t n_changes) {
  if (n_changes == 0) return config_difference({}, replay.start);
  const RunConfig& before = n_changes == 1 ? replay.start : replay.changes[n_changes - 2].config;
  return config_difference(before, replay.changes[n_changes - 1].config);
}

}  // namespace

FitRun::FitRun(Sources sources, Replay replay, ThreadPool& pool, Interrupted interrupted)
    : sources_(std::move(sources)),
      replay_(std::move(replay)),
      pool_(&pool),
      interrupted_(std::move(interrupted)) {
  check_config(replay_.start);
  subject_ = subject_of(replay_.start, sources_);
  check_memory(replay_.start, subject_);
  learned_ = learn(subject_);
  trainer_ = std::make_unique<Trainer>(replay_.start, learned_.task, pool);
  begin_watch();
}

void FitRun::begin_watch() {
  const Loss loss = trainer_->config().loss;
  watch_ = LossWatch(constant_loss(*learned_.task, loss, trainer_->batch_size()));
}

FitRun::Learned FitRun::learn(const Subject& subject) {
  if (subject.kind == TaskKind::signal) return {make_signal_task(subject), nullptr};
  const auto task = make_image_task(subject);
  return {task, task->shared_image()};
}

void FitRun::stop() const { throw FitInterrupted(text("stopped at step ", n_steps())); }

void FitRun::change_to(const RunConfig& config) {
  Subject subject = subject_of(config, sources_);
  Learned learned = subject == subject_ ? learned_ : learn(subject);
  trainer_->reconfigure(config, learned.task);
  subject_ = std::move(subject);
  learned_ = std::move(learned);
  begin_watch();
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
  watch_.add(trainer_->loss());
}

std::optional<double> FitRun::batch_mse() const {
  if (n_steps() == 0) return std::nullopt;
  const bool sum = trainer_->config().loss == Loss::half_sum;
  const Index n_values = trainer_->batch_size() * trainer_->task().n_outputs();
  return 2 * trainer_->loss() / (sum ? static_cast<double>(n_values) : 1);
}

Measurement FitRun::measure() {
  const auto train = trainer_->mean_squared_error(Split::train, interrupted_);
  if (!train) stop();
  Measurement point{.step = n_steps(),
                    .seconds = seconds_,
                    .train_loss = trainer_->loss(),
                    .train_mse = *train,
                    .heldout_mse = std::nullopt};
  if (trainer_->task().n_points(Split::heldout) == 0) return point;
  point.heldout_mse = trainer_->mean_squared_error(Split::heldout, interrupted_);
  if (!point.heldout_mse) stop();
  return point;
}

Image FitRun::reconstruction() {
  constexpr Index kChunk = 1 << 18;  // points evaluated at once: bounds the memory for floats
  require(picture() != nullptr, "a signal is no picture");
  Image image = *picture();
  const Index n_points = learned_.task->grid().size();
  auto byte = image.pixels.begin();
  for (Index begin = 0; begin < n_points; begin += kChunk) {
    Matrix<float> outputs(learned_.task->n_outputs(), std::min(kChunk, n_points - begin));
    const PointOf point_of = [begin](Index i) { return begin + i; };
    if (!trainer_->evaluate(outputs.cols(), point_of, outputs, interrupted_)) stop();
    byte = std::transform(outputs.reshaped().begin(), outputs.reshaped().end(), byte, to_byte);
  }
  return image;
}

}  // namespace fscope
