// The inner loops in fp32, compiled for several instruction sets, chosen when the program runs.
//
// Every kernel that uses fused multiply-add (AVX2, AVX-512, NEON) does the same operations on every
// number in the same order, whatever the width of its registers: the bits do not depend on which
// of them runs. So the choice can be made by a race on this machine without making results depend
// on its outcome. Only sets without fused multiply-add (SSE4, plain scalar code) round differently.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fscope {

/// Rows of the left matrix of a product, and leading dimensions, are multiples of this.
inline constexpr Eigen::Index kRowBlock = 16;

enum class Epilogue {
  none,
  relu,  // max(0, value)
  gate,  // value where gate > 0, else 0: the derivative of relu, given its output
};

/// C (m x n) = epilogue(A (m x k) B (k x n) + bias (m)), column-major. m is a multiple of
/// kRowBlock; A, C, gate and bias start on cache lines and have leading dimensions of such.
struct Product {
  Eigen::Index m, n, k;
  const float* A;
  Eigen::Index lda;
  const float* B;
  Eigen::Index ldb;
  float* C;
  Eigen::Index ldc;
  const float* bias = nullptr;  // nullptr: none
  Epilogue epilogue = Epilogue::none;
  const float* gate = nullptr;  // m x n, for Epilogue::gate
  Eigen::Index ldg = 0;
};

/// C (rows x n) += A (m x k) B^T (k x n): a weight gradient, k samples. Only the first `rows` of
/// A's m rows count; C is packed (leading dimension rows), without alignment.
struct OuterSum {
  Eigen::Index rows, m, n, k;
  const float* A;
  Eigen::Index lda;
  const float* B;  // n x k
  Eigen::Index ldb;
  float* C;
};

/// One step of Adam on n parameters (PAPER sec. 1): rate = lr / (1 - beta1^t).
struct AdamSlice {
  Eigen::Index n;
  const float* gradient;
  float* first_moment;
  float* second_moment;
  float* parameters;
  float rate;
  float second_correction;  // 1 / (1 - beta2^t)
  float gain1, gain2;       // 1 - beta1, 1 - beta2
  float epsilon;
};

/// The functions of one instruction set. Pure but for what they write; any thread.
struct Kernels {
  std::string_view name;  // avx512, avx2, neon, sse4 or scalar
  bool fused;             // uses fused multiply-add
  void (*multiply)(const Product&);
  void (*add_outer)(const OuterSum&);
  /// sums (rows) += the sum of A's n columns, in order. A as in OuterSum.
  void (*add_columns)(const float* A, Eigen::Index lda, Eigen::Index rows, Eigen::Index n,
                      float* sums);
  /// out = [sx cy + cx sy; cx cy - sx sy] from x = [sx; cx] and y = [sy; cy], m values each.
  void (*angle_sums)(const float* x, const float* y, Eigen::Index m, float* out);
  /// sin and cos of 2 pi cycles. |cycles| <= 1/2: within 1.5e-7; larger ones lose their own
  /// rounding.
  void (*sincos_cycles)(const float* cycles, Eigen::Index n, float* sines, float* cosines);
  /// x = 1 / (1 + exp(-x)), relative error under 3e-7 where the result is a normal number.
  void (*sigmoid)(float* x, Eigen::Index n);
  void (*adam)(const AdamSlice&);
  /// Independent fused multiply-adds in registers; returns the floating-point operations done.
  double (*fma_peak)(std::int64_t n_rounds);
};

/// The kernels in use. The first call lets those that give the same bits race for a few
/// milliseconds and keeps the fastest. Thread-safe.
const Kernels& kernels();
/// What this machine can run, in order of ascending width.
const std::vector<Kernels>& usable_kernels();
/// Uses these instead of the winner, from the next call of kernels() on.
/// Throws std::invalid_argument, naming what is usable, for any other name.
void use_kernels(std::string_view name);

}  // namespace fscope
