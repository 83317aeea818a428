#include "core/tasks/signal_1d.h"

#include <utility>

#include "core/support/check.h"

namespace fscope {

double signal_origin(MappingKind mapping) { return mapping == MappingKind::none ? 0.5 : 0; }

Signal1dTask::Signal1dTask(std::shared_ptr<const Signal> signal, double origin)
    : signal_(std::move(signal)) {
  require(signal_ && signal_->n_points() >= 1, "a signal task needs a signal with points");
  require(signal_->oversampling >= 1 && signal_->n_points() % signal_->oversampling == 0,
          "an oversampling of ", signal_->oversampling, " does not divide ", signal_->n_points(),
          " points");
  const Index n = signal_->n_points();
  Eigen::VectorXd x(n);
  for (Index k = 0; k < n; ++k) x[k] = static_cast<double>(k) / static_cast<double>(n) - origin;
  grid_.axes = {std::move(x)};
}

Index Signal1dTask::n_points(Split split) const {
  const Index n_train = signal_->n_train();
  return split == Split::train ? n_train : signal_->n_points() - n_train;
}

Index Signal1dTask::point(Split split, Index i) const {
  const Index c = signal_->oversampling;
  return split == Split::train ? c * i : i / (c - 1) * c + 1 + i % (c - 1);
}

void Signal1dTask::targets(std::span<const Index> points, MatrixRef<float> out) const {
  for (std::size_t k = 0; k < points.size(); ++k) {
    out(0, static_cast<Index>(k)) = static_cast<float>(signal_->values[points[k]]);
  }
}

}  // namespace fscope
