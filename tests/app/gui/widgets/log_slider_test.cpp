#include "app/gui/widgets/log_slider.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

class LogSliderTest : public ::testing::Test {
 protected:
  LogSliderTest() {
    gui.show_in_window([this] {
      LogSliderSpec spec;
      spec.label = "Scale"_t;
      spec.unit = "cycles"_t;
      spec.marks = marks;
      const LogSliderResult result = log_slider(spec, state, value);
      changes += result.changed ? 1 : 0;
      finishes += result.finished ? 1 : 0;
    });
  }

  // Screen position on the track that stands for `wanted`.
  ImVec2 at(double wanted) {
    const LoggedItem track = gui.item("Scale");
    const float margin = 0.75F * 13.0F;  // the default font is 13 pixels high
    const float unit = static_cast<float>((std::log10(wanted) + 1.0) / 3.0);
    const float left = track.min.x + margin;
    const float right = track.max.x - margin;
    return {left + unit * (right - left), (track.min.y + track.max.y) / 2.0F};
  }

  GuiTestContext gui;
  LogSliderState state;
  std::vector<SliderMark> marks;
  double value = 10.0;
  int changes = 0;
  int finishes = 0;
};

// A pixel of the 1240 of the track is 0.6 % on its three decades; positions are rounded to it.
constexpr double kPixel = 0.006;

TEST_F(LogSliderTest, ClickSetsTheValue) {
  gui.click(at(1.0));
  EXPECT_NEAR(value, 1.0, kPixel);
  EXPECT_EQ(changes, 1);
  EXPECT_EQ(finishes, 1);
}

TEST_F(LogSliderTest, DragChangesAllTheWay) {
  gui.drag(at(10.0), at(0.5));
  EXPECT_NEAR(value, 0.5, 0.5 * kPixel);
  EXPECT_EQ(changes, 4);
  EXPECT_EQ(finishes, 1);
}

TEST_F(LogSliderTest, DragBeyondTheEndsIsClamped) {
  gui.drag(at(10.0), {2000.0F, at(10.0).y});
  EXPECT_EQ(value, 100.0);
  gui.drag(at(100.0), {-500.0F, at(10.0).y});
  EXPECT_EQ(value, 0.1);
}

TEST_F(LogSliderTest, TheKnobDoesNotJumpWhenCaught) {
  const ImVec2 knob = at(10.0);
  gui.click({knob.x + 4.0F, knob.y});
  EXPECT_EQ(value, 10.0);
  EXPECT_EQ(changes, 0);
}

TEST_F(LogSliderTest, WheelMovesByTwoPercentAndFinerWithShift) {
  gui.wheel(at(1.0), 1.0F);
  EXPECT_DOUBLE_EQ(value, 10.2);
  gui.hold_shift(true);
  gui.wheel(at(1.0), -1.0F);
  gui.hold_shift(false);
  EXPECT_DOUBLE_EQ(value, 10.2 / 1.002);
  EXPECT_EQ(finishes, 2);
}

TEST_F(LogSliderTest, ArrowsWorkWhenFocused) {
  gui.key(ImGuiKey_RightArrow);
  EXPECT_EQ(value, 10.0);
  gui.click(at(10.0));
  gui.key(ImGuiKey_RightArrow);
  EXPECT_DOUBLE_EQ(value, 10.2);
  gui.key(ImGuiKey_LeftArrow);
  EXPECT_DOUBLE_EQ(value, 10.0);
  gui.key(ImGuiKey_Home);
  EXPECT_EQ(value, 0.1);
  gui.key(ImGuiKey_End);
  EXPECT_EQ(value, 100.0);
}

TEST_F(LogSliderTest, ClickOnTheNumberLetsItBeTyped) {
  gui.click("Scale value");
  EXPECT_TRUE(state.typing);
  gui.type("3.25");
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(value, 3.25);
  EXPECT_FALSE(state.typing);
  EXPECT_EQ(changes, 1);
}

TEST_F(LogSliderTest, CtrlClickAndDoubleClickOpenTheField) {
  gui.hold_ctrl(true);
  gui.click(at(1.0));
  gui.hold_ctrl(false);
  EXPECT_EQ(value, 10.0);
  gui.type("7");
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(value, 7.0);
  gui.double_click(at(7.0));
  gui.frames(2);
  gui.type("8");
  gui.key(compat::kKeypadEnter);
  EXPECT_EQ(value, 8.0);
}

TEST_F(LogSliderTest, TypedValuesAreClampedAndNonsenseIsIgnored) {
  gui.click("Scale value");
  gui.type("12345");
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(value, 100.0);
  value = 10.0;
  changes = 0;
  for (const char* text : {"abc", "1e", "-", "nan"}) {
    gui.click("Scale value");
    gui.type(text);
    gui.key(ImGuiKey_Enter);
    EXPECT_EQ(value, 10.0) << text;
    EXPECT_FALSE(state.typing) << text;
  }
  EXPECT_EQ(changes, 0);
}

TEST_F(LogSliderTest, LeavingTheFieldTakesTheTextEscapeDoesNot) {
  gui.click("Scale value");
  gui.type("4");
  gui.click(ImVec2{600.0F, 600.0F});
  EXPECT_EQ(value, 4.0);
  gui.click("Scale value");
  gui.type("9");
  gui.key(ImGuiKey_Escape);
  gui.frame();
  EXPECT_EQ(value, 4.0);
  EXPECT_FALSE(state.typing);
}

TEST_F(LogSliderTest, OpeningTheFieldDoesNotRoundTheValue) {
  value = 3.14159;
  gui.click("Scale value");
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(value, 3.14159);
  EXPECT_EQ(changes, 0);
}

TEST_F(LogSliderTest, MarksAndValuesOutsideTheScaleAreHarmless) {
  marks = {{64.0, "sampling limit"_t, "help"_t}, {1000.0, "beyond"_t, {}}, {-1.0, "negative"_t, {}}};
  gui.frames(2);
  gui.move_mouse(at(64.0));
  gui.frames(60);
  EXPECT_EQ(value, 10.0);
  EXPECT_GT(gui.vertex_count(), 0);
}

TEST(ParseClamped, UnderstandsNumbersOnly) {
  EXPECT_EQ(parse_clamped("2.5", 0.1, 100.0, 7.0), 2.5);
  EXPECT_EQ(parse_clamped(" 2,5 ", 0.1, 100.0, 7.0), 2.5);
  EXPECT_EQ(parse_clamped("1e9", 0.1, 100.0, 7.0), 100.0);
  EXPECT_EQ(parse_clamped("-3", 0.1, 100.0, 7.0), 0.1);
  EXPECT_EQ(parse_clamped("", 0.1, 100.0, 7.0), 7.0);
  EXPECT_EQ(parse_clamped("2 apples", 0.1, 100.0, 7.0), 7.0);
  EXPECT_EQ(parse_clamped("nan", 0.1, 100.0, 7.0), 7.0);
  EXPECT_EQ(parse_clamped("inf", 0.1, 100.0, 7.0), 100.0);
}

}  // namespace
}  // namespace fscope
