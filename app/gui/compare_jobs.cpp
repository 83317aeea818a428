#include "app/gui/compare_jobs.h"

#include <algorithm>
#include <utility>

#include "app/gui/compare.h"
#include "app/io/image_file.h"
#include "core/quality/flip.h"
#include "core/quality/ssim.h"

namespace fscope {

/// Of pictures that are known at every pixel.
CompareJobs::Similarities CompareJobs::compare(const Input& input, const StopFlag& stop) {
  Similarities out;
  for (const Item& run : input.runs) {
    const Image& target = *input.target;
    const Image picture = to_image(*run.picture);
    const bool whole = picture.width == target.width && picture.height == target.height;
    const bool large_enough = std::min(target.width, target.height) >= kSsimWindow;
    if (stop || !whole || !large_enough) continue;
    out[run.run] = {.step = run.step, .ssim = ssim(target, picture), .flip = flip(target, picture)};
  }
  return out;
}

bool CompareJobs::update(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  if (!shows_compare(snapshot, ui) || !shown->target) return false;
  Input input{.target = shown->target, .runs = {}};
  for (const RunSnapshot& run : snapshot.runs) {
    if (run.whole) input.runs.push_back({run.id, run.step, run.whole});
  }
  bool busy = false;  // what is no longer looked at may run on
  if (ui.pictures.spectra) {
    auto spectra = spectra_.follow(input, [](const Input& wanted, const StopFlag&) {
      Spectra out;
      for (const Item& run : wanted.runs) {
        out[run.run] = make_spectrum(*wanted.target, *run.picture);
      }
      return out;
    });
    if (spectra) ui.compare.spectra = std::move(*spectra);
    busy |= spectra_.running();
  }
  if (ui.compare.similarity_wanted) {
    auto similarity = similarity_.follow(input, compare);
    if (similarity) ui.compare.similarity = std::move(*similarity);
    busy |= similarity_.running();
  }
  return busy;
}

}  // namespace fscope
