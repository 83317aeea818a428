#include "core/training/snapshot.h"

namespace fscope {

bool is_halted(const RunSnapshot& run) { return run.failure && run.failure->halted; }

SavedRun saved_run(const RunSnapshot& run) {
  if (run.restoring) return *run.restoring;
  return {.name = run.name, .replay = run.replay, .step = run.step};
}

}  // namespace fscope
