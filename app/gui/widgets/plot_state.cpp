#include <algorithm>

#include "app/gui/widgets/plot.h"

namespace fscope {

bool PlotState::is_hidden(std::string_view name) const {
  return std::find(hidden.begin(), hidden.end(), name) != hidden.end();
}

void PlotState::toggle(std::string_view name) {
  const auto found = std::find(hidden.begin(), hidden.end(), name);
  if (found == hidden.end()) {
    hidden.emplace_back(name);
  } else {
    hidden.erase(found);
  }
}

void PlotState::toggle_solo(std::string_view name, std::span<const PlotSeries> series) {
  std::vector<std::string> others;
  for (const PlotSeries& each : series) {
    if (each.name.english() != name) others.emplace_back(each.name.english());
  }
  const bool alone = !is_hidden(name) && std::ranges::all_of(others, [this](const auto& other) {
    return is_hidden(other);
  });
  hidden = alone ? std::vector<std::string>() : others;
}

}  // namespace fscope
