// One cell of a sweep: its fit, and the files that keep it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/cli/sweep_plan.h"
#include "core/support/parallel.h"
#include "core/training/trainer.h"

namespace fscope {

/// FOLDER/cells, and there NAME.json and NAME.png.
std::filesystem::path cells_folder(const std::filesystem::path& folder);
std::filesystem::path record_path(const std::filesystem::path& folder, const std::string& name);
std::filesystem::path picture_path(const std::filesystem::path& folder, const std::string& name);

/// What is known of a finished cell. `json` holds at least cell, state ("done" or "failed") and
/// reason (empty when done); when done also what fit --json prints, and train_mse, heldout_mse,
/// ssim, flip (null where there is none), parameters (their number) and measured_at_step.
struct CellRecord {
  nlohmann::ordered_json json;

  bool failed() const { return json["state"] == "failed"; }
  std::string reason() const { return json["reason"]; }
  /// "train 33.27 dB, held-out 25.60 dB, SSIM 0.912, FLIP 0.084, 12.3 s", or "failed: REASON".
  std::string to_line() const;
};

/// The record of the cell called `name`; nullopt when it is not there, is damaged or is of another
/// cell, or when the picture that belongs to it is not there.
std::optional<CellRecord> read_cell(const std::filesystem::path& folder, const std::string& name);

/// What to compute, and where it goes.
struct CellOrder {
  const SweepPlan& plan;
  const SweepCell& cell;
  std::string name;
  std::string fingerprint;  // of the target
  std::filesystem::path folder;
};

/// Trains, measures and writes the picture, then the record: a record stands for a whole cell. A
/// cell that cannot be computed becomes a record that says why. on_step is called after every step.
/// Throws FitInterrupted, with nothing written, and std::runtime_error when a file cannot be.
CellRecord run_cell(const CellOrder& order, ThreadPool& pool, const Interrupted& interrupted,
                    const std::function<void()>& on_step);

}  // namespace fscope
