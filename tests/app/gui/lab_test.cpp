#include "app/gui/lab.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/app/gui/lab_fixture.h"

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(PaintStroke, IsTheStraightLineBetweenItsEnds) {
  Samples samples(8, 0.25);
  paint_stroke(samples, {0.25, 0}, {0.75, 0.4});
  // at 2/8 .. 6/8: 0, 0.1, 0.2, 0.3, 0.4
  const Samples expected{0.25, 0.25, 0, 0.1, 0.2, 0.3, 0.4, 0.25};
  for (std::size_t k = 0; k < 8; ++k) EXPECT_NEAR(samples[k], expected[k], 1e-12) << k;
}

TEST(PaintStroke, GoesBothWaysAlike) {
  Samples right(100, 0);
  Samples left(100, 0);
  paint_stroke(right, {0.1, -0.5}, {0.93, 0.5});
  paint_stroke(left, {0.93, 0.5}, {0.1, -0.5});
  EXPECT_EQ(right, left);
}

TEST(PaintStroke, AClickSetsTheNearestSampleAndValuesStayInRange) {
  Samples samples(4, 0);
  paint_stroke(samples, {0.3, 9}, {0.3, 9});
  EXPECT_EQ(samples, (Samples{0, 0.5, 0, 0}));
  paint_stroke(samples, {1, -9}, {1, -9});
  EXPECT_EQ(samples, (Samples{0, 0.5, 0, -0.5}));
  Samples none;
  paint_stroke(none, {0, 0}, {1, 1});
  EXPECT_TRUE(none.empty());
}

class LabQuestionTest : public testing::Test {
 protected:
  LabQuestionTest() { learn(small_lab()); }
  void learn(const RunConfig& config) {
    snapshot_.runs = {made_up_signal_run(config)};
    ui_.wanted = config;
    update_lab_target(ui_);
  }
  LabQuestion ask() const { return lab_question(snapshot_, ui_); }

  Snapshot snapshot_;
  UiState ui_;
};

TEST_F(LabQuestionTest, IsAboutTheNetworksTime) {
  const LabQuestion question = ask();
  EXPECT_EQ(question.signal, ui_.lab.target.signal);
  EXPECT_NEAR(question.time, 100 * ui_.wanted.learning_rate, 1e-12);
  EXPECT_FALSE(question.match_mse);
  EXPECT_EQ(question.parameters, nullptr);  // of the kernel now, which nobody asked for
  EXPECT_EQ(question, ask());
  ui_.lab.in_step = false;
  ui_.lab.time = kInfinity;
  EXPECT_EQ(ask().time, kInfinity);
}

TEST_F(LabQuestionTest, ChangesWithTheSettingsWantedBeforeTheSessionAnswers) {
  const auto before = ui_.lab.target.signal;
  ui_.wanted.signal.alpha = 2;
  update_lab_target(ui_);
  EXPECT_NE(ui_.lab.target.signal, before);
  EXPECT_EQ(ask().signal, ui_.lab.target.signal);
}

TEST_F(LabQuestionTest, HasNoRunYet) {
  snapshot_.runs.clear();
  EXPECT_EQ(ask().time, 1);  // as held
}

TEST_F(LabQuestionTest, AdamIsMatchedByItsTrainError) {
  RunConfig config = small_lab();
  config.optimizer = OptimizerKind::adam;
  learn(config);
  ASSERT_TRUE(ask().match_mse);
  EXPECT_NEAR(*ask().match_mse, 1e-3, 1e-9);  // the last of the history, in single precision
  ui_.lab.in_step = false;
  EXPECT_FALSE(ask().match_mse);
}

TEST_F(LabQuestionTest, StaysAtItsTimeWhileAControlIsDragged) {
  LabTheory earlier;
  earlier.question = ask();
  earlier.predictions.resize(1);
  earlier.predictions[0].time = 7;
  ui_.lab.theory = std::make_shared<const LabTheory>(earlier);
  ui_.lab.dragging = true;
  snapshot_.runs[0].step = 0;  // every value starts the run again
  EXPECT_EQ(ask().time, 7);
  ui_.lab.dragging = false;
  EXPECT_EQ(ask().time, 0);
}

TEST_F(LabQuestionTest, AsksForTheParametersOfTheKernelNow) {
  ui_.lab.wanted = {false, false, true};
  EXPECT_EQ(ask().kernels, std::vector{TangentKernel::now});
  EXPECT_EQ(ask().parameters, snapshot_.runs[0].parameters);
}

TEST(LabTarget, SaysWhyThereIsNone) {
  UiState ui;
  ui.wanted = signal_defaults();
  ui.wanted.signal.kind = SignalKind::samples;
  update_lab_target(ui);
  EXPECT_EQ(ui.lab.target.signal, nullptr);
  EXPECT_NE(ui.lab.target.message, "");
  ui.lab.samples = std::make_shared<const Samples>(Samples{0, 1});
  update_lab_target(ui);
  ASSERT_TRUE(ui.lab.target.signal);
  EXPECT_EQ(ui.lab.target.message, "");
  const auto same = ui.lab.target.signal;
  update_lab_target(ui);
  EXPECT_EQ(ui.lab.target.signal, same) << "made anew without a reason";
  ui.wanted.signal.n_train = 0;
  update_lab_target(ui);
  EXPECT_EQ(ui.lab.target.signal, nullptr);
  EXPECT_NE(ui.lab.target.message.find("training points"), std::string::npos);
}

}  // namespace
}  // namespace fscope
