#include "app/gui/compare_jobs.h"

#include <utility>

#include "app/gui/compare.h"

namespace fscope {

bool CompareJobs::update(const Snapshot& snapshot, UiState& ui) {
  const RunSnapshot* shown = shown_run(snapshot, ui);
  if (!shows_compare(snapshot, ui) || !shown->target) return false;
  Input input{.target = shown->target, .runs = {}};
  for (const RunSnapshot& run : snapshot.runs) {
    if (run.whole) input.runs.push_back({run.id, run.step, run.whole});
  }
  if (ui.pictures.spectra) {
    auto spectra = spectra_.follow(input, [](const Input& wanted, const StopFlag&) {
      Spectra out;
      for (const Item& run : wanted.runs) {
        out[run.run] = make_spectra(*wanted.target, run.picture.get(), nullptr).reconstruction;
      }
      return out;
    });
    if (spectra) ui.compare.spectra = std::move(*spectra);
  }
  return spectra_.running();
}

}  // namespace fscope
