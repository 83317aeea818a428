#include "core/training/replay.h"

#include <algorithm>
#include <charconv>

#include "core/support/check.h"

namespace fscope {
namespace {

std::string all_settings(const RunConfig& config) {
  std::string out;
  for (const Setting& setting : settings_table()) {
    out += text(out.empty() ? "" : " ", "--", setting.key, ' ', setting.get(config));
  }
  return out;
}

constexpr std::string_view kGivenWeights = "given weights";

void read_line(std::string_view line, Replay& replay) {
  require(
      !line.starts_with(kGivenWeights),
      "the run began with the weights of a file, which a text does not hold; a saved state does");
  if (line[0] != '@') {
    require(replay.changes.empty(), "settings without @STEP after the first change");
    replay.start = with_settings(replay.start, line);
    return;
  }
  std::int64_t step = 0;
  const char* end = line.data() + line.size();
  const auto [rest, error] = std::from_chars(line.data() + 1, end, step);
  require(error == std::errc() && step >= 0, "@ must be followed by a step");
  const auto last = replay.changes.empty() ? 0 : replay.changes.back().step;
  require(step >= last, "step ", step, " comes after step ", last);
  const RunConfig& before = replay.changes.empty() ? replay.start : replay.changes.back().config;
  replay.change(step, with_settings(before, {rest, end}));
}

}  // namespace

void Replay::change(std::int64_t step, const RunConfig& config) {
  const bool same_step = !changes.empty() && changes.back().step == step;
  // Another optimiser starts without moments, even when the first one comes back at once.
  if (same_step && changes.back().config.optimizer == config.optimizer) changes.pop_back();
  changes.push_back({.step = step, .config = config});
}

bool Replay::operator==(const Replay& other) const {
  const bool same_weights =
      weights == other.weights || (weights && other.weights && *weights == *other.weights);
  return start == other.start && changes == other.changes && same_weights;
}

std::string to_text(const Replay& replay) {
  std::string out = replay.weights ? text(kGivenWeights, '\n') : std::string();
  out += all_settings(replay.start) + "\n";
  const RunConfig* before = &replay.start;
  for (const ReplayChange& change : replay.changes) {
    out += text('@', change.step, ' ', config_difference(*before, change.config), '\n');
    before = &change.config;
  }
  return out;
}

Replay replay_from_text(std::string_view lines) {
  Replay replay;
  for (int number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (line.empty() || line[0] == '#') continue;
    try {
      read_line(line, replay);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(text("line ", number, ": ", error.what()));
    }
  }
  return replay;
}

}  // namespace fscope
