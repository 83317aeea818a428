#include "app/gui/consequence.h"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/widgets/axis.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// What a setting does when it becomes larger, or smaller; of one without order, both are the same.
struct Rule {
  std::string_view key;
  Text larger;
  Text smaller;
};

constexpr auto kRules = std::to_array<Rule>({
    {"sigma",
     "a wider spectrum of the kernel: finer detail, and beyond the sampling limit aliasing"_t,
     "a narrower spectrum of the kernel: smoother, and blurred when it is too narrow"_t},
    {"mapping", "another kernel: other frequencies are learned soon"_t,
     "another kernel: other frequencies are learned soon"_t},
    {"features", "more samples of the same distribution: the same kernel with less noise"_t,
     "fewer samples of the same distribution: the same kernel with more noise"_t},
    {"width", "nearer to the infinite width of theory"_t,
     "further from the infinite width of theory"_t},
    {"layers", "a deeper kernel spreads over more frequencies"_t,
     "a shallower kernel holds fewer frequencies"_t},
    {"lr", "faster along the same path; too fast, and it diverges"_t,
     "slower along the same path"_t},
    {"batch", "calmer steps on the same path"_t, "noisier and cheaper steps on the same path"_t},
    {"seed", "other random numbers: the same kernel on average"_t,
     "other random numbers: the same kernel on average"_t},
});

std::vector<std::string_view> changed_keys(const SettingChange& change) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : settings_table()) {
    if (setting.get(change.before) != setting.get(change.after)) keys.push_back(setting.key);
  }
  return keys;
}

bool became_larger(const Setting& setting, const SettingChange& change) {
  const std::string before = setting.get(change.before);
  const std::string after = setting.get(change.after);
  if (after == "full" || before == "full") return after == "full";
  return std::strtod(after.c_str(), nullptr) > std::strtod(before.c_str(), nullptr);
}

/// The sigma alone, on the curve that is there: numbers.
Phrase expected_of_sigma(const SettingChange& change, const UiState& ui) {
  const SigmaLandscape& landscape = ui.theory.landscape;
  const auto before = predicted_at(landscape, change.before.mapping.sigma);
  const auto after = predicted_at(landscape, change.after.mapping.sigma);
  if (!ui.theory.show || !before || !after) return {};
  return fill("theory expects held-out {} dB, before {} dB"_t, fixed(*after, 1), fixed(*before, 1));
}

Phrase expected(const SettingChange& change, const UiState& ui) {
  const auto keys = changed_keys(change);
  if (keys.size() == 1 && keys[0] == "sigma") {
    if (Phrase numbers = expected_of_sigma(change, ui); !numbers.empty()) return numbers;
  }
  for (const Rule& rule : kRules) {
    if (std::ranges::find(keys, rule.key) == keys.end()) continue;
    return became_larger(find_setting(rule.key), change) ? rule.larger : rule.smaller;
  }
  return {};
}

/// What was measured since, a little later.
Phrase happened(const SettingChange& change, const RunSnapshot& run) {
  constexpr std::int64_t kLittleLater = 20;  // steps
  const auto& points = run.history.heldout_psnr.points();
  if (points.empty() || !change.heldout_before) return {};
  const bool restarted = run.step < change.step;
  const std::int64_t since = points.back().step - (restarted ? 0 : change.step);
  if (since < kLittleLater) return {};
  return fill("{} steps later held-out {} dB, before {} dB"_t, since,
              fixed(static_cast<double>(points.back().last), 1), fixed(*change.heldout_before, 1));
}

}  // namespace

std::optional<double> predicted_at(const SigmaLandscape& landscape, double sigma) {
  const auto& points = landscape.points();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const LandscapePoint& a = points[i - 1];
    const LandscapePoint& b = points[i];
    if (sigma < a.sigma || sigma > b.sigma) continue;
    const double share = std::log(sigma / a.sigma) / std::log(b.sigma / a.sigma);
    return a.heldout_psnr + share * (b.heldout_psnr - a.heldout_psnr);
  }
  return std::nullopt;
}

Phrase describe_consequence(const Snapshot& snapshot, const UiState& ui) {
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || !run->target || ui.undo.done.empty()) return {};
  const SettingChange& change = ui.undo.done.back();
  const std::string label = config_difference(change.before, change.after);
  if (change.run != run->id || label.empty()) return {};
  Phrase line = verbatim(label);
  if (const Phrase why = expected(change, ui); !why.empty()) line = fill("{}: {}"_v, line, why);
  const Phrase result = happened(change, *run);
  return result.empty() ? line : fill("{}. {}"_v, line, result);
}

}  // namespace fscope
