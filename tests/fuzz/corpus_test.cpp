#include "tests/fuzz/corpus.h"

#include <gtest/gtest.h>

#include "app/io/image_file.h"
#include "app/io/picture_decoder.h"
#include "tests/app/io/temporary_folder.h"

namespace fscope {
namespace {

/// What becomes of a file, and what is said of it.
struct Outcome {
  Fate fate = Fate::loads;
  std::string said;
};

Outcome outcome_of(const std::filesystem::path& path) {
  try {
    const ReadImage read = read_image(path);
    const Fate fate = read.damage.empty() ? Fate::loads : Fate::damaged;
    std::string said = read.damage;
    for (const std::string& note : reading_notes(read)) said += "; " + note;
    return {fate, said};
  } catch (const std::runtime_error& error) {
    return {Fate::refused, error.what()};
  }
}

void expect_all_fates(const std::string& except = {}) {
  const TemporaryFolder folder;
  const auto corpus = make_corpus();
  ASSERT_GE(corpus.size(), 60U);
  for (const CorpusFile& file : corpus) {
    if (file.name == except) continue;
    const Outcome outcome = outcome_of(folder.file(file.name, file.bytes));
    EXPECT_EQ(outcome.fate, file.fate) << file.name << ": " << outcome.said;
    EXPECT_NE(outcome.said.find(file.says), std::string::npos)
        << file.name << ": " << outcome.said << " / " << file.says;
  }
}

/// Here nothing limits what a decoder may use.
TEST(Corpus, EveryFileHasItsFateInThisProcess) { expect_all_fates("bomb.png"); }

TEST(Corpus, EveryFileHasItsFateInTheProcessOfTheDecoder) {
  if (!has_sandbox()) GTEST_SKIP() << "built without the process of the decoder";
  set_decoder_program(FSCOPE_PROGRAM);
  expect_all_fates();
  set_decoder_program({});
}

/// How many of 100 cuts and of 100 flips of a bit, spread over the file, pass unnoticed.
struct Unnoticed {
  int cuts = 0;
  int flips = 0;
};

Unnoticed unnoticed_in(const std::string& whole) {
  const TemporaryFolder folder;
  Unnoticed n;
  for (std::size_t i = 0; i < 100; ++i) {
    const std::size_t at = i * (whole.size() - 1) / 99;
    n.cuts += outcome_of(folder.file("cut", whole.substr(0, at))).fate == Fate::loads;
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << i % 8));
    n.flips += outcome_of(folder.file("flip", flipped)).fate == Fate::loads;
  }
  return n;
}

TEST(Corpus, NoCutAndNoFlipOfAPngPasses) {
  const Unnoticed n = unnoticed_in(sound_png());
  EXPECT_EQ(n.cuts, 0);
  EXPECT_EQ(n.flips, 0);
}

/// The coded data of a JPEG have no checksum.
TEST(Corpus, NoCutOfAJpegPassesButFlipsDo) {
  const Unnoticed n = unnoticed_in(sound_jpeg());
  EXPECT_EQ(n.cuts, 0);
  RecordProperty("unnoticed_flips", n.flips);
  EXPECT_LT(n.flips, 100);
}

}  // namespace
}  // namespace fscope
