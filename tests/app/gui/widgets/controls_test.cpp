#include "app/gui/widgets/controls.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/app/gui/gui_test_context.h"

namespace fscope {
namespace {

const std::vector<Phrase> kOptions = {"none"_t, "basic"_t, "gaussian"_t};

TEST(Controls, ButtonsTellWhenTheyArePressed) {
  GuiTestContext gui;
  int plain = 0;
  int primary = 0;
  int icon = 0;
  gui.show_in_window([&] {
    plain += button("Cancel##1"_t, {}) ? 1 : 0;
    primary += primary_button("Open"_t, {}) ? 1 : 0;
    icon += icon_button(Icon::play, "play"_t, "Start"_t) ? 1 : 0;
  });
  gui.click("Cancel");
  gui.click("Open");
  gui.click("play");
  gui.click("play");
  EXPECT_EQ(plain, 1);
  EXPECT_EQ(primary, 1);
  EXPECT_EQ(icon, 2);
}

TEST(Controls, DisabledButtonsDoNothing) {
  GuiTestContext gui;
  int presses = 0;
  gui.show_in_window([&] {
    ImGui::BeginDisabled();
    presses += button("Open"_t, {}) ? 1 : 0;
    ImGui::EndDisabled();
  });
  gui.click("Open");
  EXPECT_EQ(presses, 0);
}

TEST(Controls, CheckboxTurnsOver) {
  GuiTestContext gui;
  bool on = false;
  gui.show_in_window([&] { checkbox("Even pixels"_t, on, {}); });
  gui.click("Even pixels");
  EXPECT_TRUE(on);
  gui.click("Even pixels");
  EXPECT_FALSE(on);
}

TEST(Controls, ComboAndSegmentsChoose) {
  GuiTestContext gui;
  int mapping = 0;
  int mode = 0;
  int changes = 0;
  const std::vector<Phrase> modes = {"keep"_t, "restart"_t};
  gui.show_in_window([&] {
    changes += combo("Mapping"_t, mapping, kOptions, {}) ? 1 : 0;
    changes += segmented("On change"_t, mode, modes, {}) ? 1 : 0;
  });
  gui.choose("Mapping", "gaussian");
  EXPECT_EQ(mapping, 2);
  gui.click("restart");
  EXPECT_EQ(mode, 1);
  EXPECT_EQ(changes, 2);
  gui.choose("Mapping", "gaussian");
  EXPECT_EQ(changes, 2);
}

TEST(Controls, ComboShowsNothingForAnIndexOutside) {
  GuiTestContext gui;
  int index = 17;
  gui.show_in_window([&] { combo("Mapping"_t, index, kOptions, {}); });
  EXPECT_EQ(index, 17);
  gui.choose("Mapping", "none");
  EXPECT_EQ(index, 0);
}

TEST(Controls, IntSliderFollowsTheMouse) {
  GuiTestContext gui;
  int depth = 1;
  gui.show_in_window([&] { int_slider("Depth"_t, depth, {1, 8}, {}); });
  const LoggedItem slider = gui.item("Depth");
  gui.drag(gui.centre("Depth"), {slider.max.x - 2.0F, gui.centre("Depth").y});
  EXPECT_EQ(depth, 8);
}

TEST(Controls, LogFloatSliderSpreadsTheDecades) {
  GuiTestContext gui;
  float rate = 1e-3F;
  gui.show_in_window([&] { float_slider("Rate"_t, rate, {1e-5F, 1e-1F, true}, {}); });
  gui.click("Rate");
  // The middle of four decades; the grab's width leaves a small part of the track unused.
  EXPECT_NEAR(rate, 1e-3F, 1e-4F);
  const ImVec2 middle = gui.centre("Rate");
  gui.drag(middle, {0.0F, middle.y});
  EXPECT_FLOAT_EQ(rate, 1e-5F);
}

TEST(Controls, TypedIntegersCountWhenTypingEnds) {
  GuiTestContext gui;
  int seed = 5;
  int changes = 0;
  gui.show_in_window([&] { changes += int_input("Seed"_t, seed, {0, 999, 1}, {}) ? 1 : 0; });
  gui.double_click("Seed");
  gui.type("42");
  EXPECT_EQ(seed, 5);
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(seed, 42);
  gui.double_click("Seed");
  gui.type("123456");
  gui.click(ImVec2{900.0F, 600.0F});
  EXPECT_EQ(seed, 999);
  EXPECT_EQ(changes, 2);
}

TEST(Controls, DamagedIntegersLeaveTheValue) {
  GuiTestContext gui;
  int seed = 5;
  gui.show_in_window([&] { int_input("Seed"_t, seed, {0, 999, 1}, {}); });
  gui.double_click("Seed");
  gui.type("-");
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(seed, 5);
  gui.double_click("Seed");
  gui.type("77");
  gui.key(ImGuiKey_Escape);
  gui.frame();
  EXPECT_EQ(seed, 5);
}

TEST(Controls, StepButtonsStepAndStopAtTheEnds) {
  GuiTestContext gui;
  int seed = 1;
  gui.show_in_window([&] { int_input("Seed"_t, seed, {0, 10, 4}, {}); });
  gui.click("Seed +");
  EXPECT_EQ(seed, 5);
  gui.click("Seed +");
  gui.click("Seed +");
  EXPECT_EQ(seed, 10);
  for (int i = 0; i < 4; ++i) gui.click("Seed -");
  EXPECT_EQ(seed, 0);
}

TEST(Controls, TextInputGrowsAndReportsEnter) {
  GuiTestContext gui;
  std::string path;
  int entered = 0;
  gui.show_in_window([&] { entered += text_input("Path"_t, path, "a file"_t, {}) ? 1 : 0; });
  gui.click("Path");
  const std::string typed = "/a/much/longer/path/than/fits/a/small/string.png";
  gui.type(typed);
  EXPECT_EQ(entered, 0);
  gui.key(ImGuiKey_Enter);
  EXPECT_EQ(entered, 1);
  EXPECT_EQ(path, typed);
}

TEST(Controls, TooltipAppearsAfterAWhileAndNotWhilePressing) {
  GuiTestContext gui;
  gui.show_in_window([&] { button("Open"_t, "Opens a picture."_t); });
  const int without = gui.vertex_count();
  gui.move_mouse(gui.centre("Open"));
  EXPECT_LE(gui.vertex_count(), without);
  gui.frames(60);
  EXPECT_GT(gui.vertex_count(), without);
  gui.press();
  EXPECT_LE(gui.vertex_count(), without);
  gui.release();
}

TEST(Controls, DisabledControlsStillExplainThemselves) {
  GuiTestContext gui;
  gui.show_in_window([&] {
    ImGui::BeginDisabled();
    button("Open"_t, "Opens a picture."_t);
    ImGui::EndDisabled();
  });
  const int without = gui.vertex_count();
  gui.move_mouse(gui.centre("Open"));
  gui.frames(60);
  EXPECT_GT(gui.vertex_count(), without);
}

TEST(Controls, EqualOptionsOfTwoCombosStayApart) {
  GuiTestContext gui;
  int first = 0;
  int second = 0;
  gui.show_in_window([&] {
    combo("First"_t, first, kOptions, {});
    combo("Second"_t, second, kOptions, {});
  });
  gui.choose("Second", "basic");
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
}

TEST(ItemLog, CostsNothingWithoutALog) {
  GuiTestContext gui;
  gui.show_in_window([&] {
    set_context_data(nullptr);
    button("Open"_t, {});
  });
  EXPECT_FALSE(gui.has("Open"));
  EXPECT_THROW(gui.item("Open"), std::out_of_range);
}

TEST(Controls, EndlessSliderReachesZeroAndInfinity) {
  GuiTestContext gui;
  double value = 10;
  gui.show_in_window([&] { endless_slider("time"_t, value, {.min = 0.01F, .max = 1e4F}, {}); });
  gui.frame();
  EXPECT_EQ(value, 10);  // drawing alone changes nothing
  const LoggedItem item = gui.item("time");
  const float y = (item.min.y + item.max.y) / 2;
  const auto drag_to = [&](float x) { gui.drag({(item.min.x + item.max.x) / 2, y}, {x, y}); };
  drag_to(item.min.x - 20);
  EXPECT_EQ(value, 0);
  drag_to(item.max.x + 20);
  EXPECT_TRUE(std::isinf(value));
  drag_to((item.min.x + item.max.x) / 2);
  EXPECT_NEAR(std::log10(value), 1, 0.2);  // the middle of 0.01 .. 10,000 on a logarithmic scale
}

TEST(OpenEndedSlider, ReachesZeroInfinityAndHundredthsBetween) {
  GuiTestContext gui;
  double value = 0.3;
  gui.show_in_window([&] { open_ended_slider("p"_t, value, {.min = 0, .max = 3}, {}); });
  gui.frame();
  EXPECT_EQ(value, 0.3);  // drawing alone changes nothing
  const LoggedItem item = gui.item("p");
  const float y = (item.min.y + item.max.y) / 2;
  const auto drag_to = [&](float x) { gui.drag({(item.min.x + item.max.x) / 2, y}, {x, y}); };
  drag_to(item.min.x - 20);
  EXPECT_EQ(value, 0);
  drag_to(item.max.x + 20);
  EXPECT_TRUE(std::isinf(value));
  drag_to(item.min.x + 0.5F * (item.max.x - item.min.x));
  EXPECT_NEAR(value, 3 * 0.5 / 0.92, 0.1);  // a knob's width of the track
  EXPECT_NEAR(100 * value, std::round(100 * value), 1e-9);
}

}  // namespace
}  // namespace fscope
