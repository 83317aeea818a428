// How much memory a run is going to take.
#pragma once

#include <cstddef>

#include "core/support/memory.h"
#include "core/training/config.h"
#include "core/training/subject.h"

namespace fscope {

/// Bytes, about: parameters, the optimiser's two moments, gradients, the layouts that the kernels
/// read, copies that are shown and that are kept to go back to. What the threads work on and what
/// is on screen is small beside that.
std::size_t network_bytes(Index n_parameters);

/// Bytes of the picture as it is learned and of what is held while it is resized; 0 of a signal,
/// and of a picture that is not there.
std::size_t picture_bytes(const Subject& subject);

/// Throws std::runtime_error that tells both figures when a run with these settings would need more
/// than `available` bytes.
void check_memory(const RunConfig& config, const Subject& subject,
                  std::size_t available = available_memory());

}  // namespace fscope
