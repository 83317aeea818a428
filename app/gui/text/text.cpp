#include "app/gui/text/text.h"

#include <utility>
#include <vector>

#include "app/gui/widgets/context_data.h"

namespace fscope {
namespace {

/// The current context's, or nullptr.
const Translation* translation() {
  const ContextData* const data = context_data();
  return data == nullptr ? nullptr : data->translation;
}

}  // namespace

const char* Text::shown() const {
  const Translation* const table = verbatim_ ? nullptr : translation();
  const std::string* const found = table ? table->find(english()) : nullptr;
  return found ? found->c_str() : english_;
}

std::string Phrase::label() const {
  std::string out(shown());
  return out.append("###").append(english());
}

Phrase verbatim(std::string text) { return made_of(text, text); }

Phrase translated(std::string_view english) {
  const Translation* const table = translation();
  return made_of(std::string(english), table ? table->render(english) : std::string(english));
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
