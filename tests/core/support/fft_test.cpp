#include "core/support/fft.h"

#include <gtest/gtest.h>

#include <numbers>
#include <stdexcept>
#include <vector>

#include "core/support/parallel.h"
#include "core/support/random.h"

namespace fscope {
namespace {

std::vector<Complex> random_values(std::size_t n, std::uint64_t seed = 1) {
  Rng rng(seed);
  std::vector<Complex> out(n);
  for (auto& z : out) z = {rng.normal(), rng.normal()};
  return out;
}

/// The definition, term by term, of rows x columns values.
std::vector<Complex> slow_dft(const std::vector<Complex>& x, FftSize size, double sign) {
  std::vector<Complex> out(x.size());
  const double turn = sign * 2 * std::numbers::pi;
  for (int ky = 0; ky < size.rows; ++ky) {
    for (int kx = 0; kx < size.columns; ++kx) {
      for (int y = 0; y < size.rows; ++y) {
        for (int c = 0; c < size.columns; ++c) {
          const double cycles = double(ky) * y / size.rows + double(kx) * c / size.columns;
          out[static_cast<std::size_t>(ky * size.columns + kx)] +=
              x[static_cast<std::size_t>(y * size.columns + c)] * std::polar(1.0, turn * cycles);
        }
      }
    }
  }
  return out;
}

void expect_near(const std::vector<Complex>& got, const std::vector<Complex>& want) {
  ASSERT_EQ(got.size(), want.size());
  // Rounding of a few hundred terms of size 1.
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(std::abs(got[i] - want[i]), 0, 1e-11);
}

TEST(Fft, OfFourValuesByHand) {
  const std::vector<Complex> x = {1, 2, 3, 4};
  expect_near(fft(x), {{10, 0}, {-2, 2}, {-2, 0}, {-2, -2}});
  expect_near(inverse_fft(fft(x)), x);
  expect_near(real_fft(std::vector<double>{1, 2, 3, 4}), {{10, 0}, {-2, 2}, {-2, 0}});
}

TEST(Fft, IsTheDefinitionForAnySize) {
  for (const FftSize size : {FftSize{1, 1}, FftSize{1, 7}, FftSize{5, 1}, FftSize{6, 4},
                             FftSize{3, 5}, FftSize{16, 9}}) {
    const ComplexFft transform(size);
    const auto x = random_values(transform.size());
    auto X = x;
    transform.forward(X);
    expect_near(X, slow_dft(x, size, -1));
    X = x;
    transform.inverse(X);
    expect_near(X, slow_dft(x, size, 1));
  }
}

TEST(Fft, RealTransformIsHalfOfTheComplexOne) {
  for (const FftSize size : {FftSize{1, 8}, FftSize{1, 1}, FftSize{4, 7}, FftSize{3, 6}}) {
    const RealFft transform(size);
    std::vector<Complex> z = random_values(transform.n_values());
    std::vector<double> x;
    for (auto& value : z) x.push_back(value.real());
    for (auto& value : z) value = value.real();
    std::vector<Complex> X(transform.n_frequencies());
    transform.forward(x, X);
    const auto whole = slow_dft(z, size, -1);
    std::vector<Complex> half;
    for (int row = 0; row < size.rows; ++row) {
      for (int k = 0; k <= size.columns / 2; ++k) {
        half.push_back(whole[static_cast<std::size_t>(row * size.columns + k)]);
      }
    }
    expect_near(X, half);
    std::vector<double> back(x.size());
    transform.inverse(X, back);
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_NEAR(back[i], x[i] * static_cast<double>(x.size()), 1e-11);
    }
  }
}

TEST(Fft, BatchesOfColumnsAndOfRows) {
  // Two columns of three values, side by side.
  const ComplexFft columns({.columns = 3}, {.count = 2, .stride = 2, .distance = 1});
  std::vector<Complex> x = {1, 0, 2, 1, 3, 0};
  columns.forward(x);
  const auto first = fft(std::vector<Complex>{1, 2, 3});
  const auto second = fft(std::vector<Complex>{0, 1, 0});
  expect_near(x, {first[0], second[0], first[1], second[1], first[2], second[2]});

  const RealFft rows({.columns = 2}, 2);
  std::vector<Complex> X(rows.n_frequencies());
  rows.forward(std::vector<double>{1, 2, 5, 3}, X);
  expect_near(X, {3, -1, 8, 2});
}

TEST(Fft, PlansAreMadeAndUsedByManyThreads) {
  const FftSize size{8, 12};
  const ComplexFft shared(size);
  const auto want = slow_dft(random_values(shared.size()), size, -1);
  ThreadPool pool(4);
  std::vector<std::vector<Complex>> results(32);
  pool.for_each(32, [&](std::int64_t i, int) {
    auto& x = results[static_cast<std::size_t>(i)];
    x = random_values(shared.size());
    if (i % 2 == 0) {
      shared.forward(x);
    } else {
      ComplexFft(size).forward(x);
    }
  });
  for (const auto& x : results) expect_near(x, want);
}

TEST(Fft, RefusesWhatDoesNotFit) {
  EXPECT_THROW(ComplexFft({.columns = 0}), std::invalid_argument);
  EXPECT_THROW(ComplexFft({.rows = 1 << 20, .columns = 1 << 20}), std::invalid_argument);
  EXPECT_THROW(RealFft({.columns = 4}, 0), std::invalid_argument);
  EXPECT_THROW(fft({}), std::invalid_argument);
  const ComplexFft transform({.columns = 4});
  std::vector<Complex> x(5);
  EXPECT_THROW(transform.forward(x), std::invalid_argument);
  const RealFft real({.columns = 4});
  std::vector<double> values(5);
  std::vector<Complex> X(real.n_frequencies());
  const std::span<const double> odd = std::span(values).subspan(1);  // 8 bytes off
  EXPECT_THROW(real.forward(odd, X), std::invalid_argument);
}

TEST(Fft, FastLengthsHaveSmallFactors) {
  EXPECT_EQ(fast_fft_length(1), 1);
  EXPECT_EQ(fast_fft_length(11), 12);
  EXPECT_EQ(fast_fft_length(127), 128);
  EXPECT_EQ(fast_fft_length(509), 512);
  EXPECT_THROW(fast_fft_length(0), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
