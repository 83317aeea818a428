// Eigenvalues of symmetric tridiagonal matrices, with only as much of the eigenvectors as is asked.
#pragma once

#include <Eigen/Core>

namespace fscope {

/// T = Q diag(values) Q^T of a symmetric tridiagonal T (k x k).
struct TridiagonalEigen {
  Eigen::VectorXd values;  // k, in no particular order
  Eigen::MatrixXd rows;    // r x k: the product of what was given with Q
};

/// The eigenvalues of T and rows * Q: the identity gives all of Q (3 k^3 multiplications), one of
/// its rows one component of every eigenvector (k^2).
///   diagonal (k >= 1), off_diagonal (k - 1), rows (r x k); finite
/// Throws std::invalid_argument when sizes do not fit and std::runtime_error when it does not
/// converge, as with values that are not finite.
/// Implicitly shifted QL (Bowdler, Martin, Reinsch and Wilkinson 1968).
TridiagonalEigen tridiagonal_eigen(const Eigen::VectorXd& diagonal,
                                   const Eigen::VectorXd& off_diagonal, Eigen::MatrixXd rows);

}  // namespace fscope
