#include "core/theory/stationary_kernel.h"

#include <limits>
#include <numbers>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

using std::numbers::pi;

/// What a sum of weights times products of sines may lack of 1 by rounding alone.
constexpr double kRounding = 1e-14;

template <class Derived>
auto reduced(const Eigen::ArrayBase<Derived>& cycles) {
  return (cycles - cycles.round()).eval();
}

struct Waves {
  Eigen::MatrixXd sines, cosines;  // n x m
};

/// sin and cos of 2 pi k step f_j for k < n: of k = 16 q + r from those of 16 q and of r, so that
/// few sines are computed and none has more than two roundings.
Waves waves(const Eigen::VectorXd& frequencies, double step, Index n) {
  constexpr Index kBlock = 16;
  const Index m = frequencies.size();
  Waves out{Eigen::MatrixXd(n, m), Eigen::MatrixXd(n, m)};
  const auto phases = [](double per_step, Index count, double stride) -> Eigen::ArrayXd {
    const Eigen::ArrayXd k = Eigen::ArrayXd::LinSpaced(count, 0, static_cast<double>(count - 1));
    return 2 * pi * reduced(per_step * (stride * k));
  };
  for (Index j = 0; j < m; ++j) {
    const double per_step = frequencies[j] * step;
    const Eigen::ArrayXd fine = phases(per_step, std::min(n, kBlock), 1);
    const Eigen::ArrayXd coarse = phases(per_step, (n + kBlock - 1) / kBlock, kBlock);
    const Eigen::ArrayXd s = fine.sin(), c = fine.cos(), S = coarse.sin(), C = coarse.cos();
    for (Index q = 0; q < coarse.size(); ++q) {
      const Index size = std::min(kBlock, n - q * kBlock);
      out.sines.col(j).segment(q * kBlock, size) = S[q] * c.head(size) + C[q] * s.head(size);
      out.cosines.col(j).segment(q * kBlock, size) = C[q] * c.head(size) - S[q] * s.head(size);
    }
  }
  return out;
}

double snapped(double rho) { return rho > 1 - kRounding ? 1 : rho; }

/// The whole plane of differences from a quadrant of it: values at (i, j) and at (i, -j).
Eigen::MatrixXd mirrored(const Eigen::MatrixXd& same, const Eigen::MatrixXd& opposite) {
  const Index nx = same.rows(), ny = same.cols();
  Eigen::MatrixXd out(2 * nx - 1, 2 * ny - 1);
  for (Index j = 0; j < ny; ++j) {
    auto after = out.col(ny - 1 + j), before = out.col(ny - 1 - j);
    after.head(nx) = opposite.col(j).reverse();
    after.tail(nx) = same.col(j);
    before.head(nx) = same.col(j).reverse();
    before.tail(nx) = opposite.col(j);
  }
  return out;
}

/// The mapping without frequencies of amplitude 0, its features of length 1.
FourierMapping normalized(const FourierMapping& mapping) {
  require(!mapping.is_identity(), "without a mapping the kernel is not a function of differences");
  FourierMapping out{.B = mapping.B, .amplitude = mapping.amplitude, .n_inputs = mapping.n_inputs};
  Index m = 0;
  for (Index j = 0; j < mapping.B.rows(); ++j) {
    if (mapping.amplitude[j] == 0) continue;
    out.B.row(m) = mapping.B.row(j);
    out.amplitude[m++] = mapping.amplitude[j];
  }
  require(m > 0, "all amplitudes of the mapping are zero");
  out.B.conservativeResize(m, Eigen::NoChange);
  out.amplitude.conservativeResize(m);
  out.amplitude.normalize();
  return out;
}

/// f(s) = sum_j w_j cos(2 pi f_j s) and its slope.
struct CosineSum {
  Eigen::ArrayXd weights, frequencies;

  std::pair<double, double> at(double s) const {
    const Eigen::ArrayXd phases = 2 * pi * frequencies * s;
    return {(weights * phases.cos()).sum(), -2 * pi * (weights * frequencies * phases.sin()).sum()};
  }
  double largest_curvature() const { return 4 * pi * pi * (weights * frequencies.square()).sum(); }
};

