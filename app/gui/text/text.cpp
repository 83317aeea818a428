#include "app/gui/text/text.h"

#include <utility>
#include <vector>

#include "app/gui/widgets/context_data.h"

namespace fscope {
namespace {

/// The current context's text for `english`, or nullptr.
const std::string* found_text(std::string_view english) {
  const ContextData* data = context_data();
  if (data == nullptr || data->translation == nullptr) return nullptr;
  return data->translation->find(english);
}

}  // namespace

const char* Text::shown() const {
  const std::string* const found = verbatim_ ? nullptr : found_text(english());
  return found ? found->c_str() : english_;
}

std::string Phrase::label() const {
  std::string out(shown());
  return out.append("###").append(english());
}

Phrase verbatim(std::string text) { return made_of(text, text); }

Phrase translated(std::string_view english) {
  const std::string* const found = found_text(english);
  return made_of(std::string(english), found ? *found : std::string(english));
}

Phrase made_of(std::string english, std::string shown) {
  Phrase out;
  out.own_english_ = std::move(english);
  out.own_shown_ = std::move(shown);
  return out;
}

Phrase fill_phrases(Text pattern, const Phrase* values, std::size_t n_values) {
  std::vector<std::string> english;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < n_values; ++i) {
    english.emplace_back(values[i].english());
    shown.emplace_back(values[i].shown());
  }
  return made_of(filled(pattern.english(), english.data(), n_values),
                 filled(pattern.shown(), shown.data(), n_values));
}

}  // namespace fscope
