#include "app/cli/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace fscope {
namespace {

TEST(Progress, EstimatesTheRestFromThePace) {
  EXPECT_EQ(progress_line(
                {.step = 50, .n_steps = 200, .seconds = 2, .batch_psnr = 20.125, .batch_mse = {}}),
            "step 50 of 200 (25 %), batch PSNR 20.12 dB, 25 steps/s, 0:06 left");
}

TEST(Progress, SignalsHaveAnErrorWithoutDecibels) {
  EXPECT_EQ(
      progress_line(
          {.step = 50, .n_steps = 200, .seconds = 2, .batch_psnr = {}, .batch_mse = 1.234e-5}),
      "step 50 of 200 (25 %), batch mean square error 1.23e-05, 25 steps/s, 0:06 left");
}

TEST(Progress, LongWaitsHaveHours) {
  EXPECT_EQ(
      progress_line({.step = 1, .n_steps = 3726, .seconds = 1, .batch_psnr = {}, .batch_mse = {}}),
      "step 1 of 3726 (0 %), 1.0 steps/s, 1:02:05 left");
}

TEST(Progress, KnowsNoPaceBeforeTheFirstStep) {
  EXPECT_EQ(
      progress_line({.step = 0, .n_steps = 9, .seconds = 0, .batch_psnr = {}, .batch_mse = {}}),
      "step 0 of 9 (0 %)");
}

TEST(Progress, AFigureHasATimeLeftOnceItIsKnown) {
  EXPECT_EQ(progress_line(FigureProgress{.name = "fig11", .fraction = 0, .left_s = {}}),
            "fig11: 0 %");
  EXPECT_EQ(progress_line(FigureProgress{.name = "fig11", .fraction = 0.429, .left_s = 11.2}),
            "fig11: 42 %, 0:12 left");
}

TEST(Progress, LineIsRemovedAtTheEnd) {
  std::ostringstream out;
  {
    ProgressLine line(out, true);
    line.show({.step = 0, .n_steps = 9, .seconds = 0, .batch_psnr = {}, .batch_mse = {}});
  }
  EXPECT_EQ(out.str(), "\rstep 0 of 9 (0 %)\x1b[K\r\x1b[K");
}

TEST(Progress, IsQuietWithoutATerminal) {
  std::ostringstream out;
  {
    ProgressLine line(out, false);
    line.show({.step = 0, .n_steps = 9, .seconds = 0, .batch_psnr = {}, .batch_mse = {}});
  }
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace fscope
