// gamma(v): the Fourier feature mapping, and the ways of choosing its frequencies.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <string_view>

namespace fscope {

using Index = Eigen::Index;
template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
template <class T>
using ConstMatrixRef = Eigen::Ref<const Matrix<T>, 0, Eigen::OuterStride<>>;
template <class T>
using MatrixRef = Eigen::Ref<Matrix<T>, 0, Eigen::OuterStride<>>;

/// The families of Tancik et al. 2020 (Secs. 5, 6.1 and Table 2).
enum class MappingKind {
  none,         // the coordinates themselves
  basic,        // B = identity: one frequency per axis
  positional,   // frequencies 2^linspace(0, sigma, m / d) - 1 on each axis
  gaussian,     // sigma * N(0, 1)
  uniform,      // sigma * U[0, 1)
  log_uniform,  // sigma ^ U[0, 1)
  laplacian,    // sigma * Laplace(0, 1)
  power,        // 1D only: b_j = j, a_j = 1 / j^p
};
inline constexpr std::array kMappingKinds = {
    MappingKind::none,    MappingKind::basic,       MappingKind::positional, MappingKind::gaussian,
    MappingKind::uniform, MappingKind::log_uniform, MappingKind::laplacian,  MappingKind::power};

/// The name used in settings and on the command line, such as "log-uniform".
std::string_view mapping_name(MappingKind kind);
/// Whether `sigma` changes the mapping at all.
bool uses_sigma(MappingKind kind);

/// What fixes a mapping.
struct MappingSettings {
  MappingKind kind = MappingKind::gaussian;
  /// Scale: cycles per unit of the coordinates. For positional an exponent, for log-uniform the
  /// largest frequency. Finite, >= 0 (log-uniform: > 0).
  double sigma = 10;
  /// p of the power family; infinity keeps the first frequency only. >= 0.
  double power = 1;
  /// m for the drawn families; positional takes m / d for each axis. >= 1 (positional: >= d).
  Index n_frequencies = 256;
  /// Divide the amplitudes by their norm, so that |gamma| = 1 (the paper's 1D and shape code).
  bool normalize = false;

  bool operator==(const MappingSettings&) const = default;
};

/// gamma(V) = [a sin(2 pi B V); a cos(2 pi B V)], all sines first, as in the authors' code.
struct FourierMapping {
  Eigen::MatrixXd B;          // m x d, cycles per unit; empty means "no mapping"
  Eigen::VectorXd amplitude;  // m
  Index n_inputs = 0;         // d

  bool is_identity() const { return B.size() == 0; }
  Index n_features() const { return is_identity() ? n_inputs : 2 * B.rows(); }
};

/// The mapping for d = n_inputs coordinates. The draw B0 depends on the seed, d, m and the family
/// only and B = sigma * B0, so sigma is a continuous control. In more than one dimension uniform,
/// log-uniform and Laplacian are isotropic: the family gives the radius, the direction is random
/// (the paper shows such a figure without defining it).
/// Throws std::invalid_argument naming the setting that is out of range.
FourierMapping make_mapping(const MappingSettings& settings, Index n_inputs, std::uint64_t seed);

/// gamma(V) of points V (d x N): n_features x N. Phases are reduced to [-1/2, 1/2) cycles in double
/// before the multiplication by 2 pi. Throws std::invalid_argument when V has not d rows.
template <class T>
Matrix<T> encode(const FourierMapping& mapping, const ConstMatrixRef<T>& V);

/// The same of points given in double: phases in double, their sines and cosines in T.
template <class T>
Matrix<T> encode_points(const FourierMapping& mapping, const Eigen::MatrixXd& V);

}  // namespace fscope