/// The smallest s > 0 at which f falls to `level` < f(0). The largest curvature bounds f from below
/// by a parabola, so that a step to where that meets the level cannot skip a crossing.
double first_crossing(const CosineSum& f, double level) {
  constexpr int kMaxSteps = 10000;
  const double curvature = f.largest_curvature();
  double s = 0;
  for (int i = 0; i < kMaxSteps; ++i) {
    const auto [value, slope] = f.at(s);
    if (value <= level) return s;
    const double step =
        (slope + std::sqrt(slope * slope + 2 * curvature * (value - level))) / curvature;
    if (step <= 1e-12 * s) return s;
    s += step;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace

StationaryKernel::StationaryKernel(const FourierMapping& mapping, const NtkSettings& settings)
    : unit_(normalized(mapping)), h_(settings, mapping.amplitude.squaredNorm()) {
  require(settings.n_inputs == mapping.n_features(), "a kernel of ", settings.n_inputs,
          " inputs for a mapping of ", mapping.n_features(), " features");
}

Eigen::VectorXd StationaryKernel::cosines(const ConstMatrixRef<double>& deltas) const {
  require(deltas.rows() == n_inputs(), "differences of ", deltas.rows(),
          " coordinates for a kernel of ", n_inputs());
  const Eigen::VectorXd weights = unit_.amplitude.cwiseAbs2();
  Eigen::VectorXd out(deltas.cols());
  for (Index k = 0; k < deltas.cols(); ++k) {
    const Eigen::ArrayXd cycles = unit_.B * deltas.col(k);
    out[k] = snapped(weights.dot((2 * pi * reduced(cycles)).cos().matrix()));
  }
  return out;
}

Eigen::VectorXd StationaryKernel::operator()(const ConstMatrixRef<double>& deltas) const {
  return cosines(deltas).unaryExpr([this](double rho) { return h_(rho); });
}

StationaryKernel::Quadrants StationaryKernel::quadrants(const DifferenceGrid& grid) const {
  require(n_inputs() == 2 || (n_inputs() == 1 && grid.ny == 1),
          "a grid of differences has one or two dimensions, as the points, got ", n_inputs(),
          " coordinates and ", grid.ny, " rows");
  require(grid.nx >= 1 && grid.ny >= 1, "a grid of differences needs points, got ", grid.nx, " x ",
          grid.ny);
  require(std::isfinite(grid.step_x) && std::isfinite(grid.step_y),
          "the steps of a grid of differences must be finite, got ", grid.step_x, " and ",
          grid.step_y);
  const Waves x = waves(unit_.B.col(0), grid.step_x, grid.nx);
  const Waves y = waves(unit_.B.col(unit_.B.cols() - 1), grid.step_y, grid.ny);
  const auto weights = unit_.amplitude.cwiseAbs2().asDiagonal();
  const Eigen::MatrixXd even = x.cosines * (weights * y.cosines.transpose());
  const Eigen::MatrixXd odd = x.sines * (weights * y.sines.transpose());
  return {(even - odd).unaryExpr(&snapped), (even + odd).unaryExpr(&snapped)};
}

Eigen::MatrixXd StationaryKernel::cosines(const DifferenceGrid& grid) const {
  const auto [same, opposite] = quadrants(grid);
  return mirrored(same, opposite);
}

Eigen::MatrixXd StationaryKernel::operator()(const DifferenceGrid& grid) const {
  const auto [same, opposite] = quadrants(grid);
  const auto h = [this](double rho) { return h_(rho); };
  return mirrored(same.unaryExpr(h), opposite.unaryExpr(h));
}

Eigen::MatrixXd StationaryKernel::between(const ConstMatrixRef<double>& V1,
                                          const ConstMatrixRef<double>& V2) const {
  const Eigen::MatrixXd F1 = encode<double>(unit_, V1), F2 = encode<double>(unit_, V2);
  const Eigen::MatrixXd rho = F1.transpose() * F2;
  return rho.unaryExpr([this](double r) { return h_(snapped(r)); });
}

double StationaryKernel::effective_width(const Eigen::VectorXd& direction) const {
  require(direction.size() == n_inputs() && direction.allFinite() && direction.norm() > 0,
          "a direction of ", n_inputs(), " coordinates, not zero, is needed");
  CosineSum along{unit_.amplitude.cwiseAbs2(), (unit_.B * direction.normalized()).cwiseAbs()};
  const double largest = along.frequencies.maxCoeff();
  if (!(largest > 0)) return std::numeric_limits<double>::infinity();
  along.frequencies /= largest;
  const double mean = along.weights.sum() - (along.frequencies > 0).select(along.weights, 0).sum();
  const double half = (h_(1) + h_(mean)) / 2;
  double low = mean, high = 1;  // h rises between them
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (h_(middle) < half ? low : high) = middle;
  }
  return first_crossing(along, high) / largest;
}

}  // namespace fscope
