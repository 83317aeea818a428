#include "core/network/grid_encoder.h"

#include <type_traits>

#include "core/network/kernels.h"
#include "core/support/check.h"

namespace fscope {

Index Grid::size() const {
  Index n = axes.empty() ? 0 : 1;
  for (const auto& axis : axes) n *= axis.size();
  return n;
}

Eigen::MatrixXd Grid::points(std::span<const Index> samples) const {
  Eigen::MatrixXd V(n_inputs(), static_cast<Index>(samples.size()));
  for (Index k = 0; k < V.cols(); ++k) {
    Index rest = samples[static_cast<std::size_t>(k)];
    for (Index axis = 0; axis < V.rows(); ++axis) {
      const auto& positions = axes[static_cast<std::size_t>(axis)];
      V(axis, k) = positions[rest % positions.size()];
      rest /= positions.size();
    }
  }
  return V;
}

template <class T>
GridEncoder<T>::GridEncoder(const FourierMapping& mapping, const Grid& grid)
    : identity_(mapping.is_identity()) {
  const Index d = grid.n_inputs();
  require(d == 1 || d == 2, "grids of 1 or 2 axes can be encoded, got ", d);
  require(d == mapping.n_inputs, "the grid has ", d, " axes, the mapping takes ", mapping.n_inputs);
  for (Index axis = 0; axis < d; ++axis) {
    const auto& positions = grid.axes[static_cast<std::size_t>(axis)];
    if (identity_) {
      tables_.emplace_back(Matrix<T>::Zero(d, positions.size()));
      tables_.back().row(axis) = positions.transpose().template cast<T>();
      continue;
    }
    FourierMapping along{.B = mapping.B.col(axis), .amplitude = mapping.amplitude, .n_inputs = 1};
    if (axis > 0) along.amplitude.setOnes();
    tables_.push_back(encode_points<T>(along, positions.transpose()));
  }
}

template <class T>
void GridEncoder<T>::encode(std::span<const Index> samples, MatrixRef<T> features) const {
  const auto n = static_cast<Index>(samples.size());
  const Matrix<T>& x = tables_[0];
  if (tables_.size() == 1) {
    for (Index k = 0; k < n; ++k) features.col(k) = x.col(samples[static_cast<std::size_t>(k)]);
    return;
  }
  const Matrix<T>& y = tables_[1];
  const Index width = x.cols();
  const Index m = x.rows() / 2;
  for (Index k = 0; k < n; ++k) {
    const Index i = samples[static_cast<std::size_t>(k)];
    const auto cx = x.col(i % width).array();
    const auto cy = y.col(i / width).array();
    auto out = features.col(k).array();
    if (identity_) {
      out = cx + cy;
      continue;
    }
    if constexpr (std::is_same_v<T, float>) {
      kernels().angle_sums(cx.data(), cy.data(), m, out.data());
      continue;
    }
    out.head(m) = cx.head(m) * cy.tail(m) + cx.tail(m) * cy.head(m);
    out.tail(m) = cx.tail(m) * cy.tail(m) - cx.head(m) * cy.head(m);
  }
}

template class GridEncoder<float>;
template class GridEncoder<double>;

}  // namespace fscope
