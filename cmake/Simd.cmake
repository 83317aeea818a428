# The instruction set is one choice for the whole program: mixing flags between translation units
# would let the linker pick any of the copies of Eigen's inline functions (an ODR violation).
# auto: AVX2 + FMA where this machine has them. AVX-512 is not used: Eigen 3.4's AVX-512 products
# were measured slower than its AVX2 products.
set(FSCOPE_SIMD auto CACHE STRING "auto, avx2 or baseline")
set_property(CACHE FSCOPE_SIMD PROPERTY STRINGS auto avx2 baseline)
set(_simd ${FSCOPE_SIMD})
if(_simd STREQUAL auto)
  include(CheckCXXSourceRuns)
  check_cxx_source_runs("
    #if !defined(__x86_64__)
    #error not x86-64
    #endif
    int main() { return __builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\") ? 0 : 1; }"
    FSCOPE_HOST_HAS_AVX2)
  set(_simd baseline)
  if(FSCOPE_HOST_HAS_AVX2)
    set(_simd avx2)
  endif()
endif()
if(_simd STREQUAL avx2)
  add_compile_options(-mavx2 -mfma)
endif()
message(STATUS "fourierscope: SIMD ${_simd}")
