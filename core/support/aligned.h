// Memory that starts on a cache line.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace fscope {

inline constexpr std::size_t kCacheLine = 64;  // bytes; also the widest SIMD register

struct AlignedDelete {
  void operator()(float* p) const { ::operator delete[](p, std::align_val_t{kCacheLine}); }
};
using AlignedFloats = std::unique_ptr<float[], AlignedDelete>;

/// n floats, all zero. Throws std::bad_alloc.
inline AlignedFloats aligned_floats(std::size_t n) {
  return AlignedFloats(new (std::align_val_t{kCacheLine}) float[n]());
}

}  // namespace fscope
