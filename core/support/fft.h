// Fast Fourier transforms: FFTW's plans as values that several threads may use at once.
#pragma once

#include <complex>
#include <memory>
#include <span>
#include <vector>

namespace fscope {

using Complex = std::complex<double>;

/// `rows` x `columns` values, row-major; one row is a transform in one dimension.
struct FftSize {
  int rows = 1;
  int columns = 1;
};

/// `count` transforms at once: element k of the j-th is at j * distance + k * stride.
struct FftBatch {
  int count = 1;
  int stride = 1;
  int distance = 0;
};

namespace detail {
struct FftPlanDelete {
  void operator()(void* plan) const;
};
using FftPlan = std::unique_ptr<void, FftPlanDelete>;
}  // namespace detail

// Plans are made without timing anything, so that equal input has equal bits in every run. No
// transform scales. Sizes are whole numbers >= 1, lengths of spans are checked, memory starts at
// a multiple of 16 bytes (as that of every vector and matrix does); otherwise
// std::invalid_argument is thrown. Const calls from several threads are safe.

/// X_k = sum over n of x_n exp(-+ 2 pi i k n / N), in place.
class ComplexFft {
 public:
  explicit ComplexFft(FftSize size, FftBatch batch = {});
  std::size_t size() const { return size_; }  // values from the first to the last of the batch
  void forward(std::span<Complex> data) const;
  void inverse(std::span<Complex> data) const;  // N times the inverse

 private:
  std::size_t size_;
  detail::FftPlan forward_, inverse_;
};

/// The same of real values: of every row the frequencies 0 .. columns / 2, the others being their
/// conjugates. A batch lies densely, one transform after another.
class RealFft {
 public:
  explicit RealFft(FftSize size, int count = 1);
  std::size_t n_values() const { return n_values_; }            // count * rows * columns
  std::size_t n_frequencies() const { return n_frequencies_; }  // count * rows * (columns / 2 + 1)
  void forward(std::span<const double> values, std::span<Complex> frequencies) const;
  /// N times the inverse. Destroys `frequencies`.
  void inverse(std::span<Complex> frequencies, std::span<double> values) const;

 private:
  std::size_t n_values_, n_frequencies_;
  detail::FftPlan forward_, inverse_;
};

/// One transform, planned on the spot; for N >= 1 values in one dimension.
std::vector<Complex> fft(std::span<const Complex> x);
/// 1 / N times the inverse transform: inverse_fft(fft(x)) is x.
std::vector<Complex> inverse_fft(std::span<const Complex> X);
/// Frequencies 0 .. N / 2 of N real values.
std::vector<Complex> real_fft(std::span<const double> x);

/// The least n >= at_least without prime factors above 7: a length that is transformed quickly.
int fast_fft_length(int at_least);

}  // namespace fscope
