#include "app/gui/undo.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

SettingChange change(double before, double after, double at_s, int run = 0) {
  SettingChange out{.run = run, .before = {}, .after = {}, .at_s = at_s};
  out.before.mapping.sigma = before;
  out.after.mapping.sigma = after;
  return out;
}

TEST(Undo, GoesBackAndForth) {
  UndoHistory history;
  EXPECT_FALSE(undo_setting(history));
  note_setting(history, change(1, 2, 0));
  note_setting(history, change(2, 3, 10));
  EXPECT_EQ(undo_setting(history)->before.mapping.sigma, 2);
  EXPECT_EQ(undo_setting(history)->before.mapping.sigma, 1);
  EXPECT_FALSE(undo_setting(history));
  EXPECT_EQ(redo_setting(history)->after.mapping.sigma, 2);
  EXPECT_EQ(redo_setting(history)->after.mapping.sigma, 3);
  EXPECT_FALSE(redo_setting(history));
}

TEST(Undo, ADragIsOneChange) {
  UndoHistory history;
  for (int i = 0; i < 10; ++i) note_setting(history, change(i, i + 1, 0.1 * i));
  EXPECT_EQ(history.done.size(), 1U);
  const auto back = undo_setting(history);
  EXPECT_EQ(back->before.mapping.sigma, 0);
  EXPECT_EQ(back->after.mapping.sigma, 10);
}

TEST(Undo, ADragMayPause) {
  UndoHistory history;
  for (int i = 0; i < 3; ++i) {
    SettingChange slow = change(i, i + 1, 5.0 * i);
    slow.pressed_s = 7;
    note_setting(history, slow);
  }
  EXPECT_EQ(history.done.size(), 1U);
  SettingChange next = change(3, 4, 20);
  next.pressed_s = 18;
  note_setting(history, next);
  EXPECT_EQ(history.done.size(), 2U);
}

TEST(Undo, AnotherRunIsAnotherChangeAndANewChangeForgetsWhatWasUndone) {
  UndoHistory history;
  note_setting(history, change(1, 2, 0, 0));
  note_setting(history, change(5, 6, 0.1, 1));
  EXPECT_EQ(history.done.size(), 2U);
  undo_setting(history);
  note_setting(history, change(2, 4, 0.2, 0));  // not a part of the first: that was before the undo
  EXPECT_FALSE(redo_setting(history));
  EXPECT_EQ(history.done.size(), 2U);
}

TEST(Undo, KeepsABoundedNumber) {
  UndoHistory history;
  for (std::size_t i = 0; i < kMaxUndo + 5; ++i) {
    note_setting(history, change(0, 1, 10.0 * static_cast<double>(i)));
  }
  EXPECT_EQ(history.done.size(), kMaxUndo);
}

}  // namespace
}  // namespace fscope
