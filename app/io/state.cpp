#include "app/io/state.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "app/io/base64.h"
#include "app/io/file_descriptor.h"
#include "app/io/json_fields.h"
#include "app/io/json_object.h"
#include "app/io/path_text.h"
#include "app/io/png_text.h"
#include "app/io/regular_file.h"
#include "core/support/check.h"
#include "core/support/hash.h"

namespace fscope {
namespace {

constexpr const char* kKind = "fourierscope state";
constexpr double kEndless = std::numeric_limits<double>::infinity();

struct Flag {
  const char* key;
  bool SavedView::*value;
};
constexpr std::array kFlags = {Flag{"fitted", &SavedView::fitted},
                               Flag{"spectra", &SavedView::spectra},
                               Flag{"between_pixels", &SavedView::between_pixels},
                               Flag{"mark_training", &SavedView::mark_training},
                               Flag{"smooth", &SavedView::smooth},
                               Flag{"absolute_error", &SavedView::absolute_error},
                               Flag{"theory", &SavedView::theory},
                               Flag{"match_training", &SavedView::match_training}};
struct Number {
  const char* key;
  double SavedView::*value;
  double least;
  double most;
};
constexpr double kFar = 1e6;
constexpr std::array kNumbers = {Number{"center_x", &SavedView::center_x, -kFar, kFar},
                                 Number{"center_y", &SavedView::center_y, -kFar, kFar},
                                 Number{"scale", &SavedView::scale, 1e-6, 2000},
                                 Number{"gain", &SavedView::gain, 1, 64},
                                 Number{"theory_time", &SavedView::theory_time, 0, kEndless}};

/// A number or a truth value where the text is one, so that the document reads as JSON should.
Json scalar(const std::string& value) {
  const Json parsed = Json::parse(value, nullptr, false);
  const bool same = (parsed.is_number() || parsed.is_boolean()) && parsed.dump() == value;
  return same ? parsed : Json(value);
}

Json settings_to_json(const RunConfig& config, const RunConfig* before) {
  Json out = Json::object();
  for (const Setting& setting : settings_table()) {
    const std::string value = setting.get(config);
    if (!before || value != setting.get(*before)) out[std::string(setting.key)] = scalar(value);
  }
  return out;
}

RunConfig read_settings(JsonFields fields, RunConfig config) {
  const Json settings = fields.rest();
  for (const auto& [key, value] : settings.items()) {
    const bool readable = value.is_string() || value.is_number() || value.is_boolean();
    if (!readable) fields.refuse(key, "it is not text, a number, true or false");
    try {
      find_setting(key).set(config, value.is_string() ? value.get<std::string>() : value.dump());
    } catch (const std::exception& error) {
      fields.refuse(key, error.what());
    }
  }
  return config;
}

void check_settings(const RunConfig& config, const JsonFields& fields) {
  try {
    check_config(config);
  } catch (const std::exception& error) {
    fields.refuse("settings", error.what());
  }
}

static_assert(std::endian::native == std::endian::little, "weights are kept as little-endian");

std::string_view bytes_of(const Vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()),
          static_cast<std::size_t>(values.size()) * sizeof(float)};
}

Json to_json(const SavedRun& run) {
  const Replay& replay = run.replay;
  Json changes = Json::array();
  const RunConfig* before = &replay.start;
  for (const ReplayChange& change : replay.changes) {
    changes.push_back(
        {{"step", change.step}, {"settings", settings_to_json(change.config, before)}});
    before = &change.config;
  }
  Json out = {{"name", run.name},
              {"settings", settings_to_json(replay.start, nullptr)},
              {"changes", changes},
              {"step", run.step}};
  if (replay.weights) out["weights"] = to_base64(bytes_of(*replay.weights));
  return out;
}

std::shared_ptr<const Vector<float>> read_weights(JsonFields& fields) {
  const std::string encoded = fields.text("weights");
  if (encoded.empty()) return nullptr;
  const auto bytes = from_base64(encoded);
  if (!bytes || bytes->size() % sizeof(float) != 0)
    fields.refuse("weights", "it is no base64 of 32-bit floats");
  Vector<float> weights(static_cast<Index>(bytes->size() / sizeof(float)));
  std::memcpy(weights.data(), bytes->data(), bytes->size());
  return std::make_shared<const Vector<float>>(std::move(weights));
}

SavedRun read_run(JsonFields& fields) {
  SavedRun run;
  run.name = fields.text("name");
  run.replay.start = read_settings(fields.fields("settings"), {});
  check_settings(run.replay.start, fields);
  std::int64_t last = 0;
  RunConfig config = run.replay.start;
  std::size_t index = 0;
  for (Json& value : fields.list("changes")) {
    JsonFields change = fields.item("changes", index++, std::move(value));
    last = change.integer("step", last, last);
    config = read_settings(change.fields("settings"), config);
    check_settings(config, change);
    run.replay.changes.push_back({.step = last, .config = config});
  }
  run.step = fields.integer("step", last, last);
  run.replay.weights = read_weights(fields);
  return run;
}

Json to_json(const SavedView& view) {
  Json out;
  for (const Flag& flag : kFlags) out[flag.key] = view.*flag.value;
  for (const Number& number : kNumbers) {
    const double value = view.*number.value;
    out[number.key] = std::isfinite(value) ? Json(value) : Json("infinity");
  }
  return out;
}

