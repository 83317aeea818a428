// The workspace in Chinese, without a display.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "app/gui/lab.h"
#include "app/gui/shortcuts.h"
#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

class InChinese : public ::testing::Test {
 protected:
  void speak_chinese(bool on = true) {
    fixture.ui.language = on ? Language::chinese : Language::english;
    fixture.gui.speak(on ? &table : nullptr);
    fixture.gui.frames(2);
  }
  /// What the item log calls the controls of a frame.
  std::multiset<std::string> labels() const {
    std::multiset<std::string> out;
    for (const LoggedItem& item : fixture.gui.log().items) out.insert(item.label);
    return out;
  }
  void press(const char* keys) {
    for (const Shortcut& shortcut : shortcuts()) {
      if (shortcut.keys.english() != keys) continue;
      handle_key(shortcut.key, shortcut.mods, fixture.snapshot, fixture.ui, fixture.sink);
      fixture.gui.frames(2);
      return;
    }
    FAIL() << "there is no shortcut " << keys;
  }

  const Translation table = load_translation(Language::chinese);
  PanelsFixture fixture;
};

TEST_F(InChinese, EveryPanelHasTheSameControls) {
  for (const TaskKind task : {TaskKind::image, TaskKind::signal}) {
    fixture.ui.wanted.task = task;
    for (const char* tab : {"Curves", "Bands", "Kernel"}) {
      if (fixture.gui.has(tab)) fixture.gui.click(tab);
      fixture.gui.frames(2);
      const auto english = labels();
      speak_chinese();
      EXPECT_EQ(labels(), english) << tab;
      speak_chinese(false);
    }
  }
}

TEST_F(InChinese, ControlsAreFoundByTheirEnglishAndWork) {
  speak_chinese();
  fixture.gui.choose("Mapping", "Laplacian");
  ASSERT_NE(fixture.sink.last<Configure>(), nullptr);
  EXPECT_EQ(fixture.sink.last<Configure>()->config.mapping.kind, MappingKind::laplacian);
  fixture.gui.click("Run to");
  EXPECT_NE(fixture.sink.last<RunTo>(), nullptr);
}

TEST_F(InChinese, SwitchingKeepsTheOpenTab) {
  fixture.gui.click("Kernel");
  fixture.gui.frames(2);
  ASSERT_TRUE(fixture.ui.theory.kernel_wanted);
  speak_chinese();
  EXPECT_TRUE(fixture.ui.theory.kernel_wanted);
}

/// ImGui knows the slider by its id: were that the shown text, the mouse would lose it.
TEST_F(InChinese, SwitchingKeepsTheSliderThatIsHeld) {
  const LoggedItem slider = fixture.gui.item("Learning rate");
  const float y = (slider.min.y + slider.max.y) / 2;
  fixture.gui.move_mouse({(slider.min.x + slider.max.x) / 2, y});
  fixture.gui.press();
  fixture.gui.frame();
  const double before = fixture.ui.wanted.learning_rate;
  speak_chinese();
  fixture.gui.move_mouse({slider.max.x - 4, y});
  EXPECT_GT(fixture.ui.wanted.learning_rate, before);
  fixture.gui.release();
}

TEST_F(InChinese, SwitchingKeepsAnOpenMenu) {
  fixture.gui.click("File");
  fixture.gui.frames(2);
  ASSERT_TRUE(fixture.gui.has("Quit"));
  speak_chinese();
  EXPECT_TRUE(fixture.gui.has("Quit"));
}

TEST_F(InChinese, TheMenuAndTheKeySwitch) {
  press("Ctrl-L");
  EXPECT_EQ(fixture.ui.language, Language::chinese);
  EXPECT_TRUE(fixture.ui.requests.apply_theme);
  fixture.gui.click("View");
  fixture.gui.frames(2);
  fixture.gui.click("Language");
  fixture.gui.frames(2);
  fixture.gui.click("English");
  EXPECT_EQ(fixture.ui.language, Language::english);
}

TEST_F(InChinese, MessagesAndFailuresAreSaidInIt) {
  speak_chinese();
  fixture.snapshot.runs[0].failure =
      Failure{.what = "the loss is not finite", .step = 7, .setting = "--lr 10"};
  fixture.answer();
  ASSERT_TRUE(fixture.ui.message.has_value());
  EXPECT_NE(fixture.ui.message->text.find("损失不是有限数"), std::string::npos);
  EXPECT_NE(fixture.ui.message->text.find("第 7 步"), std::string::npos);
  EXPECT_NE(fixture.ui.message->text.find("--lr 10"), std::string::npos);
}

TEST(Escape, ClosesAnOpenMenuAndNothingElse) {
  PanelsFixture fixture;
  fixture.ui.show_help = true;
  fixture.gui.click("View");
  fixture.gui.frames(2);
  ASSERT_TRUE(fixture.gui.has("Light theme"));
  for (const Shortcut& shortcut : shortcuts()) {
    if (shortcut.keys.english() != "Esc") continue;
    handle_key(shortcut.key, shortcut.mods, fixture.snapshot, fixture.ui, fixture.sink);
  }
  EXPECT_TRUE(fixture.ui.show_help);
  fixture.gui.key(ImGuiKey_Escape);
  fixture.gui.frames(2);
  EXPECT_FALSE(fixture.gui.has("Light theme"));
  EXPECT_FALSE(fixture.ui.menu_open);
}

class Presenter : public InChinese {};

TEST_F(Presenter, HidesWhatIsRarelyUsedAndGivesItBack) {
  const auto before = labels();
  press("F5");
  ASSERT_TRUE(fixture.ui.presenter);
  EXPECT_TRUE(fixture.ui.requests.apply_theme);
  for (const char* hidden : {"Resolution", "Run to", "Theory time", "frequency plane"}) {
    EXPECT_FALSE(fixture.gui.has(hidden)) << hidden;
  }
  for (const char* kept : {"Play", "Reset", "Mapping", "sigma", "reconstruction", "psnr"}) {
    EXPECT_TRUE(fixture.gui.has(kept)) << kept;
  }
  press("F5");
  EXPECT_FALSE(fixture.ui.presenter);
  EXPECT_EQ(labels(), before);
}

TEST_F(Presenter, KeepsTheMappingOfTheLaboratory) {
  fixture.ui.wanted = signal_defaults();
  press("F5");
  EXPECT_TRUE(fixture.gui.has("Mapping"));
  EXPECT_TRUE(fixture.gui.has("p"));
  EXPECT_FALSE(fixture.gui.has("Optimiser"));
  EXPECT_FALSE(fixture.gui.has("kernel matrix"));
}

TEST_F(Presenter, EscapeClosesWindowsFirst) {
  press("F5");
  fixture.ui.show_help = true;
  press("Esc");
  EXPECT_FALSE(fixture.ui.show_help);
  EXPECT_TRUE(fixture.ui.presenter);
  press("Esc");
  EXPECT_FALSE(fixture.ui.presenter);
}

/// Names of toolbar items, in a window of some width.
TEST(Toolbar, WrapsInNarrowWindows) {
  for (const float width : {640.0F, 900.0F, 1280.0F}) {
    PanelsFixture fixture({width, 800});
    fixture.gui.frames(3);
    const LoggedItem picture = fixture.gui.item("target");
    for (const char* name : {"Play", "Run to", "Fit", "Training pixels", "Spectra", "gain"}) {
      const LoggedItem item = fixture.gui.item(name);
      EXPECT_LE(item.max.x, width) << name << " at " << width;
      EXPECT_LE(item.max.y, picture.min.y) << name << " at " << width;
    }
  }
}

}  // namespace
}  // namespace fscope
