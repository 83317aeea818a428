#include "core/training/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/support/check.h"
#include "core/training/footprint.h"

namespace fscope {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<BandCurve> no_curves(const std::vector<Band>& bands) {
  std::vector<BandCurve> out;
  for (const Band& band : bands) out.push_back({.band = band, .error = {}});
  return out;
}

}  // namespace

Run::Run(int id, const RunConfig& config, const Sources& sources, ThreadPool& pool)
    : id_(id), config_(config), pool_(&pool), sources_(sources) {
  begin_replay(config);
  if (is_available(subject_of(config_, sources_))) guarded(config_, true, [&] { start(config_); });
}

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

void Run::forget_moment() {
  if (exhibit_) exhibit_->forget();
  metrics_.reset();
}

void Run::set_picture(std::shared_ptr<const Image> picture) {
  const bool usable = picture && !picture->empty();
  if (usable) sources_.picture = std::move(picture);
  if (usable && config_.task != TaskKind::image) return;
  if (usable && waits_to_restore()) return restore(SavedRun(*restoration_));
  guarded(config_, usable, [&] {
    require(usable, "the picture has no pixels");
    start(config_);
  });
}

void Run::set_samples(std::shared_ptr<const Samples> samples) {
  const bool usable = are_usable(samples.get());
  if (usable) sources_.samples = std::move(samples);
  const bool wanted = subject_of(config_, sources_).sources.samples != nullptr;
  if (usable && !wanted) return;
  if (usable && waits_to_restore()) return restore(SavedRun(*restoration_));
  guarded(config_, usable, [&] {
    require(usable, "the signal has no samples, or some that are not finite");
    start(config_);
  });
}

void Run::reset() {
  if (!is_available(subject_of(config_, sources_))) return;
  guarded(config_, true, [&] { start(config_); });
}

void Run::go_back() {
  if (!trainer_) return;
  if (!sound_) {
    SavedRun again{.name = name_, .replay = {.start = config_, .weights = replay_.weights}};
    again.replay.start.learning_rate /= 2;
    return restore(std::move(again));
  }
  guarded(config_, true, [&] {
    Checkpoint back = std::move(*sound_);
    keep_going(back.config);
    trainer_->restore(back.state);
    seconds_ = back.seconds;
    history_ = std::move(back.history);
    replay_ = std::move(back.replay);
    parameters_.reset();
    restoration_.reset();
    window_seconds_ = steps_per_s_ = 0;
    window_step_ = n_steps();
    RunConfig slower = config_;
    slower.learning_rate /= 2;
    keep_going(slower);
    newest_.reset();
    sound_ = checkpoint();  // should this not do either, half of that is next
  });
}

Run::Checkpoint Run::checkpoint() const {
  return {.state = trainer_->state(),
          .config = config_,
          .seconds = seconds_,
          .history = history_,
          .replay = replay_};
}

/// After a step: notices trouble, and keeps moments at which all is well.
void Run::watch_loss() {
  if (!watch_.add(trainer_->loss())) return;
  if (watch_.health() == Health::sound) {
    trouble_.reset();
  } else if (!trouble_ || trouble_->health != watch_.health()) {
    trouble_ = Trouble{.health = watch_.health(), .step = n_steps(), .setting = last_change()};
  }
  if (!watch_.at_its_best() || restoring()) return;
  sound_ = std::exchange(newest_, checkpoint());
}

/// From here on losses are judged anew.
void Run::begin_watch() {
  watch_ = LossWatch(constant_loss(*exhibit_->task(), config_.loss, trainer_->batch_size()));
  trouble_.reset();
}

void Run::configure(const RunConfig& config, bool restart) {
  guarded(config, false, [&] {
    check_config(config);
    restoration_.reset();
    if (!is_available(subject_of(config, sources_))) {
      wait(config);
      return;
    }
    const bool broken = !can_step() || !trainer_->parameters().allFinite();
    if (restart || broken || !trainer_->can_keep_weights(config, *exhibit_->task())) {
      start(config);
    } else {
      keep_going(config);
    }
  });
}

void Run::begin_replay(const RunConfig& config) {
  config_ = config;
  seconds_ = window_seconds_ = steps_per_s_ = 0;
  window_step_ = 0;
  history_ = {};
  replay_ = {.start = config, .changes = {}};
  restoration_.reset();
  mapping_.reset();
  parameters_.reset();
  forget_moment();
}

void Run::restore(SavedRun saved) {
  name_ = saved.name;
  configure(saved.replay.start, true);
  if (failure_) return;
  if (!trainer_) {
    restoration_ = std::make_shared<const SavedRun>(std::move(saved));
    return;
  }
  guarded(config_, true, [&] {
    if (saved.replay.weights) trainer_->begin_with(*saved.replay.weights);
    replay_.weights = saved.replay.weights;
    restoration_ = std::make_shared<const SavedRun>(std::move(saved));
    next_change_ = 0;
    make_saved_changes();
  });
}

