// How fast the window answers: what --stats writes when it closes.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <vector>

#include "app/gui/window_stats.h"
#include "core/training/command.h"

namespace fscope {

/// Passes commands on and measures how long each takes until a snapshot takes account of it.
/// `clock` gives seconds. One thread.
class ResponseMeter final : public CommandSink {
 public:
  static constexpr std::size_t kMostKept = 10000;  // later ones are not measured

  ResponseMeter(CommandSink& sink, std::function<double()> clock);

  std::uint64_t post(Command command) override;
  /// A snapshot that accounts for all up to `ticket` has arrived.
  void note_handled(std::uint64_t ticket);
  /// Milliseconds, in the order of posting, of the commands answered so far.
  const std::vector<double>& delays_ms() const { return delays_ms_; }

 private:
  struct Waiting {
    std::uint64_t ticket;
    double since_s;
  };

  CommandSink& sink_;
  std::function<double()> clock_;
  std::deque<Waiting> waiting_;
  std::vector<double> delays_ms_;
};

struct WindowMeasurements {
  double first_picture_s = 0;  // since the start, negative when there was none
  FrameStats frames;
  std::vector<double> command_ms;  // from posting until the frame that shows the answer begins
};

/// As one JSON object. Throws std::runtime_error naming the file.
void save_measurements(const WindowMeasurements& measured, const std::filesystem::path& file);

}  // namespace fscope
