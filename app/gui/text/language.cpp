#include "app/gui/text/language.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

#include "core/support/check.h"
#include "languages.h"

namespace fscope {
namespace {

/// A place in a pattern: "{}" or "{n}" with one digit.
struct Place {
  std::size_t at = 0;
  std::size_t length = 0;
  std::optional<std::size_t> number;  // none: the next value
};

std::optional<Place> next_place(std::string_view pattern, std::size_t from) {
  for (std::size_t at = pattern.find('{', from); at != std::string_view::npos;
       at = pattern.find('{', at + 1)) {
    const std::string_view rest = pattern.substr(at);
    if (rest.starts_with("{}")) return Place{at, 2, {}};
    const bool numbered = rest.size() > 2 && rest[1] >= '0' && rest[1] <= '9' && rest[2] == '}';
    if (numbered) return Place{at, 3, static_cast<std::size_t>(rest[1] - '0')};
  }
  return {};
}

bool has_control_characters(std::string_view text) {
  const bool ascii = std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
  });
  // Of no width, changing direction, or standing for what could not be read.
  constexpr std::array<std::string_view, 9> kUnseen = {
      "\u00A0", "\u00AD", "\u200B", "\u200E", "\u200F", "\u202D", "\u202E", "\uFEFF", "\uFFFD"};
  return ascii || std::ranges::any_of(kUnseen, [text](std::string_view unseen) {
           return text.find(unseen) != std::string_view::npos;
         });
}

/// What stands in `line` where `pattern` has its places; none when the rest differs, or without
/// places. Each takes as little as it can.
std::optional<std::vector<std::string>> captured(std::string_view pattern, std::string_view line) {
  std::vector<std::string> values;
  std::size_t from = 0;
  for (auto place = next_place(pattern, 0); place; place = next_place(pattern, from)) {
    const std::string_view before = pattern.substr(from, place->at - from);
    if (!line.starts_with(before)) return {};
    line.remove_prefix(before.size());
    from = place->at + place->length;
    const auto following = next_place(pattern, from);
    const std::string_view after =
        pattern.substr(from, following ? following->at - from : pattern.npos);
    const std::size_t end = following || !after.empty() ? line.find(after) : line.size();
    const bool last = !following && !line.ends_with(after);
    if (end == std::string_view::npos || last) return {};
    const std::size_t length = following ? end : line.size() - after.size();
    values.emplace_back(line.substr(0, length));
    line.remove_prefix(length);
  }
  if (values.empty() || line != pattern.substr(from)) return {};
  return values;
}

/// Patterns of a few letters, such as "{} to {}", would be found in too many texts: they take
/// numbers only.
bool may_capture(std::size_t n_letters, const std::vector<std::string>& values) {
  constexpr std::size_t kFewLetters = 12;
  return n_letters >= kFewLetters || std::ranges::all_of(values, [](const std::string& value) {
           return !value.empty() && value.find_first_not_of("0123456789.+-e") == std::string::npos;
         });
}

void check_text(const std::string& english, const std::string& text_of_it) {
  const auto refuse = [&english](const char* reason) {
    throw std::runtime_error(text("translation of \"", english, "\": ", reason));
  };
  if (text_of_it.empty()) refuse("it is empty");
  if (has_control_characters(text_of_it)) refuse("it holds control characters");
  if (count_places(english) != count_places(text_of_it)) {
    refuse("it has another number of places {} than the English");
  }
}

}  // namespace

std::string_view language_code(Language language) {
  return language == Language::chinese ? "zh" : "en";
}

Language language_of_code(std::string_view code) {
  return code == "zh" ? Language::chinese : Language::english;
}

Language language_of_system(const std::function<const char*(const char*)>& variable) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = variable(name);
    if (value == nullptr || value[0] == '\0') continue;
    return std::string_view(value).starts_with("zh") ? Language::chinese : Language::english;
  }
  return Language::english;
}

Translation::Translation(std::string_view json) {
  const auto object = nlohmann::json::parse(json);
  if (!object.is_object()) throw std::runtime_error("translation: it is not a JSON object");
  for (const auto& [english, value] : object.items()) {
    if (!value.is_string()) {
      throw std::runtime_error(text("translation of \"", english, "\": it is not a text"));
    }
    check_text(english, value.get_ref<const std::string&>());
    texts_.emplace(english, value.get<std::string>());
  }
}

const std::string* Translation::find(std::string_view english) const {
  const auto found = texts_.find(english);
  return found == texts_.end() ? nullptr : &found->second;
}

std::string Translation::render_line(std::string_view line) const {
  if (const std::string* const found = find(line)) return *found;
  std::size_t best = 0;  // letters of the pattern that says most
  std::string out(line);
  for (const auto& [pattern, shown] : texts_) {
    auto values = captured(pattern, line);
    const std::size_t n_letters = pattern.size() - 2 * count_places(pattern);
    if (!values || n_letters <= best || !may_capture(n_letters, *values)) continue;
    for (std::string& value : *values) value = render_line(value);
    best = n_letters;
    out = filled(shown, values->data(), values->size());
  }
  return out;
}

std::string Translation::render(std::string_view english) const {
  if (const std::string* const found = find(english)) return *found;
  std::string out;
  for (std::size_t begin = 0; begin <= english.size();) {
    const std::size_t end = std::min(english.find('\n', begin), english.size());
    if (begin > 0) out += '\n';
    out += render_line(english.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Translation load_translation(Language language) {
  return language == Language::chinese ? Translation(languages::zh_json) : Translation();
}

std::string filled(std::string_view pattern, const std::string* values, std::size_t n_values) {
  std::string out;
  std::size_t from = 0;
  std::size_t next = 0;
  while (const auto place = next_place(pattern, from)) {
    out += pattern.substr(from, place->at - from);
    const std::size_t index = place->number ? *place->number : next++;
    out += index < n_values ? std::string_view(values[index])
                            : pattern.substr(place->at, place->length);
    from = place->at + place->length;
  }
  return out += pattern.substr(from);
}

std::size_t count_places(std::string_view pattern) {
  std::size_t n = 0;
  std::size_t from = 0;
  while (const auto place = next_place(pattern, from)) {
    from = place->at + place->length;
    ++n;
  }
  return n;
}

}  // namespace fscope
