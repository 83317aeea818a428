// The inner loops one by one, on every instruction set this machine has, and Eigen's product
// beside.
#include "core/network/kernels.h"

#include <benchmark/benchmark.h>

#include <string>

#include "core/support/aligned.h"
#include "core/support/check.h"
#include "core/support/random.h"

namespace fscope {
namespace {

using benchmark::Counter;
using benchmark::State;
using Index = Eigen::Index;

// The paper's network on one of its tiles.
constexpr Index kWidth = 256;
constexpr Index kFeatures = 512;
constexpr Index kTile = 256;                  // samples
constexpr Index kValues = kFeatures * kTile;  // for the loops over single numbers

AlignedFloats normal_values(Index n) {
  Rng rng(0, 1);
  auto out = aligned_floats(static_cast<std::size_t>(n));
  for (Index i = 0; i < n; ++i) out[static_cast<std::size_t>(i)] = static_cast<float>(rng.normal());
  return out;
}

void count_flop(State& state, double flop_each) {
  state.counters["GFLOP"] =
      Counter(flop_each * 1e-9 * static_cast<double>(state.iterations()), Counter::kIsRate);
}

void count_values(State& state) { state.SetItemsProcessed(state.iterations() * kValues); }

constexpr double kProductFlop = 2.0 * kWidth * kFeatures * kTile;

/// The first layer's forward pass: weights (256 x 512) by features (512 x 256), bias and relu.
void multiply(State& state, const Kernels& set) {
  const auto A = normal_values(kWidth * kFeatures), B = normal_values(kFeatures * kTile);
  const auto C = normal_values(kWidth * kTile), bias = normal_values(kWidth);
  const Product product{.m = kWidth,
                        .n = kTile,
                        .k = kFeatures,
                        .A = A.get(),
                        .lda = kWidth,
                        .B = B.get(),
                        .ldb = kFeatures,
                        .C = C.get(),
                        .ldc = kWidth,
                        .bias = bias.get(),
                        .epilogue = Epilogue::relu};
  for (auto _ : state) {
    set.multiply(product);
    benchmark::ClobberMemory();
  }
  count_flop(state, kProductFlop);
}

/// The first layer's weight gradient: deltas (256 x 256) by features (512 x 256) transposed.
void add_outer(State& state, const Kernels& set) {
  const auto A = normal_values(kWidth * kTile), B = normal_values(kFeatures * kTile);
  const auto C = aligned_floats(kWidth * kFeatures);
  const OuterSum sum{.rows = kWidth,
                     .m = kWidth,
                     .n = kFeatures,
                     .k = kTile,
                     .A = A.get(),
                     .lda = kWidth,
                     .B = B.get(),
                     .ldb = kFeatures,
                     .C = C.get()};
  for (auto _ : state) {
    set.add_outer(sum);
    benchmark::ClobberMemory();
  }
  count_flop(state, kProductFlop);
}

void sincos_cycles(State& state, const Kernels& set) {
  const auto cycles = normal_values(kValues);
  const auto sines = aligned_floats(kValues), cosines = aligned_floats(kValues);
  for (auto _ : state) {
    set.sincos_cycles(cycles.get(), kValues, sines.get(), cosines.get());
    benchmark::ClobberMemory();
  }
  count_values(state);
}

void sigmoid(State& state, const Kernels& set) {
  const auto x = normal_values(kValues);
  for (auto _ : state) {
    set.sigmoid(x.get(), kValues);
    benchmark::ClobberMemory();
  }
  count_values(state);
}

void adam(State& state, const Kernels& set) {
  const auto gradient = normal_values(kValues), parameters = normal_values(kValues);
  const auto first = aligned_floats(kValues), second = aligned_floats(kValues);
  const AdamSlice slice{.n = kValues,
                        .gradient = gradient.get(),
                        .first_moment = first.get(),
                        .second_moment = second.get(),
                        .parameters = parameters.get(),
                        .rate = 1e-3F,
                        .second_correction = 1,
                        .gain1 = 0.1F,
                        .gain2 = 1e-3F,
                        .epsilon = 1e-8F};
  for (auto _ : state) {
    set.adam(slice);
    benchmark::ClobberMemory();
  }
  count_values(state);
}

void fma_peak(State& state, const Kernels& set) {
  constexpr std::int64_t kRounds = 10'000;
  double flop = 0;
  for (auto _ : state) flop += set.fma_peak(kRounds);
  state.counters["GFLOP"] = Counter(flop * 1e-9, Counter::kIsRate);
}

/// What multiply() does, by the library that the tests use as the reference. This file is compiled
/// for the baseline of its architecture, as all but the kernels are, so Eigen is too.
void eigen_multiply(State& state) {
  using Matrix = Eigen::MatrixXf;
  const Matrix A =
      Eigen::Map<const Matrix>(normal_values(kWidth * kFeatures).get(), kWidth, kFeatures);
  const Matrix B =
      Eigen::Map<const Matrix>(normal_values(kFeatures * kTile).get(), kFeatures, kTile);
  const Eigen::VectorXf bias = A.col(0);
  Matrix C(kWidth, kTile);
  for (auto _ : state) {
    C.noalias() = A * B;
    C = (C.colwise() + bias).cwiseMax(0);
    benchmark::DoNotOptimize(C.data());
    benchmark::ClobberMemory();
  }
  count_flop(state, kProductFlop);
}

void register_all() {
  struct Named {
    const char* name;
    void (*run)(State&, const Kernels&);
  };
  for (const Named& loop : {Named{"multiply", multiply},
                            {"add_outer", add_outer},
                            {"sincos_cycles", sincos_cycles},
                            {"sigmoid", sigmoid},
                            {"adam", adam},
                            {"fma_peak", fma_peak}}) {
    for (const Kernels& set : usable_kernels()) {
      benchmark::RegisterBenchmark(text(loop.name, '/', set.name).c_str(),
                                   [loop, &set](State& state) { loop.run(state, set); });
    }
  }
  benchmark::RegisterBenchmark("multiply/eigen", eigen_multiply);
}

}  // namespace
}  // namespace fscope

int main(int argc, char** argv) {
  fscope::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
