// The languages of the window, and the table of what the program says in another one than English.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace fscope {

enum class Language { english, chinese };

/// "en" or "zh", as on the command line and in the preferences.
std::string_view language_code(Language language);
/// The language of a code; English for any other text.
Language language_of_code(std::string_view code);
/// The language that LC_ALL, LC_MESSAGES and LANG ask for: the first of them that is not empty
/// decides. `variable` is std::getenv, or a test's.
Language language_of_system(const std::function<const char*(const char*)>& variable);

/// English texts and what stands for them in another language. The texts live as long as it does.
class Translation {
 public:
  Translation() = default;
  /// Reads a JSON object of texts by their English. Throws std::runtime_error, naming the text,
  /// when one is empty, holds control characters, or has other places "{}" than its English.
  explicit Translation(std::string_view json);

  /// The text for `english`, or nullptr.
  const std::string* find(std::string_view english) const;
  /// The text for an English one that another part of the program has put together: each line as
  /// find() has it, or else filled into the text whose English has places "{}" for what differs.
  /// Lines that neither has stay English.
  std::string render(std::string_view english) const;
  const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }

 private:
  std::string render_line(std::string_view line) const;

  std::map<std::string, std::string, std::less<>> texts_;
};

/// The table that comes with the program; empty for English.
Translation load_translation(Language language);

/// The values in the places of `pattern`: "{}" takes the next one, "{1}" the second. "{" and "}" of
/// anything else stand for themselves; places without a value stay.
std::string filled(std::string_view pattern, const std::string* values, std::size_t n_values);
/// How many places there are.
std::size_t count_places(std::string_view pattern);

}  // namespace fscope
