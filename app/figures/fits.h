// Many small networks trained side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/figures/progress.h"
#include "core/training/trainer.h"

namespace fscope {

struct FigureFit {
  RunConfig config;
  std::shared_ptr<const Task> task;
  std::int64_t n_steps = 0;
  std::int64_t every = 0;  // > 0: measured at the start and after every so many steps, too
};

/// Trains every network on one thread of its own, several at once (n_threads, 0 = one per
/// processor), and calls measure(i, trainer) from that thread when network i is trained, and before
/// as its `every` says. What comes out does not depend on n_threads. Throws FigureInterrupted, and
/// what a trainer throws with the settings of the network in the message.
void train_all(const std::vector<FigureFit>& fits, int n_threads, const FigureHooks& hooks,
               const std::function<void(std::size_t, Trainer&)>& measure);

}  // namespace fscope
