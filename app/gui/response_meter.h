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

/// Passes commands on and measures how long each takes until a frame that takes account of it is on
/// the screen. One thread.
class ResponseMeter final : public CommandSink {
 public:
  static constexpr std::size_t kMostKept = 10000;  // later ones are not measured

  /// Both in seconds of one clock: `asked` tells when what is acted on now happened, `now` the
  /// present.
  ResponseMeter(CommandSink& sink, std::function<double()> asked, std::function<double()> now);

  std::uint64_t post(Command command) override;
  /// A frame that accounts for all up to `ticket` has been shown.
  void note_shown(std::uint64_t ticket);
  /// Milliseconds, in the order of posting, of the commands answered so far.
  const std::vector<double>& delays_ms() const { return delays_ms_; }

 private:
  struct Waiting {
    std::uint64_t ticket;
    double since_s;
  };

  CommandSink& sink_;
  std::function<double()> asked_;
  std::function<double()> now_;
  std::deque<Waiting> waiting_;
  std::vector<double> delays_ms_;
};

struct WindowMeasurements {
  double first_picture_s = 0;      // since the start, negative when there was none
  FrameStats frames;               // after the first picture
  std::vector<double> command_ms;  // from the input until the frame with the answer is shown
};

/// As one JSON object. Throws std::runtime_error naming the file.
void save_measurements(const WindowMeasurements& measured, const std::filesystem::path& file);

}  // namespace fscope
