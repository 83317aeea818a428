// What is learned: points on a grid, their targets, and which of them are held out.
#pragma once

#include <span>

#include "core/network/grid_encoder.h"
#include "core/tasks/loss.h"

namespace fscope {

enum class Split { train, heldout };

/// A learning task. Immutable: const calls from several threads are safe.
class Task {
 public:
  Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  virtual ~Task() = default;

  /// Every point that has a target: train, held-out and neither.
  virtual const Grid& grid() const = 0;
  virtual Index n_outputs() const = 0;
  /// Number of points of a split; held-out may be 0, train is at least 1.
  virtual Index n_points(Split split) const = 0;
  /// Grid index of the i-th point of a split, in ascending order of i.
  virtual Index point(Split split, Index i) const = 0;
  /// Writes the targets of the listed grid points into the columns of `out` (n_outputs x N).
  virtual void targets(std::span<const Index> points, MatrixRef<float> out) const = 0;
};

}  // namespace fscope
