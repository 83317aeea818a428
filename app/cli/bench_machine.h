// What the benchmark runs on.
#pragma once

#include <optional>

#include "app/cli/bench_sections.h"

namespace fscope {

/// Processor, instruction sets, load and compiler; with a short measurement of each set's peak.
Json describe_machine(const Meter& meter);
/// The kernels whose peak describe_machine() found to be the highest.
const Kernels& peak_kernels(const Json& machine);

/// Over 1, 5 and 15 minutes; null where the system does not tell.
Json load_average();
/// The most memory that was resident since the start or the last restart; none where unknown.
std::optional<double> peak_memory_mib();
/// Gives free memory back and lets peak_memory_mib() count from what is resident then, which it
/// returns; none where the system cannot.
std::optional<double> restart_peak_memory();

}  // namespace fscope
