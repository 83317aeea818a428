#include "app/cli/sources.h"

#include "app/io/picture.h"
#include "app/io/signal_file.h"

namespace fscope {

Sources load_sources(const std::string& target, Damaged damaged) {
  if (!names_signal(target)) return {.picture = load_picture(target, damaged).image, .samples = {}};
  if (named_signal(target) != SignalKind::samples) return {};
  return {.picture = nullptr, .samples = load_signal_file(target).samples};
}

}  // namespace fscope
