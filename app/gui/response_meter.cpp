#include "app/gui/response_meter.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "app/io/atomic_file.h"

namespace fscope {

ResponseMeter::ResponseMeter(CommandSink& sink, std::function<double()> asked,
                             std::function<double()> now)
    : sink_(sink), asked_(std::move(asked)), now_(std::move(now)) {}

std::uint64_t ResponseMeter::post(Command command) {
  const double since_s = asked_();
  const std::uint64_t ticket = sink_.post(std::move(command));
  if (delays_ms_.size() + waiting_.size() < kMostKept) waiting_.push_back({ticket, since_s});
  return ticket;
}

void ResponseMeter::note_shown(std::uint64_t ticket) {
  for (; !waiting_.empty() && waiting_.front().ticket <= ticket; waiting_.pop_front()) {
    delays_ms_.push_back(1e3 * (now_() - waiting_.front().since_s));
  }
}

void save_measurements(const WindowMeasurements& measured, const std::filesystem::path& file) {
  const FrameStats& frames = measured.frames;
  const nlohmann::ordered_json out = {
      {"first_picture_s", measured.first_picture_s},
      {"frames", frames.n_frames},
      {"frame_work_p50_ms", frames.work_p50_ms},
      {"frame_work_p99_ms", frames.work_p99_ms},
      {"frame_p50_ms", frames.frame_p50_ms},
      {"frame_p99_ms", frames.frame_p99_ms},
      {"intervals", frames.n_intervals},
      {"interval_p50_ms", frames.interval_p50_ms},
      {"interval_p99_ms", frames.interval_p99_ms},
      {"command_ms", measured.command_ms},
  };
  write_file_atomically(file, out.dump(2) + "\n");
}

}  // namespace fscope
