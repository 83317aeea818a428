// Google Highway compiles everything between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for
// each instruction set, in a namespace of its own and with that set switched on for these functions
// only. All else in the program, Eigen included, is built for the baseline. As no inline function
// of a header is ever compiled with more than the baseline, the linker cannot pick a copy that this
// machine is unable to run: no violation of the one-definition rule.
#include <algorithm>

#include "core/network/kernels.h"

// foreach_target.h includes this file again, once for every target; so it has to come first.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/network/simd_kernels.cpp"
// Those whose registers have a fixed width: SVE's vectors cannot be elements of arrays.
#define HWY_DISABLED_TARGETS \
  (~(HWY_SCALAR | HWY_EMU128 | HWY_SSE4 | HWY_AVX2 | HWY_AVX3 | HWY_NEON))
#include <hwy/foreach_target.h>
#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace fscope {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Index = Eigen::Index;
using Lanes = hn::CappedTag<float, 16>;
using Vec = hn::Vec<Lanes>;
constexpr Index kLanes = hn::MaxLanes(Lanes());

// Registers of one block of a product: kVectors x kColumns sums stay in registers, so that a step
// of k costs kVectors loads and kColumns broadcasts for kVectors * kColumns multiply-adds.
// 32 registers (AVX-512, NEON) or 16.
#if HWY_TARGET == HWY_AVX3
constexpr int kVectors = 2, kColumns = 8;
#elif HWY_TARGET == HWY_NEON
constexpr int kVectors = 4, kColumns = 4;
#else
constexpr int kVectors = 2, kColumns = 6;
#endif

/// An array, as on arm64 g++ cannot inline the constructor of a class that holds registers.
template <int n_vectors, int n_columns>
using Block = Vec[n_vectors][n_columns];

/// Where the rows of a block and its columns begin, and how to go on from one k, or column, to the
/// next.
struct Factors {
  const float* A;
  Index a_per_k;
  const float* B;
  Index b_per_k, b_per_column;
};

/// sum += A (n_vectors registers of rows x k) B (k x n_columns).
template <int n_vectors, int n_columns>
HWY_INLINE void accumulate(Block<n_vectors, n_columns>& sum, Index k, const Factors& f) {
  const Lanes d;
  const float* HWY_RESTRICT A = f.A;
  const float* HWY_RESTRICT B = f.B;
  const Index per_column = f.b_per_column;
  for (Index i = 0; i < k; ++i, A += f.a_per_k, B += f.b_per_k) {
    Vec a[n_vectors];
    for (int r = 0; r < n_vectors; ++r) a[r] = hn::Load(d, A + r * kLanes);
    for (int j = 0; j < n_columns; ++j) {
      const Vec b = hn::Set(d, B[j * per_column]);
      for (int r = 0; r < n_vectors; ++r) sum[r][j] = hn::MulAdd(a[r], b, sum[r][j]);
    }
  }
}

template <int n_vectors, int n_columns>
HWY_INLINE void multiply_block(const Product& p, Index row, Index column) {
  const Lanes d;
  Block<n_vectors, n_columns> sum;
  for (int r = 0; r < n_vectors; ++r) {
    const Vec start = p.bias ? hn::Load(d, p.bias + row + r * kLanes) : hn::Zero(d);
    for (int j = 0; j < n_columns; ++j) sum[r][j] = start;
  }
  accumulate<n_vectors, n_columns>(sum, p.k, {p.A + row, p.lda, p.B + column * p.ldb, 1, p.ldb});
  for (int j = 0; j < n_columns; ++j) {
    const Index at = (column + j) * p.ldc + row;
    for (int r = 0; r < n_vectors; ++r) {
      Vec value = sum[r][j];
      if (p.epilogue == Epilogue::relu)
        value = hn::Max(hn::Zero(d), value);  // in this order NaN stays NaN
      if (p.epilogue == Epilogue::gate) {
        const Vec gate = hn::Load(d, p.gate + (column + j) * p.ldg + row + r * kLanes);
        value = hn::IfThenElseZero(hn::Gt(gate, hn::Zero(d)), value);
      }
      hn::Store(value, d, p.C + at + r * kLanes);
    }
  }
}

