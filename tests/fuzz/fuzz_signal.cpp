// Tables of numbers.
#include <algorithm>
#include <cmath>

#include "app/io/signal_file.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  const MemoryFile file(as_text(data, size));
  accepts([&] {
    const SignalFile signal = load_signal_file(file.path());
    promise(signal.samples && !signal.samples->empty(), "there are samples");
    promise(std::ranges::all_of(*signal.samples,
                                [](auto y) { return std::isfinite(y) && std::abs(y) <= 0.5001; }),
            "samples are in [-1/2, 1/2]");
  });
  return 0;
}
