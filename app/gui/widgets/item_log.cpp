#include "app/gui/widgets/item_log.h"

#include <algorithm>

namespace fscope {

const LoggedItem* ItemLog::find(std::string_view label) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const LoggedItem& item) { return item.label == label; });
  return found == items.end() ? nullptr : &*found;
}

void set_item_log(ItemLog* log) { ImGui::GetIO().UserData = log; }

void note_item(std::string_view label) {
  note_rect(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void note_rect(std::string_view label, ImVec2 min, ImVec2 max) {
  auto* log = static_cast<ItemLog*>(ImGui::GetIO().UserData);
  if (log == nullptr) return;
  log->items.push_back({std::string(label.substr(0, label.find("##"))), min, max});
}

}  // namespace fscope
