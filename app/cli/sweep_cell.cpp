#include "app/cli/sweep_cell.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <new>
#include <utility>

#include "app/cli/fit_report.h"
#include "app/cli/fit_run.h"
#include "app/cli/sources.h"
#include "app/cli/sweep_names.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "app/io/regular_file.h"
#include "core/quality/flip.h"
#include "core/quality/ssim.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What every record begins with.
Json head_of(const CellOrder& order) {
  Json out;
  out["cell"] = order.name;
  out["state"] = "done";
  out["reason"] = "";
  out["target"] = escape_bytes(order.plan.target(order.cell));
  Json varied = Json::object();
  for (std::size_t i = 0; i < order.plan.variations.size(); ++i) {
    const SweepVariation& variation = order.plan.variations[i];
    varied[variation.key] = variation.values[order.cell.values[i]];
  }
  out["varied"] = varied;
  return out;
}

Json failed(const CellOrder& order, const std::string& reason) {
  Json out = head_of(order);
  out["state"] = "failed";
  out["reason"] = reason;
  out["settings"] = config_difference({}, order.cell.config);
  return out;
}

FitResult result_of(const CellOrder& order, FitRun& run) {
  FitResult result{.target = order.plan.target(order.cell),
                   .config = order.cell.config,
                   .replay = run.replay(),
                   .last = run.measure(),
                   .n_samples = run.n_samples(),
                   .n_threads = run.n_threads(),
                   .hash = parameters_hash(run.trainer().parameters())};
  if (const Image* picture = run.picture()) {
    result.width = picture->width;
    result.height = picture->height;
    result.channels = picture->channels;
  }
  return result;
}

/// A computed cell; without pixels for a signal.
struct Computed {
  Json record;
  Image reconstruction;
};

void add_quality(const Image& target, const Image& reconstruction, Json& record) {
  if (std::min(target.width, target.height) >= kSsimWindow) {
    record["ssim"] = ssim(target, reconstruction);
  }
  record["flip"] = flip(target, reconstruction);
}

Computed summarise(const CellOrder& order, FitRun& run) {
  const FitResult result = result_of(order, run);
  Computed out{head_of(order), {}};
  out.record.update(Json::parse(to_json(result)));
  out.record["train_mse"] = result.last.train_mse;
  out.record["heldout_mse"] = result.last.heldout_mse ? Json(*result.last.heldout_mse) : Json();
  out.record["ssim"] = nullptr;
  out.record["flip"] = nullptr;
  out.record["parameters"] = run.trainer().parameters().size();
  out.record["measured_at_step"] = result.last.step;
  if (run.picture()) {
    out.reconstruction = run.reconstruction();
    add_quality(*run.picture(), out.reconstruction, out.record);
  }
  return out;
}

Computed compute(const CellOrder& order, ThreadPool& pool, const Interrupted& interrupted,
                 const std::function<void()>& on_step) {
  Sources sources = load_sources(order.plan.target(order.cell)).sources;
  if (fingerprint(sources) != order.fingerprint) {
    throw std::runtime_error(
        text(escape_bytes(order.plan.target(order.cell)), ": changed while the sweep ran"));
  }
  const Replay replay{.start = order.cell.config, .changes = {}};
  FitRun run(std::move(sources), replay, pool, interrupted);
  while (run.n_steps() < order.plan.n_steps) {
    run.advance();
    on_step();
  }
  return summarise(order, run);
}

/// compute(), or why it cannot be done.
Computed compute_or_reason(const CellOrder& order, ThreadPool& pool, const Interrupted& interrupted,
                           const std::function<void()>& on_step) {
  try {
    return compute(order, pool, interrupted, on_step);
  } catch (const FitInterrupted&) {
    throw;
  } catch (const std::bad_alloc&) {
    return {failed(order, "not enough memory"), {}};
  } catch (const std::exception& error) {
    return {failed(order, error.what()), {}};
  }
}

/// A number of the record to so many decimals, "inf" for the null of a perfect fit.
std::string decimals(const Json& number, int n) {
  if (!number.is_number()) return "inf";
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", n, number.get<double>());
  return out.data();
}

std::string significant(const Json& number) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3g", number.get<double>());
  return out.data();
}

std::string errors_line(const Json& json) {
  const bool picture = json.contains("train_psnr");
  const auto told = [&](const std::string& split) {
    return picture ? decimals(json[split + "_psnr"], 2) + " dB" : significant(json[split + "_mse"]);
  };
  const std::string train = text(picture ? "" : "mean square error ", "train ", told("train"));
  return json["heldout_mse"].is_null() ? train : text(train, ", held-out ", told("heldout"));
}

/// Whether the record is whole, as far as its readers need.
bool is_record(const Json& json, const std::string& name) {
  if (!json.is_object() || json.value("cell", "") != name || !json.contains("reason")) return false;
  if (json.value("state", "") == "failed") return true;
  return json.value("state", "") == "done" && json.contains("measured_at_step");
}

}  // namespace

fs::path cells_folder(const fs::path& folder) { return folder / "cells"; }

fs::path record_path(const fs::path& folder, const std::string& name) {
  return cells_folder(folder) / (name + ".json");
}

fs::path picture_path(const fs::path& folder, const std::string& name) {
  return cells_folder(folder) / (name + ".png");
}

std::string CellRecord::to_line() const {
  if (failed()) return "failed: " + reason();
  std::string line = errors_line(json);
  if (!json["ssim"].is_null()) line += ", SSIM " + decimals(json["ssim"], 3);
  if (!json["flip"].is_null()) line += ", FLIP " + decimals(json["flip"], 3);
  return text(line, ", ", decimals(json["seconds"], 1), " s");
}

std::optional<CellRecord> read_cell(const fs::path& folder, const std::string& name) {
  constexpr std::size_t kMaxRecord = 1 << 20;
  std::error_code error;
  const fs::path path = record_path(folder, name);
  if (!fs::exists(path, error)) return std::nullopt;
  Json json;
  try {
    json = Json::parse(read_regular_file(path, kMaxRecord));
    if (!is_record(json, name)) return std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;
  }
  const bool has_picture = json.contains("train_psnr");
  if (has_picture && !fs::exists(picture_path(folder, name), error)) return std::nullopt;
  return CellRecord{std::move(json)};
}

CellRecord run_cell(const CellOrder& order, ThreadPool& pool, const Interrupted& interrupted,
                    const std::function<void()>& on_step) {
  Computed computed = compute_or_reason(order, pool, interrupted, on_step);
  const Image& picture = computed.reconstruction;
  if (!picture.empty()) save_png(picture_path(order.folder, order.name), picture);
  write_file_atomically(record_path(order.folder, order.name), computed.record.dump(1) + '\n');
  return {std::move(computed.record)};
}

}  // namespace fscope
