#include "app/cli/sweep_arguments.h"

#include <algorithm>
#include <charconv>

#include "app/cli/options.h"
#include "app/cli/sweep_plan.h"
#include "app/io/path_text.h"

namespace fscope {
namespace {

constexpr const char* kSweepExamples = R"(Examples:
  fourierscope sweep photo.jpg --vary sigma=1,3,10 --vary mapping=none,gaussian --out sweep
  fourierscope sweep *.png --vary lr=1e-3,5e-3 --seeds 0-4 --size 128 --steps 500 --out sweep
  fourierscope sweep target:chart signal:noise --vary features=16,64 --jobs 2 --out sweep
  fourierscope sweep photo.jpg --vary sigma=1,3,10 --out sweep --list
  fourierscope sweep photo.jpg --vary sigma=1,3,10 --out sweep --cell 2

Every cell becomes FOLDER/cells/NAME.json and, of a picture, NAME.png with what was learned. Cells
that are there are not computed again, so the same command goes on after a Control-C (exit code 130),
a kill or an addition. At the end FOLDER/sweep.csv has one row a cell, FOLDER/contact.png shows the
pictures. Failed cells have a reason in their row, and the exit code is 1.)";

/// What lies between commas; a text without any is one word.
std::vector<std::string_view> split_list(std::string_view list) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t comma = list.find(',');
    words.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return words;
    list.remove_prefix(comma + 1);
  }
}

std::uint64_t parse_seed(std::string_view word, std::string_view whole) {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
  require(error == std::errc() && end == word.data() + word.size(), "--seeds ", escape_bytes(whole),
          ": '", escape_bytes(word), "' is not a whole number; wanted are such as 0-4 or 0,5,7-9");
  return seed;
}

void add_seeds(std::string_view range, std::string_view whole, std::vector<std::uint64_t>& seeds) {
  const std::size_t dash = range.find('-');
  const std::uint64_t first = parse_seed(range.substr(0, dash), whole);
  const std::uint64_t last =
      dash == std::string_view::npos ? first : parse_seed(range.substr(dash + 1), whole);
  require(first <= last, "--seeds ", whole, ": ", first, " is above ", last);
  require(last - first < kMaxSweepCells - seeds.size(), "--seeds ", whole, ": more than ",
          kMaxSweepCells, " seeds");
  for (std::uint64_t i = 0; i <= last - first; ++i) {
    require(std::ranges::find(seeds, first + i) == seeds.end(), "--seeds ", whole, ": ", first + i,
            " comes twice");
    seeds.push_back(first + i);
  }
}

/// The value as the setting itself prints it, so that 3 and 3.0 are one.
std::string canonical(const std::string& key, std::string_view value) {
  try {
    const Setting& setting = find_setting(key);
    RunConfig scratch;
    setting.set(scratch, value);
    return setting.get(scratch);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(text("--vary ", key, ": ", error.what()));
  }
}

void add_actions(CLI::App& app, SweepArguments& sweep) {
  using Action = SweepArguments::Action;
  auto* list = app.add_flag_callback(
      "--list", [&sweep] { sweep.action = Action::list; },
      "print number, name and state of every cell, and compute none");
  auto* collect = app.add_flag_callback(
      "--collect", [&sweep] { sweep.action = Action::collect; },
      "write sweep.csv and contact.png of the cells that are there, and compute none");
  auto* cell = app.add_option("--cell", sweep.cell, "compute only this cell, counted from 0")
                   ->type_name("K")
                   ->check(in_range(std::int64_t{0}, static_cast<std::int64_t>(kMaxSweepCells)));
  list->excludes(collect)->excludes(cell);
  collect->excludes(cell);
}

/// Names that come twice, or settings that are both fixed and varied.
void check_variations(const SweepArguments& sweep, CLI::App& app) {
  for (auto it = sweep.variations.begin(); it != sweep.variations.end(); ++it) {
    const auto same = [&](const SweepVariation& other) { return other.key == it->key; };
    if (std::any_of(sweep.variations.begin(), it, same)) {
      throw UsageError(text("--vary ", it->key, " comes twice; give all its values in one list"));
    }
    if (app.count("--" + it->key) > 0) {
      throw UsageError(text("--", it->key, " is both fixed and varied; remove one of them"));
    }
  }
  if (!sweep.seeds.empty() && app.count("--seed") > 0) {
    throw UsageError("--seed and --seeds exclude each other");
  }
}

}  // namespace

SweepVariation parse_variation(std::string_view words) {
  const std::size_t equals = words.find('=');
  require(equals != std::string_view::npos && equals > 0, "--vary ", escape_bytes(words),
          ": wanted is SETTING=VALUE,VALUE,..., such as sigma=1,3,10");
  SweepVariation variation{escape_bytes(words.substr(0, equals)), {}};
  require(variation.key != "seed", "--vary seed: seeds are given as --seeds 0-4");
  require(variation.key != "task" && variation.key != "signal", "--vary ", variation.key,
          ": what is learned is named by the targets, such as signal:sine");
  for (const std::string_view word : split_list(words.substr(equals + 1))) {
    require(!word.empty(), "--vary ", escape_bytes(words), ": a value is empty");
    const std::string value = canonical(variation.key, word);
    require(std::ranges::find(variation.values, value) == variation.values.end(), "--vary ",
            variation.key, ": ", value, " comes twice");
    variation.values.push_back(value);
  }
  return variation;
}

std::vector<std::uint64_t> parse_seeds(std::string_view words) {
  std::vector<std::uint64_t> seeds;
  for (const std::string_view range : split_list(words)) add_seeds(range, words, seeds);
  return seeds;
}

Arguments parse_sweep(int argc, const char* const* argv) {
  SweepArguments sweep;
  SettingsArguments settings;
  std::vector<std::string> variations;
  std::string seeds;
  std::optional<std::filesystem::path> out;
  const auto app = make_app("fourierscope sweep",
                            "Learns every target with every combination of settings and seeds, and "
                            "writes one table and one picture of them all.");
  app->add_option("TARGET", sweep.targets, "pictures and signals, as fit takes them")
      ->type_name("")
      ->required();
  app->add_option("--vary", variations, "values that a setting takes in turn, such as sigma=1,3,10")
      ->type_name("SETTING=LIST")
      ->allow_extra_args(false);
  app->add_option("--seeds", seeds, "seeds, such as 0-4 or 0,5,7-9 [the one of --seed]")
      ->type_name("LIST");
  add_path(*app, "--out", out, "folder to write to; made if it is not there")
      ->type_name("FOLDER")
      ->required();
  add_count(*app, "--steps", sweep.n_steps, "training steps of each cell");
  add_actions(*app, sweep);
  app->add_flag("--retry-failed", sweep.retry_failed, "compute failed cells again");
  app->add_option("--jobs", sweep.n_jobs, "cells at once, which share the threads [1]")
      ->type_name("N")
      ->check(in_range(std::int64_t{1}, std::int64_t{256}));
  add_threads(*app, sweep.n_threads);
  add_settings(*app, settings);
  if (auto print = read_arguments(*app, kSweepExamples, argc, argv)) return *print;
  try {
    for (const std::string& words : variations) sweep.variations.push_back(parse_variation(words));
    if (app->count("--seeds") > 0) sweep.seeds = parse_seeds(seeds);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  check_variations(sweep, *app);
  sweep.given = settings.given;
  sweep.out = *out;
  return sweep;
}

}  // namespace fscope
