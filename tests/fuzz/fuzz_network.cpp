// .safetensors files: refused, or the same network when written and read again.
#include "app/io/network_file.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  accepts([&] {
    const NetworkFile network = network_from_safetensors(as_text(data, size));
    const NetworkFile again = network_from_safetensors(to_safetensors(network));
    promise(again.parameters == network.parameters, "weights survive being saved and opened");
    accepts([&] { config_of(network); });
  });
  return 0;
}
