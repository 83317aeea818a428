#include "core/support/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>
#include <stdexcept>
#include <vector>

#include "tests/core/golden.h"

namespace fscope {
namespace {

struct Moments {
  double mean = 0;
  double stddev = 0;
};

Moments moments_of(const std::function<double()>& draw, int n) {
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = draw();
    sum += x;
    squares += x * x;
  }
  const double mean = sum / n;
  return {mean, std::sqrt(squares / n - mean * mean)};
}

// n draws: the mean strays by stddev / sqrt(n), the standard deviation by about the same (Laplace:
// 1.1 times); five of these.
constexpr int kDraws = 100000;
const double kStray = 5 / std::sqrt(kDraws);

TEST(Mix, FirstValuesOfSplitMix64) {
  const auto known = golden::read("rng.json");
  for (const auto& pair : known["mix"]) {
    EXPECT_EQ(mix(pair["in"].get<std::uint64_t>()), pair["out"].get<std::uint64_t>());
  }
}

TEST(Rng, SameSequencesAsThePythonReference) {
  const auto known = golden::read("rng.json");
  const auto rng = [&] { return Rng(known["seed"], known["stream"]); };
  Rng bits = rng();
  for (const auto& value : known["next"]) EXPECT_EQ(bits.next(), value.get<std::uint64_t>());
  Rng uniform = rng();
  for (const double value : known["uniform"]) EXPECT_EQ(uniform.uniform(), value);
  // The logarithm and the sine may differ between libraries in the last bit.
  Rng normal = rng();
  for (const double value : known["normal"]) EXPECT_NEAR(normal.normal(), value, 1e-14);
  Rng truncated = rng();
  for (const double value : known["truncated_normal"]) {
    EXPECT_NEAR(truncated.truncated_normal(), value, 1e-14);
  }
  Rng laplace = rng();
  for (const double value : known["laplace"]) EXPECT_NEAR(laplace.laplace(), value, 1e-14);
}

TEST(Rng, UniformHasItsRangeAndMoments) {
  Rng rng(1);
  const auto m = moments_of(
      [&] {
        const double x = rng.uniform();
        EXPECT_GE(x, 0);
        EXPECT_LT(x, 1);
        return x;
      },
      kDraws);
  EXPECT_NEAR(m.mean, 0.5, kStray * std::sqrt(1 / 12.0));
  EXPECT_NEAR(m.stddev, std::sqrt(1 / 12.0), kStray * std::sqrt(1 / 12.0));
}

TEST(Rng, NormalAndLaplaceHaveTheirMoments) {
  Rng rng(2);
  const auto normal = moments_of([&] { return rng.normal(); }, kDraws);
  EXPECT_NEAR(normal.mean, 0, kStray);
  EXPECT_NEAR(normal.stddev, 1, kStray);
  const auto laplace = moments_of([&] { return rng.laplace(); }, kDraws);
  EXPECT_NEAR(laplace.mean, 0, kStray * std::sqrt(2));
  EXPECT_NEAR(laplace.stddev, std::sqrt(2), 1.2 * kStray * std::sqrt(2));
}

TEST(Rng, TruncatedNormalStaysWithinTwoAndHasTheStatedStddev) {
  Rng rng(3);
  const auto m = moments_of(
      [&] {
        const double x = rng.truncated_normal();
        EXPECT_LE(std::abs(x), 2);
        return x;
      },
      kDraws);
  EXPECT_NEAR(m.mean, 0, kStray * kTruncatedNormalStddev);
  EXPECT_NEAR(m.stddev, kTruncatedNormalStddev, kStray);
}

TEST(Rng, TruncatedNormalStddevIsTheClosedForm) {
  // variance = 1 - 4 phi(2) / (2 Phi(2) - 1)
  const double density = std::exp(-2.0) / std::sqrt(2 * std::acos(-1.0));
  const double variance = 1 - 4 * density / std::erf(std::sqrt(2.0));
  EXPECT_NEAR(kTruncatedNormalStddev, std::sqrt(variance), 1e-15);  // double rounding
}

TEST(Rng, SeedsAndStreamsAreUnrelated) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t stream = 0; stream < 20; ++stream) {
      Rng rng(seed, stream);
      for (int i = 0; i < 10; ++i) seen.insert(rng.next());
    }
  }
  EXPECT_EQ(seen.size(), 20U * 20U * 10U);
  Rng a(4, 0);
  Rng b(4, 1);
  double product = 0;
  for (int i = 0; i < kDraws; ++i) product += a.normal() * b.normal();
  EXPECT_NEAR(product / kDraws, 0, kStray);
}

TEST(Rng, AnotherStreamDrawingMoreChangesNothing) {
  Rng alone(9, 2);
  Rng other(9, 1);
  Rng together(9, 2);
  for (int i = 0; i < 5; ++i) {
    other.normal();
    EXPECT_EQ(alone.next(), together.next());
  }
}

std::vector<std::int64_t> all_of(const Permutation& order, std::int64_t n) {
  std::vector<std::int64_t> out;
  for (std::int64_t i = 0; i < n; ++i) out.push_back(order(i));
  return out;
}

TEST(Permutation, OneElementStays) { EXPECT_EQ(Permutation(1, 77)(0), 0); }

TEST(Permutation, EveryElementOnce) {
  for (const std::int64_t n : {1, 2, 3, 4, 5, 7, 16, 17, 63, 64, 65, 255, 256, 257, 1000, 4097}) {
    for (std::uint64_t key = 0; key < 5; ++key) {
      const auto values = all_of(Permutation(n, key), n);
      const std::set<std::int64_t> distinct(values.begin(), values.end());
      ASSERT_EQ(static_cast<std::int64_t>(distinct.size()), n) << "key " << key;
      EXPECT_EQ(*distinct.begin(), 0);
      EXPECT_EQ(*distinct.rbegin(), n - 1);
    }
  }
}

TEST(Permutation, KeysGiveDifferentOrders) {
  std::set<std::vector<std::int64_t>> orders;
  for (std::uint64_t key = 0; key < 50; ++key) orders.insert(all_of(Permutation(1000, key), 1000));
  EXPECT_EQ(orders.size(), 50U);
  // With few elements most of the 3! orders appear.
  std::set<std::vector<std::int64_t>> of_three;
  for (std::uint64_t key = 0; key < 200; ++key) of_three.insert(all_of(Permutation(3, key), 3));
  EXPECT_EQ(of_three.size(), 6U);
}

TEST(Permutation, LeavesFewElementsInPlace) {
  // A random permutation has one fixed point on average, and more than ten once in ten million.
  for (std::uint64_t key = 0; key < 20; ++key) {
    const auto values = all_of(Permutation(1000, key), 1000);
    int n_fixed = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      n_fixed += values[i] == static_cast<std::int64_t>(i) ? 1 : 0;
    }
    EXPECT_LE(n_fixed, 10);
  }
}

TEST(Permutation, RefusesNoElements) {
  EXPECT_THROW(Permutation(0, 1), std::invalid_argument);
  EXPECT_THROW(Permutation(-3, 1), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