/// Those that are due at this step.
void Run::make_saved_changes() {
  const auto saved = restoration_;
  if (!saved) return;
  const auto& changes = saved->replay.changes;
  while (next_change_ < changes.size() && changes[next_change_].step <= n_steps()) {
    const ReplayChange& change = changes[next_change_++];
    keep_going(change.config);
    require(restoration_ != nullptr, "what was kept changes ",
            config_difference(config_, change.config), " at step ", change.step,
            ", which needs new weights");
  }
  if (n_steps() >= saved->step) restoration_.reset();
}

void Run::start(const RunConfig& config) {
  const Subject subject = subject_of(config, sources_);
  check_memory(config, subject);
  const bool same = exhibit_ && subject == subject_;
  auto exhibit = same ? nullptr : make_exhibit(subject);
  const auto task = same ? exhibit_->task() : exhibit->task();
  trainer_ = std::make_unique<Trainer>(config, task, *pool_);
  if (exhibit) exhibit_ = std::move(exhibit);
  exhibit_->restart();
  subject_ = subject;
  begin_replay(config);
  history_.bands = no_curves(exhibit_->bands());
  newest_.reset();
  sound_.reset();
  begin_watch();
}

/// For what it is to learn.
void Run::wait(const RunConfig& config) {
  trainer_.reset();
  exhibit_.reset();
  begin_replay(config);
}

void Run::keep_going(const RunConfig& config) {
  const Subject subject = subject_of(config, sources_);
  auto exhibit = subject == subject_ ? nullptr : make_exhibit(subject);
  const auto task = exhibit ? exhibit->task() : exhibit_->task();
  if (!trainer_->can_keep_weights(config, *task)) {  // the number of channels changed
    start(config);
    return;
  }
  trainer_->reconfigure(config, task);
  note_change(config);
  if (config.mapping != config_.mapping) exhibit_->forget_beginning();
  if (exhibit) {
    exhibit_ = std::move(exhibit);
    history_.bands = no_curves(exhibit_->bands());
    newest_.reset();
    sound_.reset();
  }
  subject_ = subject;
  config_ = config;
  mapping_.reset();
  forget_moment();
  begin_watch();
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
  bool complete = false;
  double spent = 0;
  try {
    if (n_steps() == 0 && !exhibit_->begin(*trainer_, interrupted)) return false;
    const auto begin = Clock::now();
    complete = trainer_->advance(interrupted);
    spent = seconds_since(begin);
    if (complete) make_saved_changes();
  } catch (const std::exception& error) {
    fail(error.what());
  }
  seconds_ += spent;
  window_seconds_ += spent;
  if (!complete) return false;
  parameters_.reset();  // kept by other changes: a copy of the largest network takes milliseconds
  forget_moment();
  history_.train_loss.add(n_steps(), seconds_, trainer_->loss());
  watch_loss();
  constexpr double kWindowSeconds = 0.5;
  if (window_seconds_ > kWindowSeconds || steps_per_s_ == 0) {
    steps_per_s_ = static_cast<double>(n_steps() - window_step_) / window_seconds_;
    window_seconds_ = 0;
    window_step_ = n_steps();
  }
  if (exhibit_->measures_after(n_steps())) measure(interrupted);
  return true;
}

bool Run::render(const View& view, double seconds, const Interrupted& interrupted) {
  try {
    return exhibit_->render(*trainer_, view, seconds, interrupted);
  } catch (const std::exception& error) {
    fail(text("the ", exhibit_->noun(), " cannot be evaluated: ", error.what()));
    return true;
  }
}

bool Run::measure(const Interrupted& interrupted) {
  if (metrics_) return true;
  try {
    const auto errors = exhibit_->measure(*trainer_, interrupted);
    if (errors) note_errors(*errors);
    return errors.has_value();
  } catch (const std::exception& error) {
    fail(text("the error cannot be measured: ", error.what()));
    return true;
  }
}

void Run::note_errors(const Errors& errors) {
  metrics_ = errors.metrics;
  const auto add = [this](Curve& curve, double value) { curve.add(n_steps(), seconds_, value); };
  const bool decibels = config_.task == TaskKind::image;
  add(history_.train_mse, metrics_->train_mse);
  if (decibels) add(history_.train_psnr, psnr(metrics_->train_mse));
  for (std::size_t i = 0; i < errors.bands.size(); ++i) {
    add(history_.bands[i].error, errors.bands[i]);
  }
  if (!metrics_->heldout_mse) return;
  add(history_.heldout_mse, *metrics_->heldout_mse);
  if (decibels) add(history_.heldout_psnr, psnr(*metrics_->heldout_mse));
}

RunSnapshot Run::snapshot() {
  RunSnapshot s;
  s.id = id_;
  s.name = name_;
  s.restoring = restoration_;
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
  exhibit_->show(s);
  if (!halted()) s.trouble = trouble_;
  s.sound_step = sound_ ? sound_->state.n_steps : 0;
  s.metrics = metrics_;
  s.history = history_;
  return s;
}

}  // namespace fscope
