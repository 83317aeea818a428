#include "core/training/history.h"

#include <algorithm>
#include <cmath>

namespace fscope {
namespace {

void absorb(CurvePoint& point, const CurvePoint& later) {
  point.step = later.step;
  point.seconds = later.seconds;
  point.min = std::min(point.min, later.min);
  point.max = std::max(point.max, later.max);
  point.last = later.last;
}

}  // namespace

void Curve::add(std::int64_t step, double seconds, double value) {
  if (!std::isfinite(value)) return;
  const auto v = static_cast<float>(value);
  const CurvePoint sample{.step = step, .seconds = seconds, .min = v, .max = v, .last = v};
  if (!points_.empty() && samples_in_last_ < samples_per_point_) {
    absorb(points_.back(), sample);
    ++samples_in_last_;
    return;
  }
  if (points_.size() == kCapacity) {
    for (std::size_t i = 0; i < kCapacity / 2; ++i) {
      points_[i] = points_[2 * i];
      absorb(points_[i], points_[2 * i + 1]);
    }
    points_.resize(kCapacity / 2);
    samples_per_point_ *= 2;
  }
  points_.push_back(sample);
  samples_in_last_ = 1;
}

}  // namespace fscope
