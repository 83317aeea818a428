#include "core/training/session.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/training/inbox.h"
#include "core/training/playback.h"
#include "core/training/run.h"

namespace fscope {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// While training, a publication may cost up to kRoutineSeconds and then waits kRestFactor times
// what it cost, so pictures take at most about a quarter of the time; metrics, a twelfth. Enough
// for all of 256 x 256 pixels of the paper's network on a core or two.
constexpr double kRoutineSeconds = 0.5;
constexpr double kRestFactor = 3;
constexpr double kMetricsRestFactor = 12;
// The first picture after a change is coarse enough to take about this long.
constexpr double kFirstPictureSeconds = 0.012;
// Paused: the picture is refined at these prices, then once more at any price.
constexpr std::array kRefineSeconds = {0.06, 0.3, std::numeric_limits<double>::infinity()};

}  // namespace

class Session::Worker {
 public:
  explicit Worker(SessionOptions options)
      : options_(std::move(options)),
        pool_(options_.n_threads),
        latest_(std::make_shared<const Snapshot>()) {
    thread_ = std::jthread([this] { serve(); });
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  ~Worker() {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    urgent_ = true;
    inbox_changed_.notify_all();
  }

  std::uint64_t post(Command command) {
    const std::lock_guard lock(mutex_);
    enqueue(std::move(command), inbox_);
    urgent_ = true;
    inbox_changed_.notify_all();
    return ++posted_;
  }

  std::shared_ptr<const Snapshot> latest() const {
    const std::lock_guard lock(snapshot_mutex_);
    return latest_;
  }

  std::shared_ptr<const Snapshot> wait_for(const std::function<bool(const Snapshot&)>& wanted,
                                           double seconds) const {
    std::unique_lock lock(snapshot_mutex_);
    const bool found =
        published_.wait_for(lock, Seconds(seconds), [&] { return wanted(*latest_); });
    return found ? latest_ : nullptr;
  }

 private:
  void serve();
  void work();
  void fail_all(const std::string& what);
  bool drain();
  void show_now();
  void refine();
  void train(Run& run);
  void handle(SetTarget& command);
  void handle(SetSamples& command);
  void handle(Configure& command);
  void handle(AddRun& command);
  Run& add(const RunConfig& config);
  void handle(RenameRun& command);
  void handle(RemoveRun& command);
  void handle(Restore& command);
  void handle(SetPacing& command) { pacing_ = command.pacing; }
  void handle(Play&) { play_until({}); }
  void handle(Pause&) { playback_.pause(); }
  void handle(Advance& command);
  void handle(RunTo& command) { play_until(command.step); }
  void handle(GoBack& command);
  void handle(Reset&);
  void handle(SetView& command) { view_ = command.view; }
  void play_until(std::optional<std::int64_t> step);
  bool goal_reached() const;
  bool has_work(const Run& run) const;
  bool comes_before(const Run& a, const Run& b) const;
  Run* next_run();
  void routine_publication();
  bool render_all(double seconds_each, const Interrupted& interrupted);
  bool measure_all();
  void publish(bool complete);

  bool urgent() const { return urgent_; }

  SessionOptions options_;

  mutable std::mutex mutex_;  // guards inbox_ and posted_
  std::condition_variable inbox_changed_;
  std::deque<Command> inbox_;
  std::uint64_t posted_ = 0;
  std::atomic<bool> urgent_ = false;  // the inbox is not empty, or stop
  std::atomic<bool> stop_ = false;

  mutable std::mutex snapshot_mutex_;  // guards latest_
  mutable std::condition_variable published_;

  // From here on: the worker thread only.
  ThreadPool pool_;
  std::vector<std::unique_ptr<Run>> runs_;
  Sources sources_;
  std::string target_name_;
  std::string samples_name_;
  View view_;
  Playback playback_;
  Pacing pacing_ = Pacing::steps;
  int next_id_ = 0;
  std::uint64_t handled_ = 0;
  std::uint64_t version_ = 0;
  std::size_t refinement_ = 0;  // how many of kRefineSeconds this moment has had
  Clock::time_point next_publication_;
  Clock::time_point next_metrics_;

  std::shared_ptr<const Snapshot> latest_;
  std::jthread thread_;  // last: it starts when everything above exists
};

void Session::Worker::serve() {
  lower_thread_priority();
  while (!stop_) {
    try {
      work();
    } catch (const std::exception& error) {
      fail_all(error.what());
    }
  }
}

void Session::Worker::work() {
  if (version_ == 0) publish(true);
  if (drain()) {
    if (goal_reached()) playback_.pause();
    show_now();
  } else if (Run* const run = next_run()) {
    train(*run);
  } else if (refinement_ < kRefineSeconds.size()) {
    refine();
  } else {
    std::unique_lock lock(mutex_);
    inbox_changed_.wait(lock, [this] { return stop_ || !inbox_.empty(); });
  }
}

/// For what no run could catch itself, such as no memory for a snapshot: halts, tells if it can,
/// and waits for a command.
void Session::Worker::fail_all(const std::string& what) {
  refinement_ = kRefineSeconds.size();
  try {
    for (auto& run : runs_) run->fail(what);
    publish(true);
  } catch (const std::exception&) {
    // Not even that: the next command tries again.
  }
}

/// What was asked for, or went wrong, is seen at once, however coarse.
void Session::Worker::show_now() {
  render_all(kFirstPictureSeconds, [this] { return stop_.load(); });
  refinement_ = 0;
  publish(false);
}

/// Handles every waiting command; whether there was one.
bool Session::Worker::drain() {
  std::deque<Command> commands;
  {
    const std::lock_guard lock(mutex_);
    commands.swap(inbox_);
    if (!stop_) urgent_ = false;
    handled_ = posted_;
  }
  for (Command& command : commands) {
    std::visit([this](auto& c) { handle(c); }, command);
  }
  return !commands.empty();
}

void Session::Worker::handle(SetTarget& command) {
  for (auto& run : runs_) run->set_picture(command.image);
  if (!command.image || command.image->empty()) return;  // refused: the old picture carries on
  sources_.picture = std::move(command.image);
  target_name_ = std::move(command.name);
}

void Session::Worker::handle(SetSamples& command) {
  for (auto& run : runs_) run->set_samples(command.samples);
  if (!are_usable(command.samples.get())) return;
  sources_.samples = std::move(command.samples);
  samples_name_ = std::move(command.name);
}

void Session::Worker::handle(Configure& command) {
  for (auto& run : runs_) {
    if (run->id() == command.run) run->configure(command.config, command.restart);
  }
}

void Session::Worker::handle(AddRun& command) {
  Run& run = add(command.config);
  run.rename(command.name);
  if (!command.weights) return;
  run.restore({.name = std::move(command.name),
               .replay = {.start = command.config, .weights = std::move(command.weights)}});
}

void Session::Worker::handle(RenameRun& command) {
  for (auto& run : runs_) {
    if (run->id() == command.run) run->rename(command.name);
  }
}

void Session::Worker::handle(Restore& command) {
  playback_.pause();
  runs_.clear();
  for (SavedRun& saved : command.runs) {
    Run& run = add(saved.replay.start);
    run.restore(std::move(saved));
  }
}

Run& Session::Worker::add(const RunConfig& config) {
  runs_.push_back(std::make_unique<Run>(next_id_++, config, sources_, pool_));
  return *runs_.back();
}

void Session::Worker::handle(RemoveRun& command) {
  std::erase_if(runs_, [&](const auto& run) { return run->id() == command.run; });
}

void Session::Worker::handle(Advance& command) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const auto& run : runs_) {
    if (!run->halted()) least = std::min(least, run->n_steps());
  }
  if (least == std::numeric_limits<std::int64_t>::max()) return;
  playback_.advance(least, command.n_steps);
  next_publication_ = {};
}

