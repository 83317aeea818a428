#include "app/cli/fit_report.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

using Json = nlohmann::ordered_json;

std::string fixed(double x, int n_decimals) {
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%.*f", n_decimals, x);
  return out.data();
}

double samples_per_s(const FitResult& result) {
  return static_cast<double>(result.n_samples) / result.last.seconds;
}

/// A number where the setting's text is one, else the text.
Json setting_value(const std::string& value) {
  Json number = Json::parse(value, nullptr, false);
  return number.is_number() ? number : Json(value);
}

Json settings_json(const RunConfig& config) {
  Json out;
  for (const Setting& setting : settings_table()) {
    out[std::string(setting.key)] = setting_value(setting.get(config));
  }
  return out;
}

/// Shortest text that reads back as the same value.
std::string exact(double x) {
  std::array<char, 32> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x).ptr};
}

std::string significant(double x) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3g", x);
  return out.data();
}

/// An error as it is told: pictures have decibels, signals, whose values have no peak, do not.
double told(TaskKind task, double mse) { return task == TaskKind::image ? psnr(mse) : mse; }

std::string told_as(TaskKind task) { return task == TaskKind::image ? "psnr" : "mse"; }

std::string describe_errors(TaskKind task, const Measurement& last) {
  const bool decibels = task == TaskKind::image;
  const auto describe = [&](double mse) {
    return decibels ? fixed(psnr(mse), 2) + " dB" : significant(mse);
  };
  const std::string train =
      text(decibels ? "" : "mean square error ", "train ", describe(last.train_mse));
  return last.heldout_mse ? text(train, ", held-out ", describe(*last.heldout_mse)) : train;
}

/// What was learned, and of what size.
Json target_json(const FitResult& result) {
  Json out;
  if (result.config.task == TaskKind::image) {
    out["image"] = escape_bytes(result.target);
    out["width"] = result.width;
    out["height"] = result.height;
    out["channels"] = result.channels;
  } else {
    out["signal"] = escape_bytes(result.target);
    out["points"] = result.config.signal.n_points();
    out["train_points"] = result.config.signal.n_train;
  }
  return out;
}

}  // namespace

std::string to_line(const FitResult& result) {
  const Measurement& last = result.last;
  return text("step ", last.step, ": ", describe_errors(result.config.task, last), ", ",
              fixed(last.seconds, 1), " s, ", fixed(samples_per_s(result), 0), " samples/s");
}

std::string to_json(const FitResult& result) {
  const TaskKind task = result.config.task;
  const Measurement& last = result.last;
  Json out = target_json(result);
  const Json settings = settings_json(result.config);
  out["mapping"] = settings["mapping"];
  out["sigma"] = settings["sigma"];
  if (task == TaskKind::image) out["size"] = std::max(result.width, result.height);
  out["steps"] = last.step;
  out["seed"] = settings["seed"];
  out["train_loss"] = last.train_loss;
  // JSON has no infinity; the library writes null for it.
  out["train_" + told_as(task)] = told(task, last.train_mse);
  out["heldout_" + told_as(task)] =
      last.heldout_mse ? Json(told(task, *last.heldout_mse)) : Json(nullptr);
  out["seconds"] = last.seconds;
  out["samples_per_s"] = samples_per_s(result);
  out["threads"] = result.n_threads;
  out["health"] = health_name(result.health);
  out["parameters_hash"] = result.hash;
  out["settings"] = settings;
  out["replay"] = to_text(result.replay);
  return out.dump();
}

std::string to_csv(TaskKind task, std::span<const Measurement> curve) {
  std::string out =
      text("step,seconds,train_loss,train_", told_as(task), ",heldout_", told_as(task), '\n');
  for (const Measurement& point : curve) {
    out += text(point.step, ',', fixed(point.seconds, 6), ',', exact(point.train_loss), ',',
                exact(told(task, point.train_mse)), ',',
                point.heldout_mse ? exact(told(task, *point.heldout_mse)) : std::string(), '\n');
  }
  return out;
}

}  // namespace fscope
