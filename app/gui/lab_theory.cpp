#include "app/gui/lab_theory.h"

#include <algorithm>

namespace fscope {

std::string_view kernel_name(LabKernel kernel) {
  switch (kernel) {
    case LabKernel::infinite:
      return "infinite width";
    case LabKernel::first:
      return "linearised at the start";
    case LabKernel::now:
      return "kernel now";
  }
  return "";
}

double flow_time(const RunConfig& config, double n_steps) {
  const auto n = static_cast<double>(config.signal.n_train);
  const double batch = config.batch == 0 ? n : std::min(n, static_cast<double>(config.batch));
  const double share = config.loss == Loss::half_sum ? batch / n : 1 / n;
  return config.learning_rate * n_steps * share;
}

bool follows_flow(const RunConfig& config) { return config.optimizer == OptimizerKind::sgd; }

}  // namespace fscope
