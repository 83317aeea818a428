// Writes small valid inputs for every fuzzer, made by our own writers: make_seeds FOLDER.
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/network_file.h"
#include "app/io/regular_file.h"
#include "app/io/state.h"
#include "core/support/check.h"
#include "core/training/trainer.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;

struct Seeds {
  fs::path folder;
  void add(std::string_view fuzzer, std::string_view name, std::string_view bytes) const {
    fs::create_directories(folder / fuzzer);
    write_file_atomically(folder / fuzzer / name, bytes);
  }
};

Image gradient(int width, int height, int channels) {
  Image image{.width = width, .height = height, .channels = channels, .pixels = {}};
  for (int i = 0; i < width * height * channels; ++i) {
    image.pixels.push_back(static_cast<std::uint8_t>(7 * i));
  }
  return image;
}

void add_states(const Seeds& seeds) {
  State state;
  seeds.add("state", "empty.json", to_json(state));
  state.target = "target:page";
  state.samples = std::make_shared<const Samples>(Samples{0, 0.25, -0.5});
  state.view = {.fitted = false, .center_x = 3, .center_y = 4, .scale = 8};
  const RunConfig changed = with_settings({}, "--sigma 3 --lr 0.001");
  state.runs = {{.name = "a", .replay = {.start = {}, .changes = {{7, changed}}}, .step = 9},
                {.name = "b", .replay = {.start = signal_defaults()}, .step = 0}};
  seeds.add("state", "two-runs.json", to_json(state));
  const RunConfig small = with_settings({}, "--mapping none --width 2 --layers 2");
  const FourierMapping mapping = make_mapping(small.mapping, 2, small.seed);
  const Index n = network_shape(small, mapping, 3).n_parameters();
  state.runs = {{.name = "given",
                 .replay = {.start = small,
                            .weights = std::make_shared<const Vector<float>>(
                                Vector<float>::Constant(n, 0.5F))}}};
  seeds.add("state", "weights.json", to_json(state));
  save_png(seeds.folder / "image" / "state.png", gradient(3, 2, 3), to_json(state));
}

void add_networks(const Seeds& seeds) {
  for (const char* settings :
       {"--mapping none --width 3 --layers 2",
        "--mapping gaussian --features 2 --width 3 --layers 3",
        "--mapping positional --features 4 --width 2 --layers 2 --activation sine"}) {
    const RunConfig config = with_settings({}, settings);
    const FourierMapping mapping = make_mapping(config.mapping, 2, config.seed);
    const MlpShape shape = network_shape(config, mapping, 3);
    const NetworkFile network{.mapping = mapping,
                              .shape = shape,
                              .parameters = Vector<float>::Constant(shape.n_parameters(), 0.25F),
                              .width = 5,
                              .height = 4,
                              .step = 12,
                              .settings = config_difference({}, config)};
    seeds.add("network", text(shape.n_inputs, ".safetensors"), to_safetensors(network));
  }
}

void add_pictures(const Seeds& seeds) {
  for (const int channels : {1, 2, 3, 4}) {
    seeds.add("image", text(channels, ".png"), encode_png(gradient(4, 3, channels)));
  }
}

void add_texts(const Seeds& seeds) {
  seeds.add("signal", "column.csv", "value\n1\n2.5\n-3e-2\n");
  seeds.add("signal", "pairs.csv", "# x; y\n0;1,5\n1;2\n4;-1,25\n");
  seeds.add("signal", "tabs.tsv", "0\t1\n0.5\t2\n2\t0\n");
  seeds.add("arguments", "fit", "fit\ntarget:page\n--sigma\n3\n--steps\n10\n--json");
  seeds.add("arguments", "sweep", "sweep\na.png\n--vary\nsigma=1,3\n--seeds\n0-2\n--out\ns");
  seeds.add("arguments", "window", "screenshot\na.png\n--out\nb.png\n--after\n3\n--window\n9x9");
  seeds.add("arguments", "replay", "--sigma 3 --size 64\n@10 --sigma 2\n@20 --lr 0.01\n");
  seeds.add("script", "steps",
            "within 30\nopen target:page # a picture\nkey ctrl+z\nset \"sigma value\" 3\n");
  seeds.add("script", "keys", "key Page_Down\nkey shift+alt+[\nwait step 20\nscreenshot a.png\n");
  const fs::path lessons = fs::path(FSCOPE_SOURCE_DIR) / "assets" / "lessons";
  for (const auto& entry : fs::directory_iterator(lessons)) {
    if (entry.path().extension() != ".json") continue;
    seeds.add("lesson", entry.path().filename().string(),
              read_regular_file(entry.path(), std::size_t{1} << 20));
  }
}

}  // namespace
}  // namespace fscope

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: make_seeds FOLDER\n", stderr);
    return 2;
  }
  const fscope::Seeds seeds{argv[1]};
  fscope::add_pictures(seeds);
  fscope::add_states(seeds);
  fscope::add_networks(seeds);
  fscope::add_texts(seeds);
  return 0;
}