template <int n_vectors, int n_columns>
HWY_INLINE void outer_block(const OuterSum& s, Index row, Index column) {
  const Lanes d;
  Block<n_vectors, n_columns> sum;
  float* HWY_RESTRICT C = s.C + column * s.rows + row;
  const bool whole = row + n_vectors * kLanes <= s.rows;
  for (int j = 0; j < n_columns; ++j) {
    for (int r = 0; r < n_vectors; ++r) {
      sum[r][j] = whole ? hn::LoadU(d, C + j * s.rows + r * kLanes) : hn::Zero(d);
    }
  }
  accumulate<n_vectors, n_columns>(sum, s.k, {s.A + row, s.lda, s.B + column, s.ldb, 1});
  if (whole) {
    for (int j = 0; j < n_columns; ++j) {
      for (int r = 0; r < n_vectors; ++r) {
        hn::StoreU(sum[r][j], d, C + j * s.rows + r * kLanes);
      }
    }
    return;
  }
  HWY_ALIGN float rest[n_vectors * kLanes];
  for (int j = 0; j < n_columns; ++j) {
    for (int r = 0; r < n_vectors; ++r) hn::Store(sum[r][j], d, rest + r * kLanes);
    for (Index i = 0; i < s.rows - row; ++i) C[j * s.rows + i] += rest[i];
  }
}

template <int n_vectors, int n_columns>
struct MultiplyBlock {
  HWY_INLINE void operator()(const Product& p, Index row, Index column) const {
    multiply_block<n_vectors, n_columns>(p, row, column);
  }
};
template <int n_vectors, int n_columns>
struct OuterBlock {
  HWY_INLINE void operator()(const OuterSum& s, Index row, Index column) const {
    outer_block<n_vectors, n_columns>(s, row, column);
  }
};

/// Calls the block function over all n columns: first kColumns at a time, the rest by 4, 2, 1.
template <template <int, int> class F, int n_vectors, int n_columns, class P>
HWY_INLINE void over_columns(const P& p, Index row, Index column) {
  for (; column + n_columns <= p.n; column += n_columns) F<n_vectors, n_columns>()(p, row, column);
  if constexpr (n_columns > 1) {
    constexpr int kNext = n_columns > 4 ? 4 : n_columns / 2;
    if (column < p.n) over_columns<F, n_vectors, kNext>(p, row, column);
  }
}

/// Panels of rows outside: one panel of A stays in the cache while all columns pass.
template <template <int, int> class F, class P>
HWY_INLINE void over_blocks(const P& p) {
  constexpr Index kRows = kVectors * kLanes;
  Index row = 0;
  for (; row + kRows <= p.m; row += kRows) over_columns<F, kVectors, kColumns>(p, row, 0);
  for (; row < p.m; row += kLanes) over_columns<F, 1, kColumns>(p, row, 0);
}

void multiply(const Product& p) { over_blocks<MultiplyBlock>(p); }
void add_outer(const OuterSum& s) { over_blocks<OuterBlock>(s); }

void add_columns(const float* A, Index lda, Index rows, Index n, float* sums) {
  const Lanes d;
  HWY_ALIGN float rest[kLanes];
  for (Index row = 0; row < rows; row += kLanes) {
    Vec sum = hn::Zero(d);
    for (Index k = 0; k < n; ++k) sum = hn::Add(sum, hn::Load(d, A + k * lda + row));
    hn::Store(sum, d, rest);
    const Index end = std::min(kLanes, rows - row);
    for (Index i = 0; i < end; ++i) sums[row + i] += rest[i];
  }
}

/// Calls body(i, count) for stretches of at most kLanes of n numbers.
template <class Body>
HWY_INLINE void over_lanes(Index n, const Body& body) {
  Index i = 0;
  for (; i + kLanes <= n; i += kLanes) body(i, kLanes);
  if (i < n) body(i, n - i);
}

