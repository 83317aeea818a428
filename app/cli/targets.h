// fourierscope targets: the built-in pictures.
#pragma once

#include <ostream>

#include "app/cli/arguments.h"

namespace fscope {

/// Lists them on `out`, one a line; with arguments.out writes each as OUT/ID.png first, making the
/// folder if needed. Throws std::exception naming the file and the reason.
void run_targets(const TargetsArguments& arguments, std::ostream& out);

}  // namespace fscope
