// make_corpus FOLDER: writes the files of corpus.h.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "app/io/atomic_file.h"
#include "tests/fuzz/corpus.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_corpus FOLDER\n";
    return EXIT_FAILURE;
  }
  try {
    std::filesystem::create_directories(argv[1]);
    for (const fscope::CorpusFile& file : fscope::make_corpus()) {
      fscope::write_file_atomically(std::filesystem::path(argv[1]) / file.name, file.bytes);
    }
  } catch (const std::exception& error) {
    std::cerr << "make_corpus: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
