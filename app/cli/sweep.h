// fourierscope sweep: one fit for every combination of settings, targets and seeds.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/streams.h"

namespace fscope {

/// Computes the cells that are not there yet, one line on streams.out for each, and writes
/// FOLDER/sweep.csv and FOLDER/contact.png; with a cell chosen, only that one. Returns 0, 1 when
/// cells failed or, collecting, are missing, or kExitInterrupted after Control-C, which keeps the
/// cells that are complete. Throws UsageError for a bad plan and std::exception naming the input
/// and the reason.
int run_sweep(const SweepArguments& arguments, const Streams& streams);

}  // namespace fscope