SavedView read_view(JsonFields& fields) {
  SavedView view;
  for (const Flag& flag : kFlags) view.*flag.value = fields.boolean(flag.key, view.*flag.value);
  for (const Number& number : kNumbers) {
    double& value = view.*number.value;
    value = fields.number(number.key, value, number.least, number.most);
  }
  return view;
}

std::shared_ptr<const Samples> read_samples(JsonFields& document) {
  if (!document.has("samples")) return nullptr;
  Samples samples;
  for (const Json& value : document.list("samples")) {
    if (!value.is_number()) document.refuse("samples", "not all of them are numbers");
    samples.push_back(value.get<double>());
  }
  if (!are_usable(&samples)) document.refuse("samples", "there are none, or not finite ones");
  return std::make_shared<const Samples>(std::move(samples));
}

void read_runs(JsonFields& document, State& state, Json& unknown_runs) {
  Json runs = document.list("runs");
  if (runs.size() > kMaxRuns) document.refuse("runs", text("there are more than ", kMaxRuns));
  for (Json& value : runs) {
    JsonFields fields = document.item("runs", state.runs.size(), std::move(value));
    state.runs.push_back(read_run(fields));
    unknown_runs.push_back(fields.rest());
  }
}

void check_kind(JsonFields& document) {
  if (document.text("kind") != kKind) {
    document.refuse("kind",
                    text("this is no document of the program (it must be \"", kKind, "\")"));
  }
  const auto version = document.integer("version", 0, 1);
  if (version > kStateVersion) {
    document.refuse(
        "version",
        text("it is ", version, ", written by a newer program; this one reads ", kStateVersion));
  }
}

Json parsed(std::string_view bytes) {
  try {
    return parse_json(bytes);
  } catch (const std::runtime_error& error) {
    throw std::invalid_argument(text("it is not valid JSON: ", error.what()));
  }
}

Pacing read_pacing(JsonFields& document) {
  const std::string name = document.text("pacing", "steps");
  if (name != "steps" && name != "seconds") document.refuse("pacing", "it is not steps or seconds");
  return name == "steps" ? Pacing::steps : Pacing::seconds;
}

}  // namespace

std::string picture_hash(const Image& image) {
  Fnv1a hash;
  for (const int size : {image.width, image.height, image.channels}) {
    const auto bits = static_cast<unsigned>(size);
    for (unsigned shift = 0; shift < 32; shift += 8) {
      const auto byte = static_cast<unsigned char>(bits >> shift);
      hash.add(&byte, 1);
    }
  }
  hash.add(image.pixels.data(), image.pixels.size());
  hash.add(image.deep.data(), image.deep.size() * sizeof(std::uint16_t));
  return hash.digits();
}

std::string to_json(const State& state) {
  Json out = Json::parse(state.unknown);
  out["kind"] = kKind;
  out["version"] = kStateVersion;
  if (!state.target.empty()) out["target"]["name"] = escape_bytes(state.target);
  if (!state.target_hash.empty()) out["target"]["hash"] = state.target_hash;
  if (state.samples) out["samples"] = *state.samples;
  if (state.samples) out["samples_name"] = escape_bytes(state.samples_name);
  Json& runs = out["runs"];
  const bool as_read = runs.is_array() && runs.size() == state.runs.size();
  if (!as_read) runs = Json::array();
  for (std::size_t i = 0; i < state.runs.size(); ++i) runs[i].update(to_json(state.runs[i]));
  out["selected"] = state.selected;
  out["pacing"] = state.pacing == Pacing::steps ? "steps" : "seconds";
  out["view"].update(to_json(state.view));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

State state_from_json(std::string_view bytes) {
  JsonFields document(parsed(bytes), "");
  check_kind(document);
  State state;
  JsonFields target = document.fields("target");
  state.target = unescape_bytes(target.text("name"));
  state.target_hash = target.text("hash");
  state.samples = read_samples(document);
  state.samples_name = unescape_bytes(document.text("samples_name"));
  Json unknown_runs = Json::array();
  read_runs(document, state, unknown_runs);
  const auto n_runs = static_cast<std::int64_t>(state.runs.size());
  state.selected = static_cast<std::size_t>(
      document.integer("selected", 0, 0, std::max<std::int64_t>(0, n_runs - 1)));
  state.pacing = read_pacing(document);
  JsonFields view = document.fields("view");
  state.view = read_view(view);
  Json unknown = document.rest();
  unknown["runs"] = std::move(unknown_runs);
  unknown["view"] = view.rest();
  unknown["target"] = target.rest();
  state.unknown = unknown.dump();
  return state;
}

State load_state(const std::filesystem::path& file) {
  const std::string bytes = read_regular_file(file, kMaxStateBytes);
  try {
    if (!is_png(bytes)) return state_from_json(bytes);
    const auto document = png_text(bytes, kStateKeyword);
    require(document.has_value(), "this picture holds no state of the program");
    return state_from_json(*document);
  } catch (const std::exception& error) {
    throw file_error(file, error.what());
  }
}

bool holds_state(const std::filesystem::path& file) {
  if (fold_case(escape_bytes(file.extension().native())) == ".json") return true;
  try {
    constexpr std::size_t kBeginning = 16;  // tells a PNG; photographs are not read for this
    if (!is_png(read_regular_file(file, kMaxStateBytes, kBeginning))) return false;
    return png_text(read_regular_file(file, kMaxStateBytes), kStateKeyword).has_value();
  } catch (const std::exception&) {
    return false;  // whoever opens it as a picture will say why
  }
}

}  // namespace fscope
