#include "app/gui/lab_theory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

LabQuestion question_of(std::string_view settings = "") {
  LabQuestion question;
  question.config = with_settings(
      with_settings(signal_defaults(), "--width 16 --train-points 8 --oversampling 4"), settings);
  question.signal = std::make_shared<const Signal>(make_signal(question.config.signal));
  question.kernels = {TangentKernel::infinite_width};
  question.horizon = 100;
  return question;
}

LabPrediction only(const LabTheory& theory) {
  EXPECT_EQ(theory.predictions.size(), 1U);
  return theory.predictions.at(0);
}

TEST(LabSolver, AnswersAsSignalTheoryDoes) {
  LabSolver solver;
  LabQuestion question = question_of();
  question.time = 0.3;
  const LabPrediction got = only(solver.answer(question));
  NetworkStarts starts;
  const SignalTheory theory(question.config, question.signal, {}, starts);
  EXPECT_EQ(got.message, "");
  EXPECT_EQ(got.function, theory.at(0.3));
  EXPECT_EQ(got.time, 0.3);
  ASSERT_TRUE(got.forecast);
  ASSERT_EQ(got.forecast->train_mse.size(), got.steps.size());
  EXPECT_EQ(got.steps.front(), 1);
  EXPECT_NEAR(got.steps.back(), 100, 1e-9);
  EXPECT_NEAR(got.forecast->eta_t.back(), 100 * question.config.learning_rate, 1e-12);
  EXPECT_EQ(got.picture->picture.width, 8);
}

TEST(LabSolver, KeepsWhatDoesNotDependOnTime) {
  LabSolver solver;
  LabQuestion question = question_of();
  const LabPrediction first = only(solver.answer(question));
  question.time = kInfinity;
  const LabPrediction later = only(solver.answer(question));
  EXPECT_EQ(first.theory, later.theory);
  EXPECT_EQ(first.picture, later.picture);
  question.config.mapping.power = 0;
  EXPECT_NE(only(solver.answer(question)).theory, first.theory);
}

TEST(LabSolver, InTheEndTheTrainingPointsAreMet) {
  LabQuestion question = question_of();
  question.kernels = {TangentKernel::infinite_width, TangentKernel::at_start};
  question.time = kInfinity;
  const LabTheory theory = LabSolver().answer(question);
  ASSERT_EQ(theory.predictions.size(), 2U);
  for (const LabPrediction& prediction : theory.predictions) {
    for (Index k = 0; k < prediction.function.size(); k += 4) {
      // The kernels' condition numbers are below 1e4 here.
      EXPECT_NEAR(prediction.function[k], question.signal->values[k], 1e-9);
    }
  }
}

TEST(LabSolver, MatchesATrainError) {
  LabSolver solver;
  LabQuestion question = question_of("--optimizer adam");
  question.match_mse = 1e-3;
  const LabPrediction got = only(solver.answer(question));
  EXPECT_GT(got.time, 0);
  // The error falls as exp(-2 lambda t), lambda t of a few: 0.05 % of the time are 1 % of it.
  EXPECT_NEAR(got.theory->forecast(std::array{got.time}).train_mse[0], 1e-3, 1e-5);
  EXPECT_EQ(got.forecast, nullptr);  // Adam's steps have no time
  question.match_mse = 1e9;
  EXPECT_EQ(only(solver.answer(question)).time, 0);
  question.match_mse = 0;
  EXPECT_EQ(only(solver.answer(question)).time, kInfinity);
}

TEST(LabSolver, SaysWhyItCannotAnswer) {
  LabQuestion question = question_of("--activation tanh");
  question.kernels = {TangentKernel::infinite_width, TangentKernel::at_start, TangentKernel::now};
  const LabTheory theory = LabSolver().answer(question);
  EXPECT_NE(theory.predictions[0].message.find("tanh"), std::string::npos);
  EXPECT_EQ(theory.predictions[0].theory, nullptr);
  EXPECT_EQ(theory.predictions[1].message, "");  // the network's own kernel exists
  EXPECT_NE(theory.predictions[2].message, "");  // there are no parameters
}

TEST(LabSolver, StaysFiniteWhereThereIsLittleToSay) {
  for (const char* settings :
       {"--train-points 1 --oversampling 1", "--train-points 1", "--mapping none",
        "--mapping gaussian --sigma 0", "--signal sine --frequency 0", "--power inf",
        "--mapping basic", "--oversampling 1", "--lr 0", "--loss mean --batch 3",
        "--parameterization ntk", "--parameterization glorot --output sigmoid"}) {
    LabQuestion question = question_of(settings);
    question.kernels = {TangentKernel::infinite_width, TangentKernel::at_start};
    for (const double time : {0.0, 1.0, kInfinity}) {
      question.time = time;
      for (const LabPrediction& prediction : LabSolver().answer(question).predictions) {
        EXPECT_EQ(prediction.message, "") << settings;
        EXPECT_TRUE(prediction.function.allFinite()) << settings << " at " << time;
        ASSERT_TRUE(prediction.forecast);
        for (const double mse : prediction.forecast->train_mse) EXPECT_TRUE(std::isfinite(mse));
      }
    }
  }
}

}  // namespace
}  // namespace fscope
