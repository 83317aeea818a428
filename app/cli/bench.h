// fourierscope bench: how fast this machine trains and shows networks, and how near to its limit.
#pragma once

#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// What --only may name, in the order in which it is measured.
std::vector<std::string> bench_section_names();

/// Measures what was asked for; prints tables to streams.out and writes one JSON object where
/// asked, instead of the tables with "-". Returns 0, or kExitInterrupted after Control-C (nothing
/// is written then). Throws std::exception naming the reason.
int run_bench(const BenchArguments& arguments, const Streams& streams);

}  // namespace fscope
