// Rows of settings that are picked from a few values.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "app/gui/widgets/controls.h"
#include "core/network/fourier_mapping.h"
#include "core/support/check.h"

namespace fscope {

/// A combo over fixed values and their names; true when another one was picked. Any other number,
/// such as one from the command line, is shown too.
template <class T>
bool pick(const Phrase& label, T& value, std::span<const T> values, std::vector<Phrase> names,
          const Phrase& help) {
  const auto found = std::ranges::find(values, value);
  int index = found == values.end() ? -1 : static_cast<int>(found - values.begin());
  if constexpr (std::is_arithmetic_v<T>) {
    if (index < 0) {
      names.push_back(verbatim(text(value)));
      index = static_cast<int>(values.size());
    }
  }
  if (!combo(label, index, names, help)) return false;
  if (static_cast<std::size_t>(index) >= values.size()) return false;
  value = values[static_cast<std::size_t>(index)];
  return true;
}

template <class T, std::size_t N>
bool choose(const Phrase& label, T& value, const std::array<std::pair<T, Text>, N>& options,
            const Phrase& help) {
  std::vector<T> values;
  std::vector<Phrase> names;
  for (const auto& [option, name] : options) {
    values.push_back(option);
    names.emplace_back(name);
  }
  return pick<T>(label, value, values, std::move(names), help);
}

/// The same over numbers that are their own names.
template <std::size_t N>
bool choose_count(const Phrase& label, Index& value, const std::array<Index, N>& options,
                  const Phrase& help) {
  std::vector<Phrase> names;
  for (const Index option : options) names.push_back(verbatim(text(option)));
  return pick<Index>(label, value, options, std::move(names), help);
}

template <class T>
bool choose_two(const Phrase& label, T& value, std::array<std::pair<T, Text>, 2> options,
                const Phrase& help) {
  const std::array<Phrase, 2> names = {options[0].second, options[1].second};
  int index = value == options[0].first ? 0 : 1;
  if (!segmented(label, index, names, help)) return false;
  value = options[static_cast<std::size_t>(index)].first;
  return true;
}

}  // namespace fscope
