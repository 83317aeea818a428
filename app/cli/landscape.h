// fourierscope landscape: which sigma suits a picture, predicted without training.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// Prints the predicted curve and its best sigma to streams.out, and writes the table where asked.
/// Returns 0, or kExitInterrupted after Control-C (nothing is written then).
/// Throws std::exception naming the input and the reason.
int run_landscape(const LandscapeArguments& arguments, const Streams& streams);

}  // namespace fscope
