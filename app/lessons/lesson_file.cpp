#include "app/lessons/lesson_file.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "app/io/json_object.h"
#include "app/io/path_text.h"
#include "app/io/regular_file.h"
#include "app/io/signal_file.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"
#include "core/training/subject.h"

namespace fscope {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr std::size_t kMaxSteps = 100;
constexpr std::int64_t kMostTrainingSteps = 1'000'000'000;
constexpr std::string_view kBuiltin = "builtin:";
constexpr std::string_view kTarget = "target:";

/// A value of the document and where it is.
class Place {
 public:
  Place(const Json& value, std::string path) : value_(value), path_(std::move(path)) {}

  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... parts) const {
    throw std::runtime_error(path_.empty() ? text(parts...) : text(path_, ": ", parts...));
  }
  void must_be(bool ok, std::string_view what) const {
    if (!ok) refuse("is not ", what);
  }
  bool has(const char* key) const { return value_.contains(key); }
  Place at(const char* key) const {
    if (!has(key)) refuse("\"", key, "\" is missing");
    return {value_[key], path_.empty() ? key : text(path_, '.', key)};
  }
  std::vector<Place> items() const {
    must_be(value_.is_array(), "a list");
    std::vector<Place> out;
    for (std::size_t i = 0; i < value_.size(); ++i) {
      out.emplace_back(value_[i], text(path_, '[', i, ']'));
    }
    return out;
  }
  /// No other keys than these are there.
  void keys(std::initializer_list<std::string_view> known) const {
    must_be(value_.is_object(), "an object");
    for (const auto& [key, unused] : value_.items()) {
      if (std::ranges::find(known, key) == known.end()) refuse("unknown key \"", key, "\"");
    }
  }
  std::string words() const {
    must_be(value_.is_string(), "text");
    return value_.get<std::string>();
  }
  std::string some_words() const {
    std::string out = words();
    must_be(out.find_first_not_of(" \t\n") != std::string::npos, "more than blanks");
    return out;
  }
  bool yes() const {
    must_be(value_.is_boolean(), "true or false");
    return value_.get<bool>();
  }
  std::int64_t count(std::int64_t most) const {
    const std::string range = text("a whole number from 1 to ", most);
    must_be(value_.is_number_unsigned(), range);
    const auto n = value_.get<std::uint64_t>();
    must_be(n >= 1 && n <= static_cast<std::uint64_t>(most), range);
    return static_cast<std::int64_t>(n);
  }

 private:
  const Json& value_;
  std::string path_;
};

LocalText local_text(const Place& place) {
  place.keys({"en", "zh"});
  return {place.at("en").some_words(), place.at("zh").some_words()};
}

/// A name of "panels", the tasks it exists for and what it shows; several rows add up.
struct PartName {
  std::string_view name;
  bool of_pictures;
  bool of_signals;
  Part part;
};

constexpr auto kPartNames = std::to_array<PartName>({
    {"pictures", true, false, Part::target},
    {"pictures", true, false, Part::reconstruction},
    {"target", true, false, Part::target},
    {"reconstruction", true, false, Part::reconstruction},
    {"error", true, false, Part::error},
    {"theory", true, true, Part::theory},
    {"linearised", false, true, Part::linearised},
    {"kernel-now", false, true, Part::kernel_now},
    {"spectra", true, true, Part::spectra},
    {"training-pixels", true, false, Part::training_pixels},
    {"scale", true, false, Part::scale},
    {"curves", true, true, Part::curves},
    {"bands", true, true, Part::bands},
    {"kernel", true, true, Part::kernel},
    {"frequencies", true, false, Part::frequencies},
    {"function", false, true, Part::function},
    {"controls", true, true, Part::controls},
    {"lab", false, true, Part::function},
    {"lab", false, true, Part::spectra},
    {"lab", false, true, Part::curves},
    {"lab", false, true, Part::bands},
    {"lab", false, true, Part::kernel},
});

Parts parts_named(std::string_view name, bool signal) {
  Parts out;
  for (const PartName& row : kPartNames) {
    const bool offered = signal ? row.of_signals : row.of_pictures;
    if (row.name == name && offered) out.set(static_cast<std::size_t>(row.part));
  }
  return out;
}

Parts parts_of(const Place& place, TaskKind task) {
  const bool signal = task == TaskKind::signal;
  Parts out;
  for (const Place& item : place.items()) {
    const std::string name = item.words();
    const Parts named = parts_named(name, signal);
    if (named.none()) {
      item.refuse("there is no panel \"", name, "\" for a ", signal ? "signal" : "picture");
    }
    out |= named;
  }
  if (out.none()) place.refuse("shows nothing");
  return out;
}

