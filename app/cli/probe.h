// fourierscope probe: whether pictures can be read.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// One line a file: what it is and what was done to it, or the reason why it is refused. Returns 0,
/// or 1 when one is refused.
int run_probe(const ProbeArguments& arguments, const Streams& streams);

}  // namespace fscope
