// What the laboratory shows of theory, computed beside the training.
#pragma once

#include <memory>

#include "app/gui/lab.h"
#include "app/gui/steady_job.h"

namespace fscope {

/// Follows the settings wanted. Main thread only; the computing is done on a thread of its own.
class LabJobs {
 public:
  /// Takes what has been found into ui.lab and starts what is wanted. Does not wait. True while
  /// something is under way.
  bool update(const Snapshot& snapshot, UiState& ui);

 private:
  std::shared_ptr<LabSolver> solver_ = std::make_shared<LabSolver>();
  SteadyJob<LabQuestion, std::shared_ptr<const LabTheory>> job_;
};

}  // namespace fscope
