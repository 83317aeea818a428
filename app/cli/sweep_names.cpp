#include "app/cli/sweep_names.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <span>
#include <stdexcept>

#include "app/cli/sources.h"
#include "app/io/path_text.h"
#include "app/io/picture.h"
#include "app/io/signal_file.h"
#include "core/support/check.h"

namespace fscope {
namespace {

constexpr std::size_t kMaxStem = 40;   // characters
constexpr std::size_t kMaxName = 180;  // without the hash; file systems allow 255 with extensions

/// FNV-1a, 64 bits.
class Hash {
 public:
  void add(std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) value_ = (value_ ^ byte) * 0x100000001b3U;
  }
  void add(std::string_view words) {
    for (const char c : words) add_byte(static_cast<std::uint8_t>(c));
    add_byte(0);  // so that "a", "bc" is not "ab", "c"
  }
  /// As many hexadecimal digits, at most 16.
  std::string digits(int n) const {
    std::array<char, 24> out{};
    std::snprintf(out.data(), out.size(), "%016llx", static_cast<unsigned long long>(value_));
    return {out.data(), static_cast<std::size_t>(n)};
  }

 private:
  void add_byte(std::uint8_t byte) { add(std::span(&byte, 1)); }

  std::uint64_t value_ = 0xcbf29ce484222325U;
};

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
  Hash hash;
  if (sources.picture) {
    const Image& image = *sources.picture;
    hash.add(text("picture ", image.width, ' ', image.height, ' ', image.channels));
    hash.add(std::span(image.pixels));
  }
  if (sources.samples) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(sources.samples->data());
    hash.add("samples");
    hash.add(std::span(bytes, sources.samples->size() * sizeof(double)));
  }
  return hash.digits(16);
}

std::string fingerprint(const std::string& target) {
  try {
    return fingerprint(load_sources(target));
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
  Hash hash;
  for (const Setting& setting : settings_table()) {
    hash.add(setting.key);
    hash.add(setting.get(cell.config));
  }
  hash.add(std::to_string(plan.n_steps));
  hash.add(fingerprint);
  hash.add(FSCOPE_VERSION);
  return text(name.substr(0, kMaxName), '_', hash.digits(12));
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
