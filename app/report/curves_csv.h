// All curves of all runs as one table.
#pragma once

#include <string>
#include <string_view>

#include "core/training/snapshot.h"

namespace fscope {

/// RFC 4180, one row a point: run, name, curve (train_loss, train_mse, heldout_mse, train_psnr,
/// heldout_psnr, band A-B in cycles), step, seconds, value (the last in the stretch), min, max.
std::string curves_to_csv(const Snapshot& snapshot);

/// A field of such a table: quoted where it must be.
std::string csv_field(std::string_view text);

/// What the run is called: its name, or what it differs in from the defaults.
std::string run_title(const RunSnapshot& run);

}  // namespace fscope
