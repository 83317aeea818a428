// The command line of fourierscope sweep.
#pragma once

#include "app/cli/arguments.h"

namespace fscope {

/// argv from the word "sweep" on. Throws UsageError naming the argument and the reason.
Arguments parse_sweep(int argc, const char* const* argv);

/// "sigma=1,3,10". Throws std::invalid_argument naming the setting, the value and the reason: not
/// of this form, an unknown setting, one that is not varied this way, a bad value, or one that
/// comes twice.
SweepVariation parse_variation(std::string_view words);

/// "0-2" or "0,5,7-9", in this order. Throws std::invalid_argument for anything else, for a seed
/// that comes twice, and for more of them than a sweep has cells.
std::vector<std::uint64_t> parse_seeds(std::string_view words);

}  // namespace fscope
