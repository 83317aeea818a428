// Changes of settings, so that they can be taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/training/config.h"

namespace fscope {

/// Settings of a run that became others at a moment of the UI clock.
struct SettingChange {
  int run = 0;  // id
  RunConfig before;
  RunConfig after;
  double at_s = 0;
  std::int64_t step = 0;                      // of the run
  std::optional<double> heldout_before = {};  // PSNR measured last before it, dB
  double pressed_s = 0;  // when the mouse button went down that is held; 0: none is
};

/// At most kMaxUndo changes each way. A drag is one change.
struct UndoHistory {
  std::vector<SettingChange> done;
  std::vector<SettingChange> undone;
};
inline constexpr std::size_t kMaxUndo = 200;

/// Remembers a change; one of the same run within 0.7 s of the last, or under the same press of the
/// mouse, is a part of that.
void note_setting(UndoHistory& history, const SettingChange& change);
/// The change to take back, and from then on to make again; none when there is none.
std::optional<SettingChange> undo_setting(UndoHistory& history);
std::optional<SettingChange> redo_setting(UndoHistory& history);

}  // namespace fscope
