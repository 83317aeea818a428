#include "app/gui/widgets/item_log.h"

#include <algorithm>

#include "app/gui/widgets/context_data.h"

namespace fscope {

const LoggedItem* ItemLog::find(std::string_view label) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const LoggedItem& item) { return item.label == label; });
  return found == items.end() ? nullptr : &*found;
}

std::string ItemLog::labels() const {
  std::string all;
  for (const LoggedItem& item : items) all += " \"" + item.label + "\"";
  return all;
}

namespace {

/// Whether the window that is drawn in shows the middle of it.
bool can_be_seen(const LoggedItem& item) {
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min = list.GetClipRectMin();
  const ImVec2 max = list.GetClipRectMax();
  const ImVec2 at = item.middle();
  return at.x >= min.x && at.x < max.x && at.y >= min.y && at.y < max.y;
}

}  // namespace

void note_item(std::string_view label) {
  note_rect(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const ContextData* data = context_data();
  if (data == nullptr || data->item_log == nullptr) return;
  ItemLog& log = *data->item_log;
  LoggedItem& item = log.items.back();
  item.visible = can_be_seen(item);
  if (!item.visible && item.label == log.wanted) ImGui::SetScrollHereY();
}

void note_rect(std::string_view label, ImVec2 min, ImVec2 max) {
  const ContextData* data = context_data();
  if (data == nullptr || data->item_log == nullptr) return;
  data->item_log->items.push_back({std::string(label.substr(0, label.find("##"))), min, max});
}

}  // namespace fscope
