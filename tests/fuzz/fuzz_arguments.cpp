// Command lines: the bytes, cut at line ends, are the words.
#include <vector>

#include "app/cli/arguments.h"
#include "core/training/replay.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fscope;
  std::vector<std::string> words = {"fourierscope"};
  std::string word;
  for (const char c : as_text(data, size)) {
    if (c == '\0') continue;  // no argument can hold it
    if (c != '\n') {
      word += c;
      continue;
    }
    words.push_back(word);
    word.clear();
  }
  words.push_back(word);
  std::vector<const char*> argv;
  for (const std::string& w : words) argv.push_back(w.c_str());
  argv.push_back(nullptr);
  accepts([&] { parse_arguments(static_cast<int>(words.size()), argv.data()); });
  accepts([&] {
    const Replay replay = replay_from_text(as_text(data, size));
    promise(replay_from_text(to_text(replay)) == replay, "a replay survives being written");
  });
  return 0;
}
