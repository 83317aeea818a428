#include "core/support/fft.h"

#include <fftw3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdint>
#include <mutex>
#include <new>

#include "core/support/check.h"

namespace fscope {
namespace {

/// FFTW's planner is one for the whole process and not made for several threads.
std::mutex planner_mutex;

constexpr unsigned kFlags = FFTW_ESTIMATE;

fftw_complex* raw(Complex* data) { return reinterpret_cast<fftw_complex*>(data); }

fftw_plan plan_of(const detail::FftPlan& plan) { return static_cast<fftw_plan>(plan.get()); }

void check_size(FftSize size, int count) {
  require(size.rows >= 1 && size.columns >= 1 && count >= 1,
          "a Fourier transform needs at least one value, got ", size.rows, " x ", size.columns,
          " x ", count);
}

/// The product as an int, as FFTW takes it.
int checked_product(std::int64_t a, std::int64_t b, std::int64_t c) {
  require(a <= INT_MAX / b && a * b <= INT_MAX / c, "a Fourier transform of ", a, " x ", b, " x ",
          c, " values is too large");
  return static_cast<int>(a * b * c);
}

template <class T>
void check_memory(std::span<T> data, std::size_t size) {
  require(data.size() == size, "a Fourier transform of ", size, " values was given ", data.size());
  constexpr std::uintptr_t kAlignment = 16;
  require(reinterpret_cast<std::uintptr_t>(data.data()) % kAlignment == 0,
          "the memory of a Fourier transform must start at a multiple of ", kAlignment, " bytes");
}

/// Memory to plan with; estimating plans leave it as it is, and do not look at it.
template <class T>
struct Scratch {
  explicit Scratch(std::size_t n) : data(static_cast<T*>(fftw_malloc(n * sizeof(T)))) {
    if (!data) throw std::bad_alloc();
  }
  struct Free {
    void operator()(T* p) const { fftw_free(p); }
  };
  std::unique_ptr<T, Free> data;
};

detail::FftPlan own(fftw_plan plan) {
  if (plan == nullptr) throw std::runtime_error("FFTW has no plan for a Fourier transform");
  return detail::FftPlan(plan);
}

detail::FftPlan plan_complex(FftSize size, FftBatch batch, int sign, fftw_complex* data) {
  const std::array<int, 2> sides = {size.rows, size.columns};
  const bool line = size.rows == 1;
  const std::lock_guard lock(planner_mutex);
  return own(fftw_plan_many_dft(line ? 1 : 2, sides.data() + (line ? 1 : 0), batch.count, data,
                                nullptr, batch.stride, batch.distance, data, nullptr, batch.stride,
                                batch.distance, sign, kFlags));
}

}  // namespace

namespace detail {
void FftPlanDelete::operator()(void* plan) const {
  const std::lock_guard lock(planner_mutex);
  fftw_destroy_plan(static_cast<fftw_plan>(plan));
}
}  // namespace detail

ComplexFft::ComplexFft(FftSize size, FftBatch batch) {
  check_size(size, batch.count);
  require(batch.stride >= 1 && batch.distance >= 0, "a Fourier transform cannot step by ",
          batch.stride, " and ", batch.distance);
  const int n = checked_product(size.rows, size.columns, batch.stride);
  const int before_last = checked_product(batch.count, std::max(1, batch.distance), 1);
  require(before_last <= INT_MAX - n, "a Fourier transform's batch is too large");
  size_ = static_cast<std::size_t>(batch.count - 1) * static_cast<std::size_t>(batch.distance) +
          static_cast<std::size_t>(n - batch.stride + 1);
  const Scratch<fftw_complex> scratch(size_);
  forward_ = plan_complex(size, batch, FFTW_FORWARD, scratch.data.get());
  inverse_ = plan_complex(size, batch, FFTW_BACKWARD, scratch.data.get());
}

void ComplexFft::forward(std::span<Complex> data) const {
  check_memory(data, size_);
  fftw_execute_dft(plan_of(forward_), raw(data.data()), raw(data.data()));
}

void ComplexFft::inverse(std::span<Complex> data) const {
  check_memory(data, size_);
  fftw_execute_dft(plan_of(inverse_), raw(data.data()), raw(data.data()));
}

RealFft::RealFft(FftSize size, int count) {
  check_size(size, count);
  const int half = size.columns / 2 + 1;
  n_values_ = static_cast<std::size_t>(checked_product(size.rows, size.columns, count));
  n_frequencies_ = static_cast<std::size_t>(checked_product(size.rows, half, count));
  const Scratch<double> values(n_values_);
  const Scratch<fftw_complex> frequencies(n_frequencies_);
  const std::array<int, 2> sides = {size.rows, size.columns};
  const bool line = size.rows == 1;
  const int rank = line ? 1 : 2;
  const int* n = sides.data() + (line ? 1 : 0);
  const std::lock_guard lock(planner_mutex);
  forward_ = own(fftw_plan_many_dft_r2c(rank, n, count, values.data.get(), nullptr, 1,
                                        size.rows * size.columns, frequencies.data.get(), nullptr,
                                        1, size.rows * half, kFlags));
  inverse_ = own(fftw_plan_many_dft_c2r(rank, n, count, frequencies.data.get(), nullptr, 1,
                                        size.rows * half, values.data.get(), nullptr, 1,
                                        size.rows * size.columns, kFlags));
}

void RealFft::forward(std::span<const double> values, std::span<Complex> frequencies) const {
  check_memory(values, n_values_);
  check_memory(frequencies, n_frequencies_);
  // FFTW takes its input without const; transforms out of place leave it as it is.
  fftw_execute_dft_r2c(plan_of(forward_), const_cast<double*>(values.data()),
                       raw(frequencies.data()));
}

void RealFft::inverse(std::span<Complex> frequencies, std::span<double> values) const {
  check_memory(frequencies, n_frequencies_);
  check_memory(values, n_values_);
  fftw_execute_dft_c2r(plan_of(inverse_), raw(frequencies.data()), values.data());
}

std::vector<Complex> fft(std::span<const Complex> x) {
  std::vector<Complex> out(x.begin(), x.end());
  ComplexFft({.columns = static_cast<int>(x.size())}).forward(out);
  return out;
}

std::vector<Complex> inverse_fft(std::span<const Complex> X) {
  std::vector<Complex> out(X.begin(), X.end());
  ComplexFft({.columns = static_cast<int>(X.size())}).inverse(out);
  for (Complex& value : out) value /= static_cast<double>(X.size());
  return out;
}

std::vector<Complex> real_fft(std::span<const double> x) {
  const std::vector<double> values(x.begin(), x.end());  // aligned
  const RealFft transform({.columns = static_cast<int>(x.size())});
  std::vector<Complex> out(transform.n_frequencies());
  transform.forward(values, out);
  return out;
}

int fast_fft_length(int at_least) {
  require(at_least >= 1 && at_least <= INT_MAX / 2,
          "a Fourier transform needs at least one value, got ", at_least);
  for (int n = at_least;; ++n) {
    int rest = n;
    for (const int factor : {2, 3, 5, 7}) {
      while (rest % factor == 0) rest /= factor;
    }
    if (rest == 1) return n;
  }
}

}  // namespace fscope
