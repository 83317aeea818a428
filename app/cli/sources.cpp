#include "app/cli/sources.h"

#include <utility>

#include "app/io/picture.h"
#include "app/io/signal_file.h"

namespace fscope {

LoadedSources load_sources(const std::string& target, Damaged damaged) {
  LoadedSources out;
  if (!names_signal(target)) {
    Picture picture = load_picture(target, damaged);
    out.sources.picture = std::move(picture.image);
    out.notes = std::move(picture.notes);
  } else if (named_signal(target) == SignalKind::samples) {
    out.sources.samples = load_signal_file(target).samples;
  }
  return out;
}

}  // namespace fscope