/// "builtin:page" and "target:page" are "target:page"; signals stay.
std::string target_of(const Place& place) {
  const std::string name = place.words();
  if (name.starts_with(kSignalPrefix)) {
    try {
      named_signal(name);
    } catch (const std::invalid_argument& error) {
      place.refuse(error.what());
    }
    return name;
  }
  const std::string_view prefix = name.starts_with(kBuiltin) ? kBuiltin : kTarget;
  const std::string id = name.starts_with(prefix) ? name.substr(prefix.size()) : "";
  if (std::ranges::find(builtin_targets(), id, &BuiltinTarget::id) == builtin_targets().end()) {
    place.refuse("'", name, "' is neither builtin:ID (see fourierscope targets) nor signal:KIND");
  }
  return std::string(kTarget) + id;
}

/// The defaults of what is learned, and over them the settings. Throws std::invalid_argument.
RunConfig config_of(const std::string& target, const std::string& settings) {
  RunConfig base;
  if (target.starts_with(kSignalPrefix)) {
    base = signal_defaults();
    base.signal.kind = named_signal(target);
  }
  const RunConfig config = with_settings(base, settings);
  check_config(config);
  require(config.task == base.task, "--task is not that of the target");
  require(config.signal.kind == base.signal.kind, "--signal is not the target's");
  make_mapping(config.mapping, n_task_inputs(config.task), config.seed);
  return config;
}

FormulaNode formula_of(const Place& place) {
  try {
    return parse_formula(place.words());
  } catch (const std::invalid_argument& error) {
    place.refuse(error.what());
  }
}

std::string comparison_of(const Place& place, TaskKind task) {
  const std::string name = place.words();
  const auto found = std::ranges::find(kLessonComparisons, name, &LessonComparison::id);
  if (found == kLessonComparisons.end()) place.refuse("there is no comparison \"", name, "\"");
  if (found->task != task) {
    place.refuse("\"", name, "\" is not for a ", task == TaskKind::signal ? "signal" : "picture");
  }
  return name;
}

LessonStep step_of(const Place& place, const std::string& target_before) {
  place.keys(
      {"text", "formula", "try", "target", "settings", "compare", "panels", "play", "run_to"});
  LessonStep step{.text = local_text(place.at("text")),
                  .formula = formula_of(place.at("formula")),
                  .task = local_text(place.at("try")),
                  .target = place.has("target") ? target_of(place.at("target")) : target_before};
  const Place settings = place.at("settings");
  try {
    step.config = config_of(step.target, settings.words());
  } catch (const std::invalid_argument& error) {
    settings.refuse(error.what());
  }
  step.parts = parts_of(place.at("panels"), step.config.task);
  if (place.has("compare")) step.compare = comparison_of(place.at("compare"), step.config.task);
  if (place.has("play")) step.play = place.at("play").yes();
  if (place.has("run_to")) step.run_to = place.at("run_to").count(kMostTrainingSteps);
  if (step.play && step.run_to > 0) place.refuse("\"play\" and \"run_to\" exclude each other");
  return step;
}

Lesson lesson_of(const Place& place, std::string id) {
  place.keys({"lesson", "title", "summary", "steps"});
  const Place version = place.at("lesson");
  constexpr std::int64_t kMostVersions = 1000;
  if (version.count(kMostVersions) != kLessonVersion) {
    version.refuse("this program reads version ", kLessonVersion);
  }
  Lesson lesson{.id = std::move(id),
                .title = local_text(place.at("title")),
                .summary = local_text(place.at("summary")),
                .steps = {}};
  const auto steps = place.at("steps").items();
  if (steps.empty() || steps.size() > kMaxSteps) {
    place.at("steps").refuse("has ", steps.size(), " steps, not 1 to ", kMaxSteps);
  }
  for (const Place& step : steps) {
    const std::string before = lesson.steps.empty() ? "" : lesson.steps.back().target;
    lesson.steps.push_back(step_of(step, before));
  }
  return lesson;
}

}  // namespace

Lesson read_lesson(const std::string& json, std::string id) {
  const Json document = parse_json_object(json);
  return lesson_of(Place(document, ""), std::move(id));
}

std::string lesson_id(const std::filesystem::path& path) {
  const std::string stem = escape_bytes(path.stem().native());
  const std::size_t name = stem.find_first_not_of("0123456789");
  const bool numbered = name != std::string::npos && name > 0 && stem[name] == '-';
  return numbered && name + 1 < stem.size() ? stem.substr(name + 1) : stem;
}

Lesson load_lesson_file(const std::filesystem::path& path) {
  const std::string bytes = read_regular_file(path, kMaxFileBytes);
  try {
    return read_lesson(bytes, lesson_id(path));
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(text(escape_bytes(path.native()), ": ", error.what()));
  }
}

}  // namespace fscope
