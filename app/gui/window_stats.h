// How long the last frames took: what the status line, the benchmark and the tests read.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace fscope {

/// Milliseconds; 0 while there are none.
struct FrameStats {
  std::size_t n_frames = 0;     ///< frames that the work times are of, at most FrameClock::kLength
  std::size_t n_intervals = 0;  ///< likewise for the intervals
  double work_p50_ms = 0;       ///< from the start of a frame until the buffers are to be swapped
  double work_p99_ms = 0;
  double frame_p50_ms = 0;  ///< the same until they are swapped; a display may make that wait
  double frame_p99_ms = 0;
  double interval_p50_ms = 0;  ///< from frame to frame, where the next one was wanted at once
  double interval_p99_ms = 0;
};

/// The last times, oldest forgotten first.
class FrameClock {
 public:
  static constexpr std::size_t kLength = 600;

  void add_work(double ms) { add(work_, ms); }
  void add_frame(double ms) { add(frames_, ms); }
  void add_interval(double ms) { add(intervals_, ms); }
  FrameStats stats() const;

 private:
  struct Ring {
    std::array<double, kLength> ms{};
    std::size_t n = 0;  // all that were ever added
  };
  static void add(Ring& ring, double ms);
  static std::vector<double> sorted(const Ring& ring);

  Ring work_;
  Ring frames_;
  Ring intervals_;
};

}  // namespace fscope
