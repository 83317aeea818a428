#include "app/cli/sweep_sheet.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/cli/sweep_names.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

using Json = nlohmann::ordered_json;

/// One thing that may vary, as the plan orders them: labels of its values.
struct Axis {
  std::vector<std::string> labels;
  std::size_t stride = 1;  // cells from one value to the next
};

/// Its name if the font has it, else its number from 1.
std::string target_label(const SweepPlan& plan, std::size_t target) {
  const std::string stem = escape_bytes(target_stem(plan.targets[target]));
  return can_be_drawn(stem) ? stem : text("target ", target + 1);
}

std::vector<Axis> axes_of(const SweepPlan& plan) {
  std::vector<Axis> axes(1);
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    axes[0].labels.push_back(target_label(plan, i));
  }
  for (const SweepVariation& variation : plan.variations) {
    axes.emplace_back();
    for (const std::string& value : variation.values) {
      axes.back().labels.push_back(variation.key + ' ' + value);
    }
  }
  axes.emplace_back();
  for (const std::uint64_t seed : plan.seeds) axes.back().labels.push_back(text("seed ", seed));
  for (std::size_t i = axes.size() - 1; i-- > 0;) {
    axes[i].stride = axes[i + 1].stride * axes[i + 1].labels.size();
  }
  return axes;
}

/// The index of the axis that runs to the right.
std::size_t column_axis(const std::vector<Axis>& axes) {
  const auto n_values = [&](std::size_t i) { return axes[i].labels.size(); };
  const std::size_t seeds = axes.size() - 1;
  std::size_t best = n_values(seeds) > 1 ? seeds : 0;
  for (std::size_t i = 1; i < seeds; ++i) {
    const bool is_variation = best != 0 && best != seeds;
    if (n_values(i) > 1 && (!is_variation || n_values(i) >= n_values(best))) best = i;
  }
  return best;
}

void append(std::string& list, const std::string& label) {
  list += (list.empty() ? "" : ", ") + label;
}

/// The first cell of each row and the row's label.
struct Row {
  std::size_t cell = 0;
  std::string label;
};

std::vector<Row> rows_of(const std::vector<Axis>& axes, std::size_t columns) {
  std::vector<Row> rows(1);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (i == columns || axes[i].labels.size() == 1) continue;
    std::vector<Row> next;
    for (const Row& row : rows) {
      for (std::size_t value = 0; value < axes[i].labels.size(); ++value) {
        next.push_back({row.cell + value * axes[i].stride, row.label});
        append(next.back().label, axes[i].labels[value]);
      }
    }
    rows = std::move(next);
  }
  return rows;
}

std::string title_of(const SweepPlan& plan, const std::vector<Axis>& axes) {
  std::string title;
  for (const Axis& axis : axes) {
    if (axis.labels.size() == 1) append(title, axis.labels.front());
  }
  append(title, text(plan.n_steps, " steps"));
  return title;
}

std::string note_of(std::size_t n_rows, std::size_t n_columns) {
  std::string note;
  if (n_rows > kMaxSheetRows) append(note, text(n_rows - kMaxSheetRows, " more rows"));
  if (n_columns > kMaxSheetColumns) {
    append(note, text(n_columns - kMaxSheetColumns, " more columns"));
  }
  return note.empty() ? note : note + ": see sweep.csv";
}

std::string decimals(const Json& number, int n) {
  if (!number.is_number()) return "-";
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", n, number.get<double>());
  return out.data();
}

std::vector<std::string> captions_of(const std::optional<CellRecord>& record) {
  if (!record) return {"missing"};
  if (record->failed()) return {"failed", record->reason()};
  const Json& json = record->json;
  const bool held = !json["heldout_mse"].is_null();
  const std::string split = held ? "heldout" : "train";
  const std::string shown = held ? "held-out " : "train ";
  if (!json.contains("train_psnr")) {
    return {text(shown, json[split + "_mse"].get<double>()), "signal"};
  }
  return {text(shown, decimals(json[split + "_psnr"], 2), " dB"),
          text("SSIM ", decimals(json["ssim"], 3), "  FLIP ", decimals(json["flip"], 3))};
}

/// The picture of a finished cell; none where it cannot be read.
Image picture_of(const std::filesystem::path& folder, const std::string& name,
                 const std::optional<CellRecord>& record) {
  if (!record || record->failed() || !record->json.contains("train_psnr")) return {};
  try {
    return load_image(picture_path(folder, name));
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

SweepSheet arrange_sheet(const SweepPlan& plan) {
  const std::vector<Axis> axes = axes_of(plan);
  const std::size_t column = column_axis(axes);
  const Axis& right = axes[column];
  const std::vector<Row> rows = rows_of(axes, column);
  const std::size_t n_columns = std::min(kMaxSheetColumns, right.labels.size());
  SweepSheet out;
  out.sheet.title = title_of(plan, axes);
  out.sheet.note = note_of(rows.size(), right.labels.size());
  for (std::size_t i = 0; i < n_columns; ++i) {
    // What has one value only is in the title.
    out.sheet.columns.push_back(right.labels.size() > 1 ? right.labels[i] : "");
  }
  for (std::size_t row = 0; row < std::min(kMaxSheetRows, rows.size()); ++row) {
    out.sheet.rows.push_back(rows[row].label);
    out.cells.emplace_back();
    for (std::size_t i = 0; i < n_columns; ++i) {
      out.cells.back().push_back(rows[row].cell + i * right.stride);
    }
  }
  return out;
}

Image paint_sweep(const SweepPlan& plan, const std::filesystem::path& folder,
                  const std::vector<std::string>& names,
                  const std::vector<std::optional<CellRecord>>& records) {
  const auto is_picture = [](const SweepCell& cell) { return cell.config.task == TaskKind::image; };
  if (std::ranges::none_of(plan.cells, is_picture)) return {};
  const SweepSheet arranged = arrange_sheet(plan);
  return paint_sheet(arranged.sheet, [&](std::size_t row, std::size_t column) {
    const std::size_t i = arranged.cells[row][column];
    return SheetTile{picture_of(folder, names[i], records[i]), captions_of(records[i])};
  });
}

}  // namespace fscope
