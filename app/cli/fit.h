// fourierscope fit: learns a picture or a signal without a window.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// Trains, writes the files asked for, prints the result to streams.out. Paths are checked before
/// training and files are written after it, so a fit that fails leaves none. Returns 0, or
/// kExitInterrupted after Control-C (with a line that says at which step; nothing is written).
/// Throws std::exception naming the input and the reason.
int run_fit(const FitArguments& arguments, const Streams& streams);

}  // namespace fscope
