// Where each labelled control was drawn, so that tests and scripts can click it by its label.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace fscope {

struct LoggedItem {
  std::string label;
  ImVec2 min;           ///< upper left corner, screen pixels
  ImVec2 max;           ///< lower right corner, screen pixels
  bool visible = true;  ///< its middle can be seen; false where a panel has scrolled it away

  ImVec2 middle() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

/// The controls of one frame in drawing order. The caller owns it and clears it before each frame.
struct ItemLog {
  std::vector<LoggedItem> items;
  std::string wanted;  ///< a label that panels shall scroll to; empty: none

  /// The first item with this label, or nullptr.
  const LoggedItem* find(std::string_view label) const;
  /// All labels in quotes, each behind a blank, for messages.
  std::string labels() const;
};

/// Notes the last item under `label` (the part before "##") in the log of the current context (see
/// context_data.h). Does nothing when there is none.
void note_item(std::string_view label);
/// Notes a rectangle that is not an ImGui item.
void note_rect(std::string_view label, ImVec2 min, ImVec2 max);

}  // namespace fscope
