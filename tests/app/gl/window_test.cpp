#include "app/gui/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/app/gl/display.h"
#include "tests/app/gl/x11_minimize.h"

namespace fscope {
namespace {

using WindowTest = DisplayTest;

TEST_F(WindowTest, SizesAreBroughtIntoSaneLimits) {
  window_.reset();
  WindowOptions options;
  options.visible = false;
  options.width = 0;
  options.height = -7;
  window_ = std::make_unique<Window>(options);
  EXPECT_EQ(window_->size(), (WindowSize{320, 240}));
}

TEST_F(WindowTest, DrawsWhatTheFrameAsksFor) {
  window_->set_background(0, 0, 1);
  window_->step([] {
    ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, {10, 10}, IM_COL32(255, 0, 0, 255));
  });
  const Image image = window_->read_pixels();
  const WindowSize pixels = window_->framebuffer_size();
  ASSERT_EQ(image.width, pixels.width);
  ASSERT_EQ(image.height, pixels.height);
  EXPECT_EQ(image.at(5, 5)[0], 255);
  EXPECT_EQ(image.at(50, 50)[2], 255);
}

TEST_F(WindowTest, ReadsNothingBeforeTheFirstFrameOrWithinOne) {
  EXPECT_TRUE(window_->read_pixels().empty());
  bool empty_within = false;
  window_->step([&] { empty_within = window_->read_pixels().empty(); });
  EXPECT_TRUE(empty_within);
  EXPECT_FALSE(window_->read_pixels().empty());
}

TEST_F(WindowTest, RunEndsWhenClosed) {
  int frames = 0;
  window_->run([&] {
    if (++frames == 2) window_->close();
  });
  EXPECT_EQ(frames, 2);
  EXPECT_TRUE(window_->is_closing());
}

TEST_F(WindowTest, RunEndsOnASignal) {
  int frames = 0;
  window_->run([&] {
    ++frames;
    std::raise(SIGTERM);
  });
  EXPECT_EQ(frames, 1);
}

TEST_F(WindowTest, SleepsUntilWokenFromAnotherThread) {
  // After the first frames there is no reason to draw but the wake: without it, run() hangs.
  int frames = 0;
  std::jthread other;
  window_->run([&] {
    ++frames;
    if (frames == 20) window_->close();
    other = std::jthread([this] { window_->wake(); });
  });
  EXPECT_EQ(frames, 20);
}

TEST_F(WindowTest, RequestedFramesAreDrawnAndTimed) {
  int frames = 0;
  window_->run([&] {
    if (++frames == 10) window_->close();
    window_->request_frames();
  });
  const FrameStats stats = window_->stats();
  EXPECT_EQ(stats.n_frames, 10U);
  EXPECT_EQ(stats.n_intervals, 9U);
  EXPECT_GT(stats.work_p50_ms, 0);
  EXPECT_GE(stats.interval_p99_ms, stats.interval_p50_ms);
}

TEST_F(WindowTest, StatsCanStartAfresh) {
  for (int i = 0; i < 5; ++i) window_->step([] {});
  window_->step([this] { window_->restart_stats(); });
  EXPECT_EQ(window_->stats().n_frames, 0U);
  for (int i = 0; i < 3; ++i) window_->step([] {});
  EXPECT_EQ(window_->stats().n_frames, 3U);
}

TEST_F(WindowTest, ResizingReachesTheFrame) {
  window_->resize(500, 400);
  ImVec2 seen{};
  // The window system answers later: draw until it has.
  for (int i = 0; i < 1000 && seen.x != 500.0F; ++i) {
    window_->step([&] { seen = ImGui::GetIO().DisplaySize; });
  }
  EXPECT_EQ(window_->size(), (WindowSize{500, 400}));
  EXPECT_EQ(window_->read_pixels().width, window_->framebuffer_size().width);
}

TEST_F(WindowTest, MinimizedItDrawsNothingAndStillCloses) {
  int frames = 0;
  const auto frame = [&] { ++frames; };
  window_->step(frame);
  if (!set_minimized(glfwGetCurrentContext(), true)) GTEST_SKIP() << "not on X11";
  EXPECT_TRUE(window_->is_minimized());
  window_->step(frame);
  window_->wake();
  EXPECT_EQ(frames, 1);
  const std::jthread closer([] { std::raise(SIGTERM); });
  window_->run(frame);
  EXPECT_EQ(frames, 1);
  set_minimized(glfwGetCurrentContext(), false);
  window_->step(frame);
  EXPECT_EQ(frames, 2);
}

TEST_F(WindowTest, KeysArriveBeforeTheNextFrameAndSayWhetherATextFieldHasThem) {
  std::vector<int> keys;
  bool in_text = false;
  window_->on_key = [&](const KeyEvent& event) {
    keys.push_back(event.key);
    in_text = event.in_text;
  };
  GLFWwindow* const handle = glfwGetCurrentContext();
  const GLFWkeyfun press = glfwSetKeyCallback(handle, nullptr);
  glfwSetKeyCallback(handle, press);
  press(handle, GLFW_KEY_SPACE, 0, GLFW_PRESS, 0);
  press(handle, GLFW_KEY_SPACE, 0, GLFW_RELEASE, 0);
  EXPECT_TRUE(keys.empty());
  window_->step([] {});
  EXPECT_EQ(keys, std::vector<int>{GLFW_KEY_SPACE});
  EXPECT_FALSE(in_text);

  char text[8] = "";
  const auto with_field = [&] {
    ImGui::Begin("fields");
    ImGui::SetKeyboardFocusHere();
    ImGui::InputText("name", text, sizeof(text));
    ImGui::End();
  };
  for (int i = 0; i < 4; ++i) window_->step(with_field);
  press(handle, GLFW_KEY_A, 0, GLFW_PRESS, 0);
  window_->step(with_field);
  EXPECT_EQ(keys.size(), 2U);
  EXPECT_TRUE(in_text);
}

TEST_F(WindowTest, DroppedFilesArriveBeforeTheNextFrame) {
  std::vector<std::string> files;
  window_->on_drop = [&](const std::vector<std::string>& paths) { files = paths; };
  GLFWwindow* const handle = glfwGetCurrentContext();
  const GLFWdropfun drop = glfwSetDropCallback(handle, nullptr);
  glfwSetDropCallback(handle, drop);
  const char* paths[] = {"/tmp/a b.png", "/tmp/\xC3\xA4.png"};
  drop(handle, 2, paths);
  EXPECT_TRUE(files.empty());
  window_->step([] {});
  EXPECT_EQ(files, (std::vector<std::string>{paths[0], paths[1]}));
}

TEST_F(WindowTest, PreparesBeforeEachFrame) {
  std::string order;
  window_->on_prepare = [&] { order += "p"; };
  for (int i = 0; i < 2; ++i) window_->step([&] { order += "f"; });
  EXPECT_EQ(order, "pfpf");
}

TEST_F(WindowTest, AFrameKnowsTheOldestInputItAnswersAndTellsWhenItIsShown) {
  std::vector<double> asked;
  int shown = 0;
  window_->on_shown = [&] { ++shown; };
  const auto frame = [&] {
    EXPECT_EQ(shown, static_cast<int>(asked.size()));
    asked.push_back(window_->asked_s());
  };
  GLFWwindow* const handle = glfwGetCurrentContext();
  const GLFWcursorposfun move = glfwSetCursorPosCallback(handle, nullptr);
  glfwSetCursorPosCallback(handle, move);
  const double before_s = Window::now_s();
  move(handle, 10, 10);
  const double after_s = Window::now_s();
  move(handle, 11, 10);
  window_->step(frame);
  EXPECT_EQ(shown, 1);
  EXPECT_GE(asked.at(0), before_s);
  EXPECT_LE(asked.at(0), after_s);
  const double next_s = Window::now_s();
  window_->step(frame);
  EXPECT_GE(asked.at(1), next_s);  // no input since: the frame's own beginning
}

TEST_F(WindowTest, ANewScaleIsToldBetweenFrames) {
  float told = 0;
  window_->on_scale_changed = [&](float scale) { told = scale; };
  GLFWwindow* const handle = glfwGetCurrentContext();
  const GLFWwindowcontentscalefun changed = glfwSetWindowContentScaleCallback(handle, nullptr);
  glfwSetWindowContentScaleCallback(handle, changed);
  changed(handle, 2, 2);
  EXPECT_EQ(told, 0);
  window_->step([] {});
  EXPECT_EQ(told, window_->content_scale());
}

TEST_F(WindowTest, WhatTheFrameThrowsArrives) {
  EXPECT_THROW(window_->run([] { throw std::runtime_error("from the frame"); }),
               std::runtime_error);
}

TEST_F(WindowTest, ASecondOneAfterTheFirst) {
  window_.reset();
  window_ = std::make_unique<Window>(WindowOptions{});
  bool drawn = false;
  window_->step([&] { drawn = true; });
  EXPECT_TRUE(drawn);
}

/// The environment without its displays, for as long as it lives.
class NoDisplay {
 public:
  NoDisplay() {
    for (const char* name : kNames) {
      const char* value = std::getenv(name);
      if (value != nullptr) old_.emplace_back(name, value);
      ::unsetenv(name);
    }
  }
  ~NoDisplay() {
    for (const auto& [name, value] : old_) ::setenv(name.c_str(), value.c_str(), 1);
  }
  NoDisplay(const NoDisplay&) = delete;
  NoDisplay& operator=(const NoDisplay&) = delete;

 private:
  static constexpr const char* kNames[] = {"DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"};
  std::vector<std::pair<std::string, std::string>> old_;
};

TEST(WindowWithoutDisplay, SaysSoInOneLine) {
  const NoDisplay no_display;
  try {
    const Window window(WindowOptions{});
    FAIL() << "a window without a display";
  } catch (const std::runtime_error& error) {
    const std::string message = error.what();
    EXPECT_EQ(message.rfind("no display: ", 0), 0U) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace fscope
