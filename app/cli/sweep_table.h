// A sweep as a table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/sweep_cell.h"
#include "app/cli/sweep_plan.h"

namespace fscope {

/// RFC 4180 with a header, one row a cell in the plan's order; the columns are the same for every
/// sweep: number, cell, target, state (done, failed or missing), reason, image_width, image_height,
/// channels, steps, train_psnr, heldout_psnr, train_mse, heldout_mse, ssim, flip, train_loss,
/// parameters, parameters_hash, seconds, samples_per_s, threads, then every setting of a run under
/// its key. Empty fields: what is not known, and the PSNR of a perfect fit. names and records are
/// as many as cells, nullopt is a missing one.
std::string sweep_csv(const SweepPlan& plan, const std::vector<std::string>& names,
                      const std::vector<std::optional<CellRecord>>& records);

}  // namespace fscope
