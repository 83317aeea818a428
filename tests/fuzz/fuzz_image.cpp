// Pictures of any type.
#include "app/io/image_file.h"
#include "app/io/state.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  const MemoryFile file(as_text(data, size));
  accepts([&] {
    // Larger ones are only slow to decode.
    const ImageInfo info = probe_image(file.path());
    if (static_cast<std::int64_t>(info.width) * info.height > 1 << 20) return;
    const Image image = load_image(file.path());
    promise(image.width == info.width && image.height == info.height, "the size is the header's");
    promise(image.pixels.size() == static_cast<std::size_t>(image.width) *
                                       static_cast<std::size_t>(image.height) *
                                       static_cast<std::size_t>(image.channels),
            "all pixels are there");
  });
  accepts([&] { load_state(file.path()); });
  return 0;
}
