#include "app/figures/progress.h"

#include <algorithm>

namespace fscope {

void FigureWork::add(double done) {
  if (interrupted()) throw FigureInterrupted();
  const double before = done_.fetch_add(done);
  if (hooks_->progress) hooks_->progress(std::min(1.0, (before + done) / total_));
}

std::optional<double> seconds_left(double fraction, double elapsed_s) {
  constexpr double kEnough = 0.005;  // of the work, before its speed is known
  if (!(fraction >= kEnough)) return std::nullopt;
  return elapsed_s * (1 - std::min(fraction, 1.0)) / fraction;
}

}  // namespace fscope
