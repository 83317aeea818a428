#include "core/support/random.h"

#include <bit>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {
constexpr std::uint64_t kGoldenGamma = 0x9E3779B97F4A7C15ULL;
}

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

Rng::Rng(std::uint64_t seed, std::uint64_t stream)
    : state_(mix(seed + kGoldenGamma) ^ mix(~stream)) {}

std::uint64_t Rng::next() { return mix(state_ += kGoldenGamma); }

double Rng::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Rng::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  const double radius = std::sqrt(-2 * std::log(1 - uniform()));
  const double angle = 2 * std::numbers::pi * uniform();
  spare_ = radius * std::sin(angle);
  has_spare_ = true;
  return radius * std::cos(angle);
}

double Rng::truncated_normal() {
  double x = normal();
  while (std::abs(x) > 2) x = normal();
  return x;
}

double Rng::laplace() {
  const double u = uniform() - 0.5;
  return -std::copysign(std::log1p(-2 * std::abs(u)), u);
}

Permutation::Permutation(std::int64_t n, std::uint64_t key)
    : n_(static_cast<std::uint64_t>(n)), key_(key), half_bits_(1) {
  require(n >= 1, "a permutation needs at least one element, got ", n);
  const auto bits = static_cast<unsigned>(std::bit_width(n_ - 1));
  half_bits_ = bits < 2 ? 1 : (bits + 1) / 2;
}

std::uint64_t Permutation::encrypt(std::uint64_t x) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = x >> half_bits_;
  std::uint64_t right = x & mask;
  for (std::uint64_t round = 0; round < 4; ++round) {
    const std::uint64_t f = mix(right + key_ + round * kGoldenGamma) & mask;
    left = std::exchange(right, left ^ f);
  }
  return (left << half_bits_) | right;
}

std::int64_t Permutation::operator()(std::int64_t i) const {
  std::uint64_t x = encrypt(static_cast<std::uint64_t>(i));
  while (x >= n_) x = encrypt(x);
  return static_cast<std::int64_t>(x);
}

}  // namespace fscope
