// Regression of a signal: position on a line to a value (Tancik et al. 2020, Sec. 5).
#pragma once

#include <memory>

#include "core/tasks/signal.h"
#include "core/tasks/task.h"

namespace fscope {

/// Where x = 0 lies for the network: the paper's code shows [0, 1) to every Fourier mapping, but
/// [-1/2, 1/2) to a network without one (PAPER 0.11).
double signal_origin(MappingKind mapping);

/// Point k of N is the coordinate k / N - origin. One output. Trained on the points 0, c, 2 c, ...;
/// all others are held out.
class Signal1dTask final : public Task {
 public:
  /// Throws std::invalid_argument unless there is a signal with at least one point, of which
  /// `oversampling` (>= 1) divides the number.
  explicit Signal1dTask(std::shared_ptr<const Signal> signal, double origin = 0);

  std::shared_ptr<const Signal> signal() const { return signal_; }
  const Grid& grid() const override { return grid_; }
  Index n_outputs() const override { return 1; }
  Index n_points(Split split) const override;
  Index point(Split split, Index i) const override;
  void targets(std::span<const Index> points, MatrixRef<float> out) const override;

 private:
  std::shared_ptr<const Signal> signal_;
  Grid grid_;
};

}  // namespace fscope
