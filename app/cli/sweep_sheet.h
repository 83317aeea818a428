// A sweep as a contact sheet: one thing that varies runs to the right, everything else downwards.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/sweep_cell.h"
#include "app/cli/sweep_plan.h"
#include "app/report/contact_sheet.h"

namespace fscope {

/// Which cell stands where: cells[row][column] is a number of the plan.
struct SweepSheet {
  ContactSheet sheet;
  std::vector<std::vector<std::size_t>> cells;
};

// More than these are left out; the sheet's note says how many.
inline constexpr std::size_t kMaxSheetColumns = 24;
inline constexpr std::size_t kMaxSheetRows = 40;

/// Columns are the values of the variation that has most, the last of several; where none has two,
/// the seeds, else the targets. What has one value only is in the title.
SweepSheet arrange_sheet(const SweepPlan& plan);

/// The sheet of the pictures in FOLDER/cells; an empty picture when the plan has signals only.
Image paint_sweep(const SweepPlan& plan, const std::filesystem::path& folder,
                  const std::vector<std::string>& names,
                  const std::vector<std::optional<CellRecord>>& records);

}  // namespace fscope
