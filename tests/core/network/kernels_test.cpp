#include "core/network/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "core/network/tiled_mlp.h"
#include "core/support/random.h"
#include "tests/core/network/variants.h"

namespace fscope {
namespace {

/// Uses the kernels it names; the winner's again at the end.
class UsedKernels {
 public:
  explicit UsedKernels(std::string_view name) : before_(kernels().name) { use_kernels(name); }
  UsedKernels(const UsedKernels&) = delete;
  UsedKernels& operator=(const UsedKernels&) = delete;
  ~UsedKernels() { use_kernels(before_); }

 private:
  std::string_view before_;
};

Vector<float> normal_values(Index n, std::uint64_t seed) {
  Rng rng(seed, 7);
  Vector<float> out(n);
  for (float& value : out) value = static_cast<float>(rng.normal());
  return out;
}

struct Gradients {
  Matrix<float> outputs;
  Vector<float> gradient;
};

/// Outputs and gradients of a network with random parameters, on the kernels in use.
Gradients run_tiled(const MlpShape& shape, Index n) {
  PackedParameters packed(shape);
  packed.pack(initial_parameters<float>(shape, 3), true);
  TiledMlpScratch scratch(shape, n);
  scratch.features.left(n) = normal_values(shape.n_inputs * n, 4).reshaped(shape.n_inputs, n);
  forward(packed, n, scratch);
  Gradients out{.outputs = scratch.outputs().left(n),
                .gradient = Vector<float>::Zero(shape.n_parameters())};
  const Matrix<float> dL_dy = normal_values(shape.n_outputs * n, 5).reshaped(shape.n_outputs, n);
  backward(packed, dL_dy, scratch, out.gradient);
  return out;
}

/// The same in double by the reference.
Gradients run_reference(const MlpShape& shape, Index n) {
  const Vector<double> parameters = initial_parameters<float>(shape, 3).cast<double>();
  MlpTile<double> tile(shape, n);
  tile.features = normal_values(shape.n_inputs * n, 4).reshaped(shape.n_inputs, n).cast<double>();
  forward(shape, parameters, n, tile);
  Vector<double> gradient = Vector<double>::Zero(shape.n_parameters());
  const Matrix<double> dL_dy =
      normal_values(shape.n_outputs * n, 5).reshaped(shape.n_outputs, n).cast<double>();
  backward<double>(shape, parameters, dL_dy, tile, gradient);
  return {.outputs = tile.outputs().cast<float>(), .gradient = gradient.cast<float>()};
}

std::vector<MlpShape> tested_shapes() {
  auto shapes = shape_variants();
  shapes.push_back({.n_inputs = 2, .width = 64, .n_layers = 3});
  shapes.push_back({.n_inputs = 50, .width = 77, .n_layers = 4});
  return shapes;
}

bool same_bits(const Eigen::Ref<const Vector<float>>& a, const Eigen::Ref<const Vector<float>>& b) {
  return a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float)) == 0;
}

TEST(Kernels, TiledNetworkEqualsTheReference) {
  for (const Kernels& candidate : usable_kernels()) {
    const UsedKernels used(candidate.name);
    for (const MlpShape& shape : tested_shapes()) {
      for (const Index n : {1, 7, 37}) {
        SCOPED_TRACE(text(candidate.name, ' ', describe(shape), " width ", shape.width, " n ", n));
        const Gradients ours = run_tiled(shape, n);
        const Gradients expected = run_reference(shape, n);
        // Rounding of sums of up to 77 terms of order 1, through up to 5 layers.
        EXPECT_LT((ours.outputs - expected.outputs).cwiseAbs().maxCoeff(), 1e-5F);
        const float scale = 1 + expected.gradient.cwiseAbs().maxCoeff();
        EXPECT_LT((ours.gradient - expected.gradient).cwiseAbs().maxCoeff(), 1e-5F * scale);
      }
    }
  }
}

