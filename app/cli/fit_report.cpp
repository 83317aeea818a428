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

/// JSON has no infinity; the library writes null for it.
Json decibels(std::optional<double> psnr) { return psnr ? Json(*psnr) : Json(nullptr); }

/// Shortest text that reads back as the same value.
std::string exact(double x) {
  std::array<char, 32> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), x).ptr};
}

}  // namespace

std::string to_line(const FitResult& result) {
  const Measurement& last = result.last;
  const std::string heldout =
      last.heldout_psnr ? text(", held-out ", fixed(*last.heldout_psnr, 2), " dB") : "";
  return text("step ", last.step, ": train ", fixed(last.train_psnr, 2), " dB", heldout, ", ",
              fixed(last.seconds, 1), " s, ", fixed(samples_per_s(result), 0), " samples/s");
}

std::string to_json(const FitResult& result) {
  Json out;
  out["image"] = escape_bytes(result.image);
  out["width"] = result.width;
  out["height"] = result.height;
  out["channels"] = result.channels;
  const Json settings = settings_json(result.config);
  out["mapping"] = settings["mapping"];
  out["sigma"] = settings["sigma"];
  out["size"] = std::max(result.width, result.height);
  out["steps"] = result.last.step;
  out["seed"] = settings["seed"];
  out["train_loss"] = result.last.train_loss;
  out["train_psnr"] = decibels(result.last.train_psnr);
  out["heldout_psnr"] = decibels(result.last.heldout_psnr);
  out["seconds"] = result.last.seconds;
  out["samples_per_s"] = samples_per_s(result);
  out["threads"] = result.n_threads;
  out["parameters_hash"] = result.hash;
  out["settings"] = settings;
  out["replay"] = to_text(result.replay);
  return out.dump();
}

std::string to_csv(std::span<const Measurement> curve) {
  std::string out = "step,seconds,train_loss,train_psnr,heldout_psnr\n";
  for (const Measurement& point : curve) {
    out += text(point.step, ',', fixed(point.seconds, 6), ',', exact(point.train_loss), ',',
                exact(point.train_psnr), ',',
                point.heldout_psnr ? exact(*point.heldout_psnr) : std::string(), '\n');
  }
  return out;
}

}  // namespace fscope
