#include "core/tasks/builtin_targets.h"

#include <array>
#include <string>

#include "core/support/check.h"
#include "core/tasks/builtin_targets_painters.h"

namespace fscope {
namespace {

struct Entry {
  BuiltinTarget target;
  Image (*paint)(int size);
};

constexpr std::array<Entry, 6> kEntries = {{
    {{"dead-leaves", "Dead leaves",
      "Shapes of all sizes covering each other, with the statistics of a photograph: sharp "
      "edges, fine texture, a power spectrum that falls as 1/f^2"},
     painters::dead_leaves},
    {{"page", "Page of text", "Letters of several sizes: thin strokes, nothing in between"},
     painters::printed_page},
    {{"zone-plate", "Zone plate",
      "Every frequency in every direction, from 0 at the centre to the pixel grid's limit at the "
      "edge: shows at one glance which ones a network has learned"},
     painters::zone_plate},
    {{"siemens-star", "Siemens star",
      "Spokes that get finer towards the centre: the gray disc there is what is not resolved"},
     painters::siemens_star},
    {{"chart", "Test chart",
      "Checkerboards, slanted edges and bars of rising frequency: blur, ringing and aliasing"},
     painters::test_chart},
    {{"fractal", "Fractal", "A Julia set: smooth colours and detail at every scale"},
     painters::julia_set},
}};

constexpr auto kTargets = [] {
  std::array<BuiltinTarget, kEntries.size()> targets{};
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i] = kEntries[i].target;
  return targets;
}();

std::string known_ids() {
  std::string ids;
  for (const Entry& entry : kEntries)
    ids += (ids.empty() ? "" : ", ") + std::string(entry.target.id);
  return ids;
}

}  // namespace

std::span<const BuiltinTarget> builtin_targets() { return kTargets; }

Image make_builtin_target(std::string_view id, int size) {
  require(size >= 1 && size <= kMaxTargetSize,
          "the size of a built-in target must be between 1 and ", kMaxTargetSize, ", got ", size);
  for (const Entry& entry : kEntries) {
    if (entry.target.id == id) return entry.paint(size);
  }
  throw std::invalid_argument(
      text("no built-in target is called \"", id, "\"; there are: ", known_ids()));
}

}  // namespace fscope
