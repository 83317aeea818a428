#include "core/network/fourier_mapping.h"

#include <cmath>
#include <numbers>
#include <type_traits>

#include "core/network/kernels.h"
#include "core/support/check.h"
#include "core/support/random.h"

namespace fscope {
namespace {

constexpr std::uint64_t kFrequencyStream = 1;

/// frequencies 2^linspace(0, sigma, m / d) - 1 on each axis in turn [2d_image_regression cell 14].
Eigen::MatrixXd positional_frequencies(double sigma, Index m, Index d) {
  const Index per_axis = m / d;
  require(per_axis >= 1, "positional encoding needs at least one frequency per axis, got ", m,
          " frequencies for ", d, " axes");
  Eigen::MatrixXd B = Eigen::MatrixXd::Zero(per_axis * d, d);
  for (Index axis = 0; axis < d; ++axis) {
    for (Index j = 0; j < per_axis; ++j) {
      const double x =
          per_axis == 1 ? 0 : static_cast<double>(j) / static_cast<double>(per_axis - 1);
      B(axis * per_axis + j, axis) = std::exp2(sigma * x) - 1;
    }
  }
  return B;
}

double draw_radius(MappingKind kind, double sigma, Rng& rng) {
  switch (kind) {
    case MappingKind::uniform:
      return sigma * rng.uniform();
    case MappingKind::log_uniform:
      return std::pow(sigma, rng.uniform());
    default:
      return sigma * rng.laplace();
  }
}

/// A random direction in d dimensions; in one dimension +1, as the families are one-sided there.
Eigen::RowVectorXd draw_direction(Index d, Rng& rng) {
  if (d == 1) return Eigen::RowVectorXd::Ones(1);
  Eigen::RowVectorXd direction(d);
  for (Index i = 0; i < d; ++i) direction(i) = rng.normal();
  return direction.normalized();
}

Eigen::MatrixXd drawn_frequencies(const MappingSettings& s, Index d, std::uint64_t seed) {
  Rng rng(seed, kFrequencyStream);
  Eigen::MatrixXd B(s.n_frequencies, d);
  for (Index j = 0; j < B.rows(); ++j) {
    if (s.kind == MappingKind::gaussian) {
      for (Index i = 0; i < d; ++i) B(j, i) = s.sigma * rng.normal();
    } else {
      const double radius = draw_radius(s.kind, s.sigma, rng);
      B.row(j) = radius * draw_direction(d, rng);
    }
  }
  return B;
}

Eigen::VectorXd power_amplitudes(double p, Index m) {
  Eigen::VectorXd a(m);
  for (Index j = 0; j < m; ++j) {
    const auto frequency = static_cast<double>(j + 1);
    a(j) = j == 0 ? 1 : std::isinf(p) ? 0 : std::pow(frequency, -p);
  }
  return a;
}

void check_settings(const MappingSettings& s, Index d) {
  require(d >= 1, "a mapping needs at least one input, got ", d);
  require(std::isfinite(s.sigma) && s.sigma >= 0, "sigma must be finite and not negative, got ",
          s.sigma);
  require(s.kind != MappingKind::log_uniform || s.sigma > 0,
          "sigma must be positive for log-uniform frequencies");
  require(s.n_frequencies >= 1, "the number of frequencies must be at least 1, got ",
          s.n_frequencies);
  require(s.power >= 0, "power must not be negative, got ", s.power);
  require(s.kind != MappingKind::power || d == 1, "the power family is defined for 1D inputs only");
}

}  // namespace

std::string_view mapping_name(MappingKind kind) {
  switch (kind) {
    case MappingKind::none:
      return "none";
    case MappingKind::basic:
      return "basic";
    case MappingKind::positional:
      return "positional";
    case MappingKind::gaussian:
      return "gaussian";
    case MappingKind::uniform:
      return "uniform";
    case MappingKind::log_uniform:
      return "log-uniform";
    case MappingKind::laplacian:
      return "laplacian";
    case MappingKind::power:
      return "power";
  }
  return "unknown";
}

bool uses_sigma(MappingKind kind) {
  return kind != MappingKind::none && kind != MappingKind::basic && kind != MappingKind::power;
}

FourierMapping make_mapping(const MappingSettings& s, Index n_inputs, std::uint64_t seed) {
  check_settings(s, n_inputs);
  FourierMapping mapping{.B = {}, .amplitude = {}, .n_inputs = n_inputs};
  switch (s.kind) {
    case MappingKind::none:
      return mapping;
    case MappingKind::basic:
      mapping.B = Eigen::MatrixXd::Identity(n_inputs, n_inputs);
      break;
    case MappingKind::positional:
      mapping.B = positional_frequencies(s.sigma, s.n_frequencies, n_inputs);
      break;
    case MappingKind::power:
      mapping.B =
          Eigen::VectorXd::LinSpaced(s.n_frequencies, 1, static_cast<double>(s.n_frequencies));
      break;
    default:
      mapping.B = drawn_frequencies(s, n_inputs, seed);
  }
  require(mapping.B.allFinite(), "sigma ", s.sigma, " gives frequencies that are not finite");
  mapping.amplitude = s.kind == MappingKind::power ? power_amplitudes(s.power, s.n_frequencies)
                                                   : Eigen::VectorXd::Ones(mapping.B.rows()).eval();
  if (s.normalize) mapping.amplitude.normalize();
  return mapping;
}

template <class T>
Matrix<T> encode_points(const FourierMapping& mapping, const Eigen::MatrixXd& V) {
  require(V.rows() == mapping.n_inputs, "points have ", V.rows(),
          " coordinates, the mapping takes ", mapping.n_inputs);
  if (mapping.is_identity()) return V.template cast<T>();
  const Index m = mapping.B.rows();
  const Vector<T> amplitude = mapping.amplitude.template cast<T>();
  Matrix<T> features(2 * m, V.cols());
  for (Index k = 0; k < V.cols(); ++k) {
    const Eigen::ArrayXd cycles = mapping.B * V.col(k);
    const Eigen::ArrayXd reduced = cycles - (cycles + 0.5).floor();
    auto column = features.col(k);
    if constexpr (std::is_same_v<T, float>) {
      const Vector<float> turns = reduced.cast<float>();
      kernels().sincos_cycles(turns.data(), m, column.data(), column.data() + m);
      column.head(m).array() *= amplitude.array();
      column.tail(m).array() *= amplitude.array();
    } else {
      const Eigen::ArrayXd phase = 2 * std::numbers::pi * reduced;
      column.head(m) = amplitude.array() * phase.sin();
      column.tail(m) = amplitude.array() * phase.cos();
    }
  }
  return features;
}

template <class T>
Matrix<T> encode(const FourierMapping& mapping, const ConstMatrixRef<T>& V) {
  return encode_points<T>(mapping, V.template cast<double>());
}

template Matrix<float> encode_points(const FourierMapping&, const Eigen::MatrixXd&);
template Matrix<double> encode_points(const FourierMapping&, const Eigen::MatrixXd&);
template Matrix<float> encode(const FourierMapping&, const ConstMatrixRef<float>&);
template Matrix<double> encode(const FourierMapping&, const ConstMatrixRef<double>&);

}  // namespace fscope
