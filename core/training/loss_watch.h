// Tells training that goes well from training that does not, by the losses of its steps.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/tasks/task.h"

namespace fscope {

/// stalled: for a while no better than the best constant, and not getting better. diverged: far
/// above that constant and above the beginning. Both losses may be finite: Adam at a learning rate
/// of 10 stays at 2000, at 0.1 to 1 a sigmoid output sticks near 0.125.
enum class Health { sound, stalled, diverged };

std::string_view health_name(Health health);

/// The loss of a batch when every output is the mean of its targets, estimated from at most 4096
/// training points.
double constant_loss(const Task& task, Loss loss, Index batch_size);

/// Looks at means over blocks of steps, so that single bad batches do not count.
class LossWatch {
 public:
  static constexpr int kBlock = 50;    // steps
  static constexpr int kPatience = 4;  // blocks until a standstill is called one

  LossWatch() = default;
  explicit LossWatch(double constant_loss) : constant_(constant_loss) {}

  /// Takes the loss of a step, finite. True when that completes a block.
  bool add(double loss);
  Health health() const { return health_; }
  /// Whether the last block was about as good as the best one: a moment worth coming back to.
  bool at_its_best() const;

 private:
  Health judge() const;

  double constant_ = 0;
  double first_ = -1;  // loss of the first step; negative: none yet
  double sum_ = 0;
  int n_in_block_ = 0;
  std::int64_t n_blocks_ = 0;
  std::array<double, kPatience + 1> means_{};  // of the last blocks, the newest first
  double best_ = 0;
  Health health_ = Health::sound;
};

}  // namespace fscope
