// State documents: refused, or kept whole by writing and reading them again.
#include "app/io/state.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  accepts([&] {
    const State state = state_from_json(as_text(data, size));
    const std::string once = to_json(state);
    promise(to_json(state_from_json(once)) == once, "a state survives being saved and opened");
  });
  return 0;
}
