// What the window says: literals of the program with their translation, and texts from outside.
// Nothing else can be given to a widget, so no text is left untranslated by oversight.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "app/gui/text/language.h"
#include "core/support/check.h"

namespace fscope {

/// A literal of the program, made by "..."_t alone; its English is the key of the translation, the
/// id of controls, and what tests find them by.
class Text {
 public:
  constexpr Text() = default;
  constexpr std::string_view english() const { return {english_, size_}; }
  constexpr bool empty() const { return size_ == 0; }
  /// In the language of the current context; English without one. Zero-terminated.
  const char* shown() const;
  /// Whether it is said alike in all languages: made by "..."_v.
  constexpr bool is_verbatim() const { return verbatim_; }

 private:
  constexpr Text(const char* english, std::size_t size, bool verbatim)
      : english_(english), size_(size), verbatim_(verbatim) {}
  friend consteval Text operator""_t(const char* english, std::size_t size);
  friend consteval Text operator""_v(const char* english, std::size_t size);

  const char* english_ = "";
  std::size_t size_ = 0;
  bool verbatim_ = false;
};

consteval Text operator""_t(const char* english, std::size_t size) {
  return Text(english, size, false);
}
/// For numbers, names and signs that are the same in every language: "512", "ReLU", "Ctrl-O".
consteval Text operator""_v(const char* english, std::size_t size) {
  return Text(english, size, true);
}

/// A text as it is shown, with the English by which it is known: a literal, or one made at run time
/// by the functions below. Valid for the frame, as the table of the context is.
class Phrase {
 public:
  Phrase() = default;
  Phrase(Text text) : english_(text.english()), shown_(text.shown()) {}

  std::string_view english() const { return own_english_.empty() ? english_ : own_english_; }
  /// Zero-terminated.
  const char* shown() const { return own_shown_.empty() ? shown_ : own_shown_.c_str(); }
  bool empty() const { return shown()[0] == '\0'; }
  /// "shown###English": a label for ImGui whose id does not depend on the language.
  std::string label() const;

 private:
  friend Phrase verbatim(std::string text);
  friend Phrase made_of(std::string english, std::string shown);

  std::string_view english_;
  const char* shown_ = "";
  std::string own_english_;  // empty: what the views above say
  std::string own_shown_;
};

/// A text from outside or a number: shown as it is.
Phrase verbatim(std::string text);
/// A text that is made elsewhere, in English, such as by core: as Translation::render() has it.
Phrase translated(std::string_view english);
/// A phrase with other words in either language.
Phrase made_of(std::string english, std::string shown);

namespace detail {

/// A value in a sentence, in both languages.
inline Phrase value_phrase(const Phrase& phrase) { return phrase; }
inline Phrase value_phrase(Text literal) { return literal; }
template <class T>
requires(!std::is_convertible_v<T, Phrase>) Phrase value_phrase(const T& value) {
  return verbatim(text(value));
}

}  // namespace detail

Phrase fill_phrases(Text pattern, const Phrase* values, std::size_t n_values);

/// `pattern` with the values in its places "{}": texts are translated, all else is written as
/// text() writes it. A translation may name them in another order: "{1}" is the second.
template <class... Values>
Phrase fill(Text pattern, const Values&... values) {
  const std::array<Phrase, sizeof...(Values)> phrases{detail::value_phrase(values)...};
  return fill_phrases(pattern, phrases.data(), phrases.size());
}

}  // namespace fscope