void Session::Worker::handle(GoBack& command) {
  for (auto& run : runs_) {
    if (run->id() == command.run) run->go_back();
  }
}

void Session::Worker::handle(Reset&) {
  for (auto& run : runs_) run->reset();
}

void Session::Worker::play_until(std::optional<std::int64_t> step) {
  playback_.play(step);
  next_publication_ = {};
}

/// Runs that wait for their source have not reached it; halted ones are not waited for.
bool Session::Worker::goal_reached() const {
  const auto reached = [this](const auto& run) {
    return run->has_trainer() && run->n_steps() >= *playback_.until();
  };
  return playback_.until() &&
         std::ranges::any_of(runs_, [&](const auto& run) { return !run->halted(); }) &&
         std::ranges::all_of(runs_, [&](const auto& run) { return run->halted() || reached(run); });
}

bool Session::Worker::has_work(const Run& run) const {
  return run.can_step() && (playback_.wants(run.n_steps()) || run.restoring());
}

/// Whether `a` is to step first: what is restored, then whatever is behind.
bool Session::Worker::comes_before(const Run& a, const Run& b) const {
  if (a.restoring() != b.restoring()) return a.restoring();
  return pacing_ == Pacing::steps ? a.n_steps() < b.n_steps() : a.seconds() < b.seconds();
}

