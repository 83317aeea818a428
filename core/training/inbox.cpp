#include "core/training/inbox.h"

#include <utility>

namespace fscope {
namespace {

/// Whether a newer command makes a queued one pointless.
bool replaces(const Command& newer, const Command& queued) {
  if (newer.index() != queued.index()) return false;
  if (std::holds_alternative<SetView>(newer)) return true;
  const auto* a = std::get_if<Configure>(&newer);
  const auto* b = std::get_if<Configure>(&queued);
  return a && b && a->run == b->run;
}

}  // namespace

void enqueue(Command command, std::deque<Command>& inbox) {
  for (auto queued = inbox.rbegin(); queued != inbox.rend(); ++queued) {
    if (replaces(command, *queued)) {
      auto* configure = std::get_if<Configure>(&command);
      if (configure && std::get<Configure>(*queued).restart) configure->restart = true;
      *queued = std::move(command);
      return;
    }
    const bool commute =
        std::holds_alternative<SetView>(command) || std::holds_alternative<SetView>(*queued);
    if (!commute) break;
  }
  inbox.push_back(std::move(command));
}

}  // namespace fscope
