#include "app/gui/undo.h"

namespace fscope {
namespace {

std::optional<SettingChange> move_last(std::vector<SettingChange>& from,
                                       std::vector<SettingChange>& to) {
  if (from.empty()) return std::nullopt;
  to.push_back(from.back());
  from.pop_back();
  // What follows is a change of its own, however soon.
  if (!from.empty()) from.back().at_s -= 1;
  to.back().at_s -= 1;
  return to.back();
}

}  // namespace

void note_setting(UndoHistory& history, const SettingChange& change) {
  constexpr double kMergeSeconds = 0.7;
  history.undone.clear();
  if (!history.done.empty()) {
    SettingChange& last = history.done.back();
    const bool soon = change.at_s - last.at_s < kMergeSeconds;
    const bool same_drag = change.pressed_s > 0 && change.pressed_s == last.pressed_s;
    if (last.run == change.run && (soon || same_drag)) {
      last.after = change.after;
      last.at_s = change.at_s;
      return;
    }
  }
  if (history.done.size() == kMaxUndo) history.done.erase(history.done.begin());
  history.done.push_back(change);
}

std::optional<SettingChange> undo_setting(UndoHistory& history) {
  return move_last(history.done, history.undone);
}

std::optional<SettingChange> redo_setting(UndoHistory& history) {
  return move_last(history.undone, history.done);
}

}  // namespace fscope