TEST(Kernels, FusedOnesGiveTheSameBits) {
  std::vector<const Kernels*> fused;
  for (const Kernels& candidate : usable_kernels()) {
    if (candidate.fused) fused.push_back(&candidate);
  }
  if (fused.size() < 2) GTEST_SKIP() << "one instruction set with fused multiply-add, or none";
  for (const MlpShape& shape : tested_shapes()) {
    SCOPED_TRACE(text(describe(shape), " width ", shape.width));
    std::vector<Gradients> results;
    for (const Kernels* candidate : fused) {
      const UsedKernels used(candidate->name);
      results.push_back(run_tiled(shape, 37));
    }
    for (const Gradients& other : results) {
      EXPECT_TRUE(same_bits(other.outputs.reshaped(), results[0].outputs.reshaped()));
      EXPECT_TRUE(same_bits(other.gradient, results[0].gradient));
    }
  }
  const Vector<float> cycles = normal_values(1001, 8);
  Matrix<float> first(1001, 2);
  fused[0]->sincos_cycles(cycles.data(), 1001, first.col(0).data(), first.col(1).data());
  for (const Kernels* candidate : fused) {
    Matrix<float> other(1001, 2);
    candidate->sincos_cycles(cycles.data(), 1001, other.col(0).data(), other.col(1).data());
    EXPECT_TRUE(same_bits(other.reshaped(), first.reshaped())) << candidate->name;
  }
}

TEST(Kernels, SinesAndCosinesAreWithinTheStatedError) {
  constexpr Index kCount = 100001;
  Vector<float> cycles(kCount), sines(kCount), cosines(kCount);
  for (Index i = 0; i < kCount; ++i) cycles[i] = static_cast<float>(i) / (kCount - 1) - 0.5F;
  for (const Kernels& candidate : usable_kernels()) {
    candidate.sincos_cycles(cycles.data(), kCount, sines.data(), cosines.data());
    double worst = 0;
    for (Index i = 0; i < kCount; ++i) {
      const double phase = 2 * std::numbers::pi * static_cast<double>(cycles[i]);
      worst = std::max({worst, std::abs(static_cast<double>(sines[i]) - std::sin(phase)),
                        std::abs(static_cast<double>(cosines[i]) - std::cos(phase))});
    }
    EXPECT_LT(worst, 1.5e-7) << candidate.name;  // as kernels.h states
  }
}

TEST(Kernels, SigmoidIsWithinTheStatedErrorAndSaturates) {
  for (const Kernels& candidate : usable_kernels()) {
    for (int i = -216; i <= 216; ++i) {
      const float x = 0.37F * static_cast<float>(i);
      float y = x;
      candidate.sigmoid(&y, 1);
      const double expected = 1 / (1 + std::exp(-static_cast<double>(x)));
      EXPECT_LE(std::abs(static_cast<double>(y) - expected), 3e-7 * expected)
          << candidate.name << " at " << x;
    }
    float extremes[] = {-1000, 1000, std::numeric_limits<float>::quiet_NaN()};
    candidate.sigmoid(extremes, 3);
    EXPECT_NEAR(extremes[0], 0, 1e-30);
    EXPECT_EQ(extremes[1], 1);
    EXPECT_TRUE(std::isnan(extremes[2]));
  }
}

TEST(Kernels, AdamsFirstStepIsTheLearningRate) {
  for (const Kernels& candidate : usable_kernels()) {
    Vector<float> gradient = Vector<float>::Constant(19, -2), x = Vector<float>::Zero(19);
    Vector<float> m = x, v = x;
    candidate.adam({.n = 19,
                    .gradient = gradient.data(),
                    .first_moment = m.data(),
                    .second_moment = v.data(),
                    .parameters = x.data(),
                    .rate = 0.01F / 0.1F,
                    .second_correction = 1 / 0.001F,
                    .gain1 = 0.1F,
                    .gain2 = 0.001F,
                    .epsilon = 1e-8F});
    for (const float value : x) EXPECT_NEAR(value, 0.01F, 1e-7F) << candidate.name;
  }
}

TEST(Kernels, UnknownNamesAreRefusedWithThoseThatAreUsable) {
  try {
    use_kernels("mmx");
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    const std::string what = error.what();
    EXPECT_NE(what.find("mmx"), std::string::npos) << what;
    EXPECT_NE(what.find(usable_kernels()[0].name), std::string::npos) << what;
  }
}

}  // namespace
}  // namespace fscope
