// Scripts of what somebody does with the window, and the names of keys in them.
#include "app/gui/script.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  accepts([&] {
    int line = 0;
    for (const ScriptStep& step : parse_script(as_text(data, size))) {
      promise(step.line > line, "steps have their lines in order");
      line = step.line;
      promise(!step.verb.empty(), "a step has a verb");
    }
  });
  accepts([&] { promise(parse_key(as_text(data, size)).key > 0, "a key has a number"); });
  return 0;
}
