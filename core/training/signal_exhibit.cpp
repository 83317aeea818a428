#include "core/training/signal_exhibit.h"

#include <chrono>
#include <cmath>
#include <span>
#include <utility>

namespace fscope {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kGuessedFlopPerSecond = 20e9;

/// Steps at equal distances on a logarithmic axis, four to an octave, so that the beginning, where
/// much is learned in few steps, has its measurements too.
bool is_milestone(std::int64_t step) {
  constexpr std::int64_t kLast = 4096;  // from there on snapshots are dense enough
  const auto octaves = [](std::int64_t s) { return std::floor(4 * std::log2(s)); };
  return step == 1 || (step > 1 && step <= kLast && octaves(step) != octaves(step - 1));
}

}  // namespace

SignalExhibit::SignalExhibit(std::shared_ptr<const Signal1dTask> task)
    : task_(std::move(task)), bands_(signal_bands(task_->n_points(Split::train))) {}

SignalExhibit::Outputs SignalExhibit::evaluate(Trainer& trainer, const Interrupted& interrupted) {
  if (outputs_) return outputs_;
  const auto begin = Clock::now();
  const Index n = task_->grid().size();
  auto outputs = std::make_shared<Vector<float>>(n);
  const PointOf point_of = [](Index i) { return i; };
  Eigen::Map<Matrix<float>> row(outputs->data(), 1, n);
  if (!trainer.evaluate(n, point_of, row, interrupted)) return nullptr;
  const double spent = std::chrono::duration<double>(Clock::now() - begin).count();
  seconds_ = seconds_ == 0 ? spent : 0.7 * seconds_ + 0.3 * spent;
  if (trainer.n_steps() == 0) first_outputs_ = outputs;
  outputs_ = outputs;
  return outputs_;
}

bool SignalExhibit::begin(Trainer& trainer, const Interrupted& interrupted) {
  return first_outputs_ || evaluate(trainer, interrupted);
}

bool SignalExhibit::render(Trainer& trainer, const View&, double seconds,
                           const Interrupted& interrupted) {
  const double flop = trainer.shape().forward_flop() * static_cast<double>(task_->grid().size());
  const double expected = seconds_ > 0 ? seconds_ : flop / kGuessedFlopPerSecond;
  return expected > seconds || evaluate(trainer, interrupted);
}

std::optional<Errors> SignalExhibit::measure(Trainer& trainer, const Interrupted& interrupted) {
  const Outputs outputs = evaluate(trainer, interrupted);
  if (!outputs) return std::nullopt;
  const Signal& signal = *task_->signal();
  const Eigen::VectorXd residual = outputs->cast<double>() - signal.values;
  const Eigen::VectorXd train = residual(Eigen::seqN(0, signal.n_train(), signal.oversampling));
  Errors errors;
  errors.bands =
      signal_band_errors(bands_, std::span(train.data(), static_cast<std::size_t>(train.size())));
  errors.metrics.train_mse = train.squaredNorm() / static_cast<double>(train.size());
  const Index n_heldout = residual.size() - train.size();
  if (n_heldout > 0) {
    double sum = 0;
    for (Index k = 0; k < residual.size(); ++k) {
      if (!signal.is_training_point(k)) sum += residual[k] * residual[k];
    }
    errors.metrics.heldout_mse = sum / static_cast<double>(n_heldout);
  }
  return errors;
}

bool SignalExhibit::measures_after(std::int64_t step) const { return is_milestone(step); }

void SignalExhibit::restart() {
  forget();
  forget_beginning();
  seconds_ = 0;
}

void SignalExhibit::show(RunSnapshot& snapshot) const {
  snapshot.signal = task_->signal();
  snapshot.outputs = outputs_;
  snapshot.first_outputs = first_outputs_;
}

}  // namespace fscope
