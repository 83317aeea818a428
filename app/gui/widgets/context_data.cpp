#include "app/gui/widgets/context_data.h"

#include <imgui.h>

namespace fscope {

void set_context_data(ContextData* data) { ImGui::GetIO().UserData = data; }

const ContextData* context_data() {
  if (ImGui::GetCurrentContext() == nullptr) return nullptr;
  return static_cast<const ContextData*>(ImGui::GetIO().UserData);
}

}  // namespace fscope
