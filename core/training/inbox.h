// The commands that wait for a session's worker.
#pragma once

#include <deque>

#include "core/training/command.h"

namespace fscope {

/// Puts a command into the queue, in place of one that it makes pointless: an older view, or older
/// settings of the same run. A view may be handled before or after anything else, so dragging and
/// zooming at once do not fill the queue.
void enqueue(Command command, std::deque<Command>& inbox);

}  // namespace fscope
