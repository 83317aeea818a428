#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <thread>

#include "app/cli/bench_sections.h"
#include "core/support/check.h"
#include "core/training/session.h"

namespace fscope {
namespace {

constexpr int kSide = 256;  // px

struct Publication {
  double at_s;
  std::uint64_t handled;
  int picture_width;  // 0: no picture in it
};

/// A change of sigma on its way.
struct Change {
  double at_s;
  std::uint64_t ticket;
};

using Answers = bool (*)(const Change&, const Publication&);

bool handles(const Change& change, const Publication& publication) {
  return publication.handled >= change.ticket;
}
bool shows(const Change& change, const Publication& publication) {
  return handles(change, publication) && publication.picture_width > 0;
}
/// Of this very change: in a drag the next one usually comes first.
bool shows_in_full(const Change& change, const Publication& publication) {
  return publication.handled == change.ticket && publication.picture_width == kSide;
}

/// Milliseconds from each change to its first answer; changes without one are left out.
std::vector<double> delays_ms(const std::vector<Change>& changes,
                              const std::vector<Publication>& publications, Answers answers) {
  std::vector<double> out;
  for (const Change& change : changes) {
    const auto answer = std::ranges::find_if(
        publications, [&](const Publication& one) { return answers(change, one); });
    if (answer != publications.end()) out.push_back(1e3 * (answer->at_s - change.at_s));
  }
  return out;
}

void put(Json& row, const std::string& name, const std::vector<double>& ms) {
  row[name + "_answers"] = ms.size();
  row[name + "_p50_ms"] = ms.empty() ? Json(nullptr) : Json(percentile(ms, 0.5));
  row[name + "_p95_ms"] = ms.empty() ? Json(nullptr) : Json(percentile(ms, 0.95));
  row[name + "_max_ms"] = ms.empty() ? Json(nullptr) : Json(percentile(ms, 1));
}

/// Lets time pass, in short pieces. Throws BenchInterrupted.
void wait(const Meter& meter, double seconds) {
  constexpr double kPiece = 0.02;
  const int n_pieces = static_cast<int>(std::ceil(seconds / kPiece));
  for (int i = 0; i < n_pieces; ++i) {
    if (meter.interrupted()) throw BenchInterrupted("stopped");
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds / n_pieces));
  }
}

/// A session that trains, the changes of sigma it gets, and what it publishes.
class Drive {
 public:
  Drive(const Bench& bench, const RunConfig& config)
      : meter_(&bench.meter),
        config_(config),
        session_({.n_threads = bench.plan.n_threads, .on_publish = [this] { note(); }}) {
    config_.image.resolution = kSide;
    config_.image.color = ColorMode::rgb;
    watched_ = &session_;
    session_.post(AddRun{.config = config_});
    session_.post(SetTarget{.name = "bench", .image = bench.picture});
    session_.post(Play{});
    wait_until([this] { return n_steps() > 0; });
  }

  /// n changes, about so many seconds apart; how long they took to be answered. Throws
  /// std::runtime_error when the session does not train.
  Json change(const std::string& manner, int n, double seconds) {
    std::vector<Change> changes;
    for (int i = 0; i < n; ++i) {
      config_.mapping.sigma = 2 + 0.05 * (i % 100);
      const double at_s = meter_->now();
      changes.push_back({at_s, session_.post(Configure{.run = 0, .config = config_})});
      const double jitter = 0.75 + 0.5 * std::fmod(i * 0.618, 1);  // not in step with the training
      wait(*meter_, seconds * jitter);
    }
    wait(*meter_, 0.5);  // for a full picture of the last one
    wait_until([&] { return is_answered(changes.back()); });
    if (n_steps() == 0 || session_.latest()->runs[0].failure) {
      throw std::runtime_error("latency: the session does not train");
    }
    const std::lock_guard lock(mutex_);
    Json row;
    row["changes"] = manner;
    row["n_changes"] = n;
    put(row, "command", delays_ms(changes, publications_, handles));
    put(row, "picture", delays_ms(changes, publications_, shows));
    put(row, "full_picture", delays_ms(changes, publications_, shows_in_full));
    return row;
  }

 private:
  /// Half a minute at most.
  void wait_until(const std::function<bool()>& reached) {
    constexpr int kMaxWaits = 1500;
    for (int i = 0; i < kMaxWaits && !reached(); ++i) wait(*meter_, 0.02);
  }

  bool is_answered(const Change& change) {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(publications_,
                               [&](const Publication& one) { return shows(change, one); });
  }

  std::int64_t n_steps() const {
    const auto snapshot = session_.latest();
    return snapshot->runs.empty() ? 0 : snapshot->runs[0].step;
  }

  /// On the session's worker, which may be earlier than session_ can be used.
  void note() {
    const Session* session = watched_;
    if (session == nullptr) return;
    const auto snapshot = session->latest();
    const auto whole = snapshot->runs.empty() ? nullptr : snapshot->runs[0].whole;
    const std::lock_guard lock(mutex_);
    publications_.push_back({meter_->now(), snapshot->handled, whole ? whole->width : 0});
  }

  const Meter* meter_;
  RunConfig config_;
  std::mutex mutex_;  // guards publications_
  std::vector<Publication> publications_;
  std::atomic<const Session*> watched_ = nullptr;
  Session session_;  // last: it ends before what its callback uses
};

}  // namespace

Json measure_latency(const Bench& bench) {
  constexpr double kSinglePause = 0.5;
  constexpr double kDragPause = 1.0 / 60;
  Json rows = Json::array();
  for (const BenchNetwork& network : bench.plan.networks) {
    if (network.name == "small") continue;  // easier than the default, and as small a step
    bench.meter.progress(text("latency, ", network.name));
    Drive drive(bench, network.config);
    for (const Json& measured :
         {drive.change("one at a time", bench.plan.n_single_changes, kSinglePause),
          drive.change("drag at 60 Hz", bench.plan.n_drag_changes, kDragPause)}) {
      Json row;
      row["network"] = network.name;
      row["side_px"] = kSide;
      row["threads"] = bench.plan.n_threads;
      row.update(measured);
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace fscope