HWY_INLINE Vec load(const float* p, Index count) {
  const Lanes d;
  if (count == kLanes) return hn::LoadU(d, p);
  HWY_ALIGN float rest[kLanes] = {};
  std::copy(p, p + count, rest);
  return hn::Load(d, rest);
}
HWY_INLINE void store(Vec v, float* p, Index count) {
  const Lanes d;
  if (count == kLanes) return hn::StoreU(v, d, p);
  HWY_ALIGN float rest[kLanes];
  hn::Store(v, d, rest);
  std::copy(rest, rest + count, p);
}

void angle_sums(const float* x, const float* y, Index m, float* out) {
  over_lanes(m, [&](Index i, Index count) HWY_ATTR {
    const Vec sx = load(x + i, count), cx = load(x + m + i, count);
    const Vec sy = load(y + i, count), cy = load(y + m + i, count);
    store(hn::MulAdd(sx, cy, hn::Mul(cx, sy)), out + i, count);
    store(hn::NegMulAdd(sx, sy, hn::Mul(cx, cy)), out + m + i, count);
  });
}

/// Cycles are cut to a rest of at most 1/8 around a multiple of 1/4 (exactly), where Taylor's
/// polynomials of degree 9 and 10 are below float's rounding; the quarter picks function and sign.
void sincos_cycles(const float* cycles, Index n, float* sines, float* cosines) {
  const Lanes d;
  const hn::RebindToSigned<Lanes> di;
  over_lanes(n, [&](Index i, Index count) HWY_ATTR {
    const Vec v = load(cycles + i, count);
    const Vec quarters = hn::Round(hn::Mul(v, hn::Set(d, 4.0f)));
    const Vec rest = hn::NegMulAdd(quarters, hn::Set(d, 0.25f), v);
    const Vec t = hn::Mul(rest, hn::Set(d, 6.28318530717958648f));
    const Vec t2 = hn::Mul(t, t);
    Vec s = hn::Set(d, 2.75573192e-6f);
    s = hn::MulAdd(s, t2, hn::Set(d, -1.98412698e-4f));
    s = hn::MulAdd(s, t2, hn::Set(d, 8.33333333e-3f));
    s = hn::MulAdd(s, t2, hn::Set(d, -1.66666667e-1f));
    s = hn::MulAdd(hn::Mul(s, t2), t, t);
    Vec c = hn::Set(d, -2.75573192e-7f);
    c = hn::MulAdd(c, t2, hn::Set(d, 2.48015873e-5f));
    c = hn::MulAdd(c, t2, hn::Set(d, -1.38888889e-3f));
    c = hn::MulAdd(c, t2, hn::Set(d, 4.16666667e-2f));
    c = hn::MulAdd(c, t2, hn::Set(d, -0.5f));
    c = hn::MulAdd(c, t2, hn::Set(d, 1.0f));
    const auto quarter = hn::ConvertTo(di, quarters);
    const auto one = hn::Set(di, 1);
    const auto odd = hn::RebindMask(d, hn::Eq(hn::And(quarter, one), one));
    // Bit 1 of the quarter, and of the quarter plus one, moved to where a float keeps its sign.
    const auto sign_of = [&](auto q) HWY_ATTR {
      return hn::BitCast(d, hn::ShiftLeft<30>(hn::And(q, hn::Set(di, 2))));
    };
    store(hn::Xor(hn::IfThenElse(odd, c, s), sign_of(quarter)), sines + i, count);
    store(hn::Xor(hn::IfThenElse(odd, s, c), sign_of(hn::Add(quarter, one))), cosines + i, count);
  });
}

