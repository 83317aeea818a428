// Whether a session trains, and how far.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace fscope {

class Playback {
 public:
  Playback() = default;

  /// Trains up to this step, or without end.
  void play(std::optional<std::int64_t> until) { *this = Playback(until); }
  /// Trains n steps more than `step`, after those that were asked for like this and are not made
  /// yet.
  void advance(std::int64_t step, std::int64_t n) {
    play((advancing_ ? std::max(step, *until_) : step) + n);
    advancing_ = true;
  }
  void pause() { *this = {}; }

  bool playing() const { return playing_; }
  std::optional<std::int64_t> until() const { return until_; }
  /// Whether a run at this step is to go on.
  bool wants(std::int64_t step) const { return playing_ && (!until_ || step < *until_); }

 private:
  explicit Playback(std::optional<std::int64_t> until) : playing_(true), until_(until) {}

  bool playing_ = false;
  std::optional<std::int64_t> until_;  // while playing
  bool advancing_ = false;             // until_ is where advance() leads
};

}  // namespace fscope
