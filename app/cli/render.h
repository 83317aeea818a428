// fourierscope render: a saved network, evaluated to a picture or to numbers.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// Writes what the network says; a line about it on streams.out. Returns the exit code. Throws
/// std::exception naming the file and the reason.
int run_render(const RenderArguments& arguments, const Streams& streams);

}  // namespace fscope
