// What hangs on an ImGui context beside ImGui's own: the log of items and the language.
#pragma once

#include "app/gui/text/language.h"

namespace fscope {

struct ItemLog;

/// Owned by whoever owns the context. Null members: nothing is noted; English.
struct ContextData {
  ItemLog* item_log = nullptr;
  const Translation* translation = nullptr;
};

/// Hangs `data` on the current context (io.UserData), or nothing with nullptr. It must outlive its
/// use.
void set_context_data(ContextData* data);
/// That of the current context; nullptr when there is none, or no context.
const ContextData* context_data();

}  // namespace fscope
