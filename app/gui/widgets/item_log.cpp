#include "app/gui/widgets/item_log.h"

#include <algorithm>

#include "app/gui/widgets/context_data.h"

namespace fscope {

const LoggedItem* ItemLog::find(std::string_view label) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const LoggedItem& item) { return item.label == label; });
  return found == items.end() ? nullptr : &*found;
}

void note_item(std::string_view label) {
  note_rect(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void note_rect(std::string_view label, ImVec2 min, ImVec2 max) {
  const ContextData* data = context_data();
  if (data == nullptr || data->item_log == nullptr) return;
  data->item_log->items.push_back({std::string(label.substr(0, label.find("##"))), min, max});
}

}  // namespace fscope
