// Picture files of all the kinds that go wrong, made here, with what is to become of each.
#pragma once

#include <string>
#include <vector>

namespace fscope {

enum class Fate { loads, damaged, refused };

struct CorpusFile {
  std::string name;
  std::string bytes;
  Fate fate = Fate::loads;
  std::string says;  // a part of the reason, or of what was done to it; may be empty
};

/// 48 x 32 RGB pixels of noise and a gradient, with checksums.
std::string sound_png();
/// The same as a baseline JPEG.
std::string sound_jpeg();

/// The same bytes every time.
std::vector<CorpusFile> make_corpus();

}  // namespace fscope
