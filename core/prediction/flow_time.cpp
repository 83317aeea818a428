#include "core/prediction/flow_time.h"

#include <algorithm>

#include "core/support/check.h"

namespace fscope {

double effective_eta_t(const RunConfig& config, Index n_train, double steps) {
  require(n_train >= 1, "time needs at least one training point, got ", n_train);
  const auto n = static_cast<double>(n_train);
  const double batch = config.batch == 0 ? n : std::min(n, static_cast<double>(config.batch));
  const double values_per_step = config.loss == Loss::half_sum ? batch : 1;
  return config.learning_rate * steps * (values_per_step / n);
}

double effective_eta_t(const Replay& replay, Index n_train, std::int64_t step) {
  double eta_t = 0;
  std::int64_t begin = 0;
  const RunConfig* config = &replay.start;
  const auto add_until = [&](std::int64_t end) {
    if (end <= begin) return;
    eta_t += effective_eta_t(*config, n_train, static_cast<double>(end - begin));
    begin = end;
  };
  for (const ReplayChange& change : replay.changes) {
    add_until(std::min(change.step, step));
    config = &change.config;
  }
  add_until(step);
  return eta_t;
}

}  // namespace fscope
