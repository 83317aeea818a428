#include "core/theory/tridiagonal.h"

#include <Eigen/Jacobi>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

using Index = Eigen::Index;

/// The first i >= from behind which the matrix falls apart: off(i) is negligible, or i is last.
Index end_of_block(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& off, Index from) {
  Index i = from;
  for (; i + 1 < diagonal.size(); ++i) {
    const double scale = std::abs(diagonal[i]) + std::abs(diagonal[i + 1]);
    if (std::abs(off[i]) <= std::numeric_limits<double>::epsilon() * scale) break;
  }
  return i;
}

/// The eigenvalue of the 2 x 2 matrix (a b; b c) that is nearer to a.
double wilkinson_shift(double a, double b, double c) {
  const double half = (c - a) / (2 * b);
  return a - b / (half + std::copysign(std::hypot(half, 1.0), half));
}

/// One step of QL on rows first..last, which are coupled: a chain of rotations of neighbouring
/// columns, from the last to the first, each chasing off the element that the one before it made.
void ql_step(Eigen::VectorXd& diagonal, Eigen::VectorXd& off, Eigen::MatrixXd& rows, Index first,
             Index last) {
  const double shift = wilkinson_shift(diagonal[first], off[first], diagonal[first + 1]);
  double x = diagonal[last] - shift;  // to be rotated into: of column i + 1
  double bulge = off[last - 1];       // to be rotated away
  for (Index i = last - 1; i >= first; --i) {
    const double r = std::sqrt(x * x + bulge * bulge);
    const double c = r > 0 ? x / r : 1;
    const double s = r > 0 ? bulge / r : 0;
    if (i + 1 < last) off[i + 1] = r;
    const double a = diagonal[i];
    const double b = off[i];
    const double d = diagonal[i + 1];
    const double mixed = 2 * c * s * b;
    diagonal[i + 1] = c * c * d + mixed + s * s * a;
    diagonal[i] = s * s * d - mixed + c * c * a;
    x = c * s * (a - d) + (c * c - s * s) * b;  // the new off[i]
    off[i] = x;
    if (i > first) {
      bulge = s * off[i - 1];
      off[i - 1] *= c;
    }
    rows.applyOnTheRight(i, i + 1, Eigen::JacobiRotation<double>(c, s));
  }
}

}  // namespace

TridiagonalEigen tridiagonal_eigen(const Eigen::VectorXd& diagonal,
                                   const Eigen::VectorXd& off_diagonal, Eigen::MatrixXd rows) {
  const Index k = diagonal.size();
  require(k >= 1 && off_diagonal.size() == k - 1 && rows.cols() == k, "a tridiagonal matrix of ", k,
          " came with ", off_diagonal.size(), " beside its diagonal and rows of ", rows.cols());
  TridiagonalEigen out{.values = diagonal, .rows = std::move(rows)};
  Eigen::VectorXd off = off_diagonal;
  constexpr Index kMaxStepsEach = 50;  // two are usual
  Index n_steps = 0;
  for (Index first = 0; first < k;) {
    const Index last = end_of_block(out.values, off, first);
    if (last == first) {
      ++first;
      continue;
    }
    if (++n_steps > kMaxStepsEach * k) throw std::runtime_error("eigenvalues do not converge");
    ql_step(out.values, off, out.rows, first, last);
  }
  return out;
}

}  // namespace fscope