void sigmoid(float* x, Index n) {
  const Lanes d;
  const Vec one = hn::Set(d, 1.0f), limit = hn::Set(d, 87.0f);
  over_lanes(n, [&](Index i, Index count) HWY_ATTR {
    // Exp is right up to 88, and gives 0 for NaN.
    const Vec v = load(x + i, count);
    const Vec e = hn::Exp(d, hn::Neg(hn::Clamp(v, hn::Neg(limit), limit)));
    store(hn::IfThenElse(hn::IsNaN(v), v, hn::Div(one, hn::Add(one, e))), x + i, count);
  });
}

void adam(const AdamSlice& a) {
  const Lanes d;
  const Vec gain1 = hn::Set(d, a.gain1), gain2 = hn::Set(d, a.gain2);
  const Vec rate = hn::Set(d, a.rate), correction = hn::Set(d, a.second_correction);
  const Vec epsilon = hn::Set(d, a.epsilon);
  over_lanes(a.n, [&](Index i, Index count) HWY_ATTR {
    const Vec g = load(a.gradient + i, count);
    Vec m = load(a.first_moment + i, count);
    Vec v = load(a.second_moment + i, count);
    m = hn::MulAdd(gain1, hn::Sub(g, m), m);
    v = hn::MulAdd(gain2, hn::Sub(hn::Mul(g, g), v), v);
    const Vec step = hn::Div(hn::Mul(rate, m), hn::Add(hn::Sqrt(hn::Mul(correction, v)), epsilon));
    store(m, a.first_moment + i, count);
    store(v, a.second_moment + i, count);
    store(hn::Sub(load(a.parameters + i, count), step), a.parameters + i, count);
  });
}

double fma_peak(std::int64_t n_rounds) {
  const Lanes d;
  constexpr int kSums = 12;
  Vec sum[kSums];
  for (int i = 0; i < kSums; ++i) sum[i] = hn::Set(d, static_cast<float>(i));
  const Vec a = hn::Set(d, 0.999f), b = hn::Set(d, 0.5f);
  for (std::int64_t round = 0; round < n_rounds; ++round) {
    for (int i = 0; i < kSums; ++i) sum[i] = hn::MulAdd(a, sum[i], b);
  }
  Vec total = sum[0];
  for (int i = 1; i < kSums; ++i) total = hn::Add(total, sum[i]);
  volatile float kept = hn::GetLane(total);  // so that the loop cannot be left out
  (void)kept;
  return 2.0 * kSums * kLanes * static_cast<double>(n_rounds);
}

Kernels make_kernels() {
#if HWY_TARGET == HWY_AVX3
  constexpr std::string_view kName = "avx512";
#elif HWY_TARGET == HWY_AVX2
  constexpr std::string_view kName = "avx2";
#elif HWY_TARGET == HWY_NEON
  constexpr std::string_view kName = "neon";
#elif HWY_TARGET == HWY_SSE4
  constexpr std::string_view kName = "sse4";
#else
  constexpr std::string_view kName = "scalar";
#endif
  return {.name = kName,
          .fused = kName != "sse4" && kName != "scalar",
          .multiply = multiply,
          .add_outer = add_outer,
          .add_columns = add_columns,
          .angle_sums = angle_sums,
          .sincos_cycles = sincos_cycles,
          .sigmoid = sigmoid,
          .adam = adam,
          .fma_peak = fma_peak};
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace fscope
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fscope {
namespace {

HWY_EXPORT(make_kernels);

std::vector<Kernels> find_kernels() {
  std::vector<Kernels> found;
  const auto supported = hwy::SupportedTargets();
  for (int bit = 62; bit >= 0; --bit) {  // Highway numbers the better targets lower
    const std::int64_t target = std::int64_t{1} << bit;
    if ((supported & HWY_TARGETS & target) == 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
    found.push_back(HWY_DYNAMIC_DISPATCH(make_kernels)());
  }
  hwy::SetSupportedTargetsForTest(0);
  return found;
}

}  // namespace

const std::vector<Kernels>& usable_kernels() {
  static const std::vector<Kernels> usable = find_kernels();  // constant after its construction
  return usable;
}

}  // namespace fscope
#endif
