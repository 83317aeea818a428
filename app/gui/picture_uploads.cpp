#include "app/gui/picture_uploads.h"

#include <utility>

#include "app/gui/compare.h"
#include "app/gui/panels/lab_panels.h"

namespace fscope {

void PictureUploads::update_network(ImageSlot slot, const RunSnapshot& run) {
  Network& shown = networks_.at(static_cast<std::size_t>(slot));
  if (run.whole && run.whole != shown.whole) view_->set_reconstruction(*run.whole, slot);
  if (run.detail && run.detail != shown.detail) view_->set_detail(*run.detail, slot);
  if (!run.detail && shown.detail) view_->clear_detail(slot);
  shown = {run.whole, run.detail};
}

void PictureUploads::show(ImageSlot slot, const std::shared_ptr<const Raster>& picture) {
  auto& shown = pictures_.at(static_cast<std::size_t>(slot));
  if (picture == shown) return;
  shown = picture;
  if (picture) {
    view_->set_picture(slot, *picture);
  } else {
    view_->clear_picture(slot);
  }
}

void PictureUploads::update_theory(const UiState& ui) {
  const PictureTheoryState& theory = ui.theory;
  const auto& p = theory.prediction;
  show(ImageSlot::theory, p ? std::shared_ptr<const Raster>(p, &p->picture) : nullptr);
  show(ImageSlot::target_spectrum, theory.spectra.target);
  show(ImageSlot::reconstruction_spectrum, theory.spectra.reconstruction);
  show(ImageSlot::theory_spectrum, theory.spectra.theory);
  show(ImageSlot::error_spectrum, theory.spectra.error);
  show(ImageSlot::mapping_kernel, theory.kernel ? theory.kernel->mapping_kernel : nullptr);
  const LabPrediction* of_signal = shown_prediction(ui.lab);
  const auto& kernel = of_signal ? of_signal->picture : nullptr;
  show(ImageSlot::kernel_matrix,
       kernel ? std::shared_ptr<const Raster>(kernel, &kernel->picture) : nullptr);
  show(ImageSlot::composed_kernel, theory.kernel ? theory.kernel->composed_kernel : nullptr);
}

void PictureUploads::update(const Snapshot& snapshot, const UiState& ui) {
  update_theory(ui);
  const RunSnapshot* shown = shown_run(snapshot, ui);
  if (!shown || !shown->target) return;
  if (shown->target != target_) {
    target_ = shown->target;
    view_->set_target(*target_);
  }
  if (!shows_compare(snapshot, ui)) return update_network(ImageSlot::reconstruction, *shown);
  for (std::size_t i = 0; i < std::min(snapshot.runs.size(), kMaxRuns); ++i) {
    const RunSnapshot& run = snapshot.runs[i];
    update_network(run_slot(i), run);
    const auto spectrum = ui.compare.spectra.find(run.id);
    show(run_spectrum_slot(i), spectrum == ui.compare.spectra.end() ? nullptr : spectrum->second);
  }
}

}  // namespace fscope
