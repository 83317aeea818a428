#include "app/cli/sweep_names.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "app/cli/sources.h"
#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "app/io/signal_file.h"
#include "core/support/check.h"
#include "core/support/hash.h"

namespace fscope {
namespace {

constexpr std::size_t kMaxStem = 40;   // characters
constexpr std::size_t kMaxName = 180;  // without the hash; file systems allow 255 with extensions

/// With a zero behind, so that "a", "bc" is not "ab", "c".
void add_words(std::string_view words, Fnv1a& hash) {
  hash.add(words.data(), words.size());
  hash.add("", 1);
}

/// Everything but letters, digits and . + - becomes -, and what does not fit is left off.
std::string sanitised(std::string_view words, std::size_t most) {
  std::string out;
  for (const char c : words.substr(0, most)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '+' || c == '-';
    out += plain ? c : '-';
  }
  // A name that begins with a dot is hidden.
  if (out.starts_with('.')) out.front() = '-';
  return out;
}

}  // namespace

std::string fingerprint(const Sources& sources) {
  Fnv1a hash;
  if (sources.picture) {
    const Image& image = *sources.picture;
    add_words(text("picture ", image.width, ' ', image.height, ' ', image.channels), hash);
    hash.add(image.pixels.data(), image.pixels.size());
    hash.add(image.deep.data(), image.deep.size() * sizeof(std::uint16_t));
  }
  if (sources.samples) {
    add_words("samples", hash);
    hash.add(sources.samples->data(), sources.samples->size() * sizeof(double));
  }
  return hash.digits();
}

std::string fingerprint(const std::string& target) {
  try {
    return fingerprint(load_sources(target).sources);
  } catch (const std::exception&) {
    return "unreadable";
  }
}

std::string target_stem(const std::string& target) {
  for (const std::string_view prefix : {kBuiltinPrefix, kSignalPrefix}) {
    if (target.starts_with(prefix)) return target.substr(prefix.size());
  }
  return std::filesystem::path(target).stem().string();
}

std::string cell_name(const SweepPlan& plan, const SweepCell& cell, std::string_view fingerprint) {
  std::string name = sanitised(target_stem(plan.target(cell)), kMaxStem);
  for (std::size_t i = 0; i < plan.variations.size(); ++i) {
    name += '_' + sanitised(plan.setting_label(cell, i), kMaxStem);
  }
  name += text("_seed-", cell.config.seed);
  Fnv1a hash;
  for (const Setting& setting : settings_table()) {
    add_words(setting.key, hash);
    add_words(setting.get(cell.config), hash);
  }
  add_words(std::to_string(plan.n_steps), hash);
  add_words(fingerprint, hash);
  add_words(FSCOPE_VERSION, hash);
  return text(name.substr(0, kMaxName), '_', hash.digits().substr(0, 12));
}

std::vector<std::string> cell_names(const SweepPlan& plan,
                                    const std::vector<std::string>& fingerprints) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> seen;  // name -> target
  for (const SweepCell& cell : plan.cells) {
    names.push_back(cell_name(plan, cell, fingerprints[cell.target]));
    const auto [first, is_new] = seen.emplace(names.back(), cell.target);
    if (is_new) continue;
    throw std::runtime_error(text(escape_bytes(plan.targets[first->second]), " and ",
                                  escape_bytes(plan.target(cell)),
                                  ": the same picture under the same name; leave one out"));
  }
  return names;
}

}  // namespace fscope
