#include "core/training/loss_watch.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace fscope {

std::string_view health_name(Health health) {
  if (health == Health::sound) return "sound";
  return health == Health::stalled ? "stalled" : "diverged";
}

double constant_loss(const Task& task, Loss loss, Index batch_size) {
  constexpr Index kMaxPoints = 4096;
  const Index n_all = task.n_points(Split::train);
  const Index n = std::min(n_all, kMaxPoints);
  std::vector<Index> points;
  for (Index i = 0; i < n; ++i) points.push_back(task.point(Split::train, i * n_all / n));
  Matrix<float> targets(task.n_outputs(), n);
  task.targets(points, targets);
  const Vector<float> mean = targets.rowwise().mean();
  const double squares = (targets.colwise() - mean).cast<double>().squaredNorm();
  const double of_one = 0.5 * squares / static_cast<double>(n);
  return loss == Loss::half_sum ? of_one * static_cast<double>(batch_size)
                                : of_one / static_cast<double>(task.n_outputs());
}

bool LossWatch::add(double loss) {
  if (first_ < 0) first_ = loss;
  sum_ += loss;
  if (++n_in_block_ < kBlock) return false;
  std::ranges::rotate(means_, means_.end() - 1);
  means_[0] = sum_ / kBlock;
  best_ = n_blocks_ == 0 ? means_[0] : std::min(best_, means_[0]);
  sum_ = 0;
  n_in_block_ = 0;
  ++n_blocks_;
  health_ = judge();
  return true;
}

bool LossWatch::at_its_best() const {
  constexpr double kAbout = 1.5;
  return n_blocks_ > 0 && health_ == Health::sound && means_[0] <= kAbout * best_;
}

Health LossWatch::judge() const {
  constexpr double kFarAbove = 4;
  constexpr double kBarely = 0.98;
  constexpr double kNothing = 1e-4;  // of a plain picture, a constant is all there is to learn
  const double reference = std::max(constant_, first_);
  if (means_[0] > kFarAbove * reference) return Health::diverged;
  if (n_blocks_ <= kPatience || means_[0] < kNothing * reference) return Health::sound;
  const bool learned_nothing =
      std::ranges::all_of(means_, [this](double mean) { return mean >= kBarely * constant_; });
  const bool stands_still = means_[0] >= kBarely * means_.back();
  return learned_nothing && stands_still ? Health::stalled : Health::sound;
}

}  // namespace fscope
