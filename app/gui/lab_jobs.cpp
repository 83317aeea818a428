#include "app/gui/lab_jobs.h"

#include <utility>

namespace fscope {

bool LabJobs::update(const Snapshot& snapshot, UiState& ui) {
  if (ui.wanted.task != TaskKind::signal) return false;
  update_lab_target(ui);
  LabState& lab = ui.lab;
  if (!lab.target.signal) {
    lab.theory = nullptr;
    return lab.busy = false;
  }
  auto theory = job_.follow(lab_question(snapshot, ui),
                            [solver = solver_](const LabQuestion& question, const StopFlag&) {
                              return std::make_shared<const LabTheory>(solver->answer(question));
                            });
  if (theory) lab.theory = std::move(*theory);
  return lab.busy = job_.running();
}

}  // namespace fscope
