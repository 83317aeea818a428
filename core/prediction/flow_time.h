// Time in theory: how far gradient flow has come after so many training steps.
#pragma once

#include "core/training/replay.h"

namespace fscope {

/// The time eta t of gradient flow on 1/2 sum (f - y)^2 over all n_train (>= 1) values that are
/// trained on, points times channels, after `steps` steps of gradient descent: learning rate times
/// steps for the loss half_sum, the n_train-th part of it for half_mean. Batches of b values are
/// taken for their mean: half_sum then is b / n_train as fast, half_mean is not changed.
/// Adam's steps are no multiples of the gradient, so that no time corresponds to them: what comes
/// back is that of gradient descent with the same settings. PAPER secs. 0.4 and 2.2
double effective_eta_t(const RunConfig& config, Index n_train, double steps);

/// The same for a run whose settings changed on its way.
double effective_eta_t(const Replay& replay, Index n_train, std::int64_t step);

}  // namespace fscope
