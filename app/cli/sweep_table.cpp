#include "app/cli/sweep_table.h"

#include <array>
#include <string_view>

#include "app/io/path_text.h"
#include "app/report/curves_csv.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// A column, and what the records call it.
struct Column {
  std::string_view name;
  std::string_view key;
};
// "width" is a setting, of the network.
constexpr std::array<Column, 17> kRecorded = {{{"reason", "reason"},
                                               {"image_width", "width"},
                                               {"image_height", "height"},
                                               {"channels", "channels"},
                                               {"steps", "steps"},
                                               {"train_psnr", "train_psnr"},
                                               {"heldout_psnr", "heldout_psnr"},
                                               {"train_mse", "train_mse"},
                                               {"heldout_mse", "heldout_mse"},
                                               {"ssim", "ssim"},
                                               {"flip", "flip"},
                                               {"train_loss", "train_loss"},
                                               {"parameters", "parameters"},
                                               {"parameters_hash", "parameters_hash"},
                                               {"seconds", "seconds"},
                                               {"samples_per_s", "samples_per_s"},
                                               {"threads", "threads"}}};

std::string field_of(const std::optional<CellRecord>& record, std::string_view key) {
  if (!record) return "";
  const auto found = record->json.find(key);
  if (found == record->json.end() || found->is_null()) return "";
  return found->is_string() ? csv_field(found->get<std::string>()) : found->dump();
}

std::string state_of(const std::optional<CellRecord>& record) {
  return record ? record->json["state"].get<std::string>() : "missing";
}

}  // namespace

std::string sweep_csv(const SweepPlan& plan, const std::vector<std::string>& names,
                      const std::vector<std::optional<CellRecord>>& records) {
  std::string out = "number,cell,target,state";
  for (const Column& column : kRecorded) out += text(',', column.name);
  for (const Setting& setting : settings_table()) out += text(',', setting.key);
  out += '\n';
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    const SweepCell& cell = plan.cells[i];
    out += text(i, ',', names[i], ',', csv_field(escape_bytes(plan.target(cell))), ',',
                state_of(records[i]));
    for (const Column& column : kRecorded) out += ',' + field_of(records[i], column.key);
    for (const Setting& setting : settings_table()) {
      out += ',' + csv_field(setting.get(cell.config));
    }
    out += '\n';
  }
  return out;
}

}  // namespace fscope
