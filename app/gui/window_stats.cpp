#include "app/gui/window_stats.h"

#include <algorithm>
#include <cmath>

namespace fscope {

namespace {

/// The smallest value that at least the part `p` of all does not exceed ("nearest rank").
double percentile(const std::vector<double>& sorted, double p) {
  if (sorted.empty()) return 0;
  const double rank = std::ceil(p * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

}  // namespace

void FrameClock::add(Ring& ring, double ms) { ring.ms[ring.n++ % kLength] = ms; }

std::vector<double> FrameClock::sorted(const Ring& ring) {
  const auto n = static_cast<std::ptrdiff_t>(std::min(ring.n, kLength));
  std::vector<double> values(ring.ms.begin(), ring.ms.begin() + n);
  std::sort(values.begin(), values.end());
  return values;
}

FrameStats FrameClock::stats() const {
  const std::vector<double> work = sorted(work_);
  const std::vector<double> frames = sorted(frames_);
  const std::vector<double> intervals = sorted(intervals_);
  return {work.size(),
          intervals.size(),
          percentile(work, 0.50),
          percentile(work, 0.99),
          percentile(frames, 0.50),
          percentile(frames, 0.99),
          percentile(intervals, 0.50),
          percentile(intervals, 0.99)};
}

}  // namespace fscope