/// The run whose turn it is; null when none has anything to do.
Run* Session::Worker::next_run() {
  Run* next = nullptr;
  for (const auto& run : runs_) {
    if (has_work(*run) && (!next || comes_before(*run, *next))) next = run.get();
  }
  return next;
}

void Session::Worker::train(Run& run) {
  if (!run.advance([this] { return urgent(); })) {
    if (run.can_step()) return;  // interrupted: the step goes on when it is this run's turn again
    if (goal_reached()) playback_.pause();
    show_now();
    return;
  }
  refinement_ = 0;
  if (goal_reached()) playback_.pause();
  if (!next_run() || Clock::now() >= next_publication_) routine_publication();
}

void Session::Worker::routine_publication() {
  const auto begin = Clock::now();
  const Interrupted interrupted = [this] { return urgent(); };
  const double seconds_each = kRoutineSeconds / static_cast<double>(runs_.size());
  if (!render_all(next_run() ? seconds_each : kFirstPictureSeconds, interrupted)) return;
  if (begin >= next_metrics_) {
    const auto metrics_begin = Clock::now();
    if (!measure_all()) return;
    const Seconds cost = Clock::now() - metrics_begin;
    next_metrics_ =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(kMetricsRestFactor * cost);
  }
  publish(false);
  const Seconds cost = Clock::now() - begin;
  const auto rest = std::max(Seconds(options_.publish_interval), kRestFactor * cost);
  next_publication_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest);
}

/// Paused: one step finer, until nothing finer is wanted.
void Session::Worker::refine() {
  const double price = kRefineSeconds.at(refinement_);
  const bool last = refinement_ + 1 == kRefineSeconds.size();
  const Interrupted interrupted = [this] { return urgent(); };
  if (!render_all(price, interrupted)) return;
  if (last && !measure_all()) return;
  ++refinement_;
  publish(last);
}

bool Session::Worker::render_all(double seconds_each, const Interrupted& interrupted) {
  for (auto& run : runs_) {
    if (!run->has_trainer()) continue;
    if (!run->render(view_, seconds_each, interrupted)) return false;
  }
  return true;
}

bool Session::Worker::measure_all() {
  const Interrupted interrupted = [this] { return urgent(); };
  return std::ranges::all_of(
      runs_, [&](const auto& run) { return !run->has_trainer() || run->measure(interrupted); });
}

void Session::Worker::publish(bool complete) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->version = ++version_;
  snapshot->handled = handled_;
  snapshot->playing = playback_.playing();
  snapshot->pacing = pacing_;
  snapshot->complete = complete;
  snapshot->target_name = target_name_;
  snapshot->samples_name = samples_name_;
  for (auto& run : runs_) snapshot->runs.push_back(run->snapshot());
  {
    const std::lock_guard lock(snapshot_mutex_);
    latest_ = std::move(snapshot);
  }
  published_.notify_all();
  if (options_.on_publish) options_.on_publish();
}

Session::Session(SessionOptions options) : worker_(std::make_unique<Worker>(std::move(options))) {}
Session::~Session() = default;
std::uint64_t Session::post(Command command) { return worker_->post(std::move(command)); }
std::shared_ptr<const Snapshot> Session::latest() const { return worker_->latest(); }
std::shared_ptr<const Snapshot> Session::wait_for(
    const std::function<bool(const Snapshot&)>& wanted, double seconds) const {
  return worker_->wait_for(wanted, seconds);
}

}  // namespace fscope
