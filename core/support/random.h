// Seeded random numbers that are the same on every machine and with every standard library.
#pragma once

#include <cstdint>

namespace fscope {

/// A bijective 64-bit mixer (the finaliser of SplitMix64): nearby inputs give unrelated outputs.
std::uint64_t mix(std::uint64_t x);

/// A stream of random numbers; the same (seed, stream) always gives the same sequence.
/// SplitMix64 (Steele, Lea, Flood 2014). Not for several threads at once.
class Rng {
 public:
  /// `stream` separates the uses of one seed: frequencies, weights and batches do not disturb
  /// each other when one of them draws more.
  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t next();
  /// Uniform in [0, 1), 53 bits.
  double uniform();
  /// Standard normal (Box-Muller).
  double normal();
  /// Standard normal conditioned on |x| <= 2; its standard deviation is kTruncatedNormalStddev.
  double truncated_normal();
  /// Laplace with location 0 and scale 1.
  double laplace();

 private:
  std::uint64_t state_;
  double spare_ = 0;
  bool has_spare_ = false;
};

/// Standard deviation of a standard normal truncated to [-2, 2] (the divisor JAX uses too).
inline constexpr double kTruncatedNormalStddev = 0.87962566103423978;

/// A random permutation of 0..n-1 that is computed, not stored: any element in O(1) memory, so a
/// run's batches follow from (seed, epoch) alone however large the image is.
/// A four-round Feistel network over the smallest even-bit power of two >= n, walked until the
/// value falls below n (Black and Rogaway 2002).
class Permutation {
 public:
  /// n >= 1.
  Permutation(std::int64_t n, std::uint64_t key);
  std::int64_t operator()(std::int64_t i) const;

 private:
  std::uint64_t encrypt(std::uint64_t x) const;

  std::uint64_t n_;
  std::uint64_t key_;
  unsigned half_bits_;
};

}  // namespace fscope
