// A hidden window for tests that draw, and a skip where there is no display.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "app/gui/window.h"

namespace fscope {

inline bool has_display() {
  return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
}

/// Tests with a display; each has a fresh process or at least a fresh window.
class DisplayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_display()) GTEST_SKIP() << "needs a display: run ctest under xvfb-run";
    WindowOptions options;
    options.width = 320;
    options.height = 240;
    options.visible = false;
    window_ = std::make_unique<Window>(options);
  }
  void TearDown() override {
    if (!window_) return;
    EXPECT_EQ(take_gl_errors(), "");
  }

  std::unique_ptr<Window> window_;
};

}  // namespace fscope
