#include "app/gui/script.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/support/check.h"

namespace fscope {
namespace {

struct VerbWords {
  std::string_view verb;
  std::size_t least;
  std::size_t most;
};

constexpr auto kVerbs = std::to_array<VerbWords>({
    {"open", 1, 1},
    {"point", 1, 1},
    {"click", 1, 1},
    {"double-click", 1, 1},
    {"drag", 3, 3},
    {"set", 2, 2},
    {"choose", 2, 2},
    {"type", 1, 1},
    {"key", 1, 1},
    {"resize", 2, 2},
    {"wait", 1, 2},
    {"expect", 1, 2},
    {"within", 1, 1},
    {"screenshot", 1, 1},
});

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// The words of a line; "" when a quote stays open.
std::optional<std::vector<std::string>> split(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    if (is_blank(line[at])) {
      ++at;
      continue;
    }
    if (line[at] == '#') break;
    const bool quoted = line[at] == '"';
    const auto begin = line.begin() + static_cast<std::ptrdiff_t>(at + (quoted ? 1 : 0));
    const auto end =
        quoted ? std::find(begin, line.end(), '"') : std::find_if(begin, line.end(), is_blank);
    if (quoted && end == line.end()) return std::nullopt;
    words.emplace_back(begin, end);
    at = static_cast<std::size_t>(end - line.begin()) + (quoted ? 1 : 0);
  }
  return words;
}

ScriptStep parse_line(int number, std::string_view line) {
  auto words = split(line);
  if (!words) throw std::runtime_error(text(number, ": a quote is not closed"));
  if (words->empty()) return {};
  ScriptStep step{.line = number, .verb = words->front(), .words = {}};
  step.words.assign(words->begin() + 1, words->end());
  const auto known = std::ranges::find(kVerbs, step.verb, &VerbWords::verb);
  if (known == kVerbs.end()) {
    throw std::runtime_error(text(number, ": there is no step '", step.verb, "'"));
  }
  if (step.words.size() < known->least || step.words.size() > known->most) {
    throw std::runtime_error(text(number, ": '", step.verb, "' takes ", known->least,
                                  known->most > known->least ? " or more" : "", " words, not ",
                                  step.words.size()));
  }
  return step;
}

struct NamedKey {
  std::string_view name;
  int key;
};

constexpr auto kKeys = std::to_array<NamedKey>({
    {"space", GLFW_KEY_SPACE},
    {"enter", GLFW_KEY_ENTER},
    {"escape", GLFW_KEY_ESCAPE},
    {"tab", GLFW_KEY_TAB},
    {"backspace", GLFW_KEY_BACKSPACE},
    {"delete", GLFW_KEY_DELETE},
    {"page_up", GLFW_KEY_PAGE_UP},
    {"page_down", GLFW_KEY_PAGE_DOWN},
    {"home", GLFW_KEY_HOME},
    {"end", GLFW_KEY_END},
    {"left", GLFW_KEY_LEFT},
    {"right", GLFW_KEY_RIGHT},
    {"up", GLFW_KEY_UP},
    {"down", GLFW_KEY_DOWN},
    {"f1", GLFW_KEY_F1},
    {"f5", GLFW_KEY_F5},
});

constexpr auto kModifiers = std::to_array<NamedKey>({
    {"ctrl+", GLFW_MOD_CONTROL},
    {"shift+", GLFW_MOD_SHIFT},
    {"alt+", GLFW_MOD_ALT},
});

}  // namespace

std::vector<ScriptStep> parse_script(std::string_view script) {
  std::vector<ScriptStep> steps;
  int number = 1;
  for (std::size_t at = 0; at < script.size(); ++number) {
    const std::size_t end = std::min(script.find('\n', at), script.size());
    ScriptStep step = parse_line(number, script.substr(at, end - at));
    if (!step.verb.empty()) steps.push_back(std::move(step));
    at = end + 1;
  }
  return steps;
}

ScriptKey parse_key(std::string_view name) {
  std::string rest;
  std::ranges::transform(name, std::back_inserter(rest), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  ScriptKey out;
  for (const NamedKey& modifier : kModifiers) {
    if (!rest.starts_with(modifier.name)) continue;
    out.mods |= modifier.key;
    rest.erase(0, modifier.name.size());
  }
  const auto named = std::ranges::find(kKeys, rest, &NamedKey::name);
  // GLFW's numbers of the printable keys are those of their capitals.
  const bool printable = rest.size() == 1 && rest[0] > ' ' && rest[0] <= '~';
  if (named == kKeys.end() && !printable) {
    throw std::runtime_error(text("there is no key '", name, "'"));
  }
  out.key = named != kKeys.end() ? named->key : std::toupper(static_cast<unsigned char>(rest[0]));
  return out;
}

}  // namespace fscope
