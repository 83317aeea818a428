#include "app/gui/consequence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/gui/panels_fixture.h"

namespace fscope {
namespace {

std::string line(const Snapshot& snapshot, const UiState& ui) {
  return std::string(describe_consequence(snapshot, ui).english());
}

SigmaLandscape landscape_1_to_100() {
  SigmaLandscape landscape(SigmaRange{1, 100}, 3);
  landscape.add({.sigma = 1, .train_psnr = 20, .heldout_psnr = 20});
  landscape.add({.sigma = 10, .train_psnr = 30, .heldout_psnr = 24});
  landscape.add({.sigma = 100, .train_psnr = 40, .heldout_psnr = 8});
  return landscape;
}

/// A run whose sigma goes from 10 to `sigma` at step 100, where held-out PSNR was 20 dB.
struct Changed {
  explicit Changed(double sigma) {
    ui.wanted = snapshot.runs[0].config;
    ui.wanted.mapping.sigma = sigma;
    post_wanted(snapshot, ui, sink, false);
  }
  Snapshot snapshot = made_up_snapshot();
  UiState ui;
  RecordingSink sink;
};

TEST(Consequence, PredictionsLieOnTheCurve) {
  const SigmaLandscape landscape = landscape_1_to_100();
  EXPECT_DOUBLE_EQ(*predicted_at(landscape, 10), 24);
  EXPECT_NEAR(*predicted_at(landscape, std::sqrt(10)), 22, 1e-12);
  EXPECT_FALSE(predicted_at(landscape, 0.5));
  EXPECT_FALSE(predicted_at(landscape, 101));
  EXPECT_FALSE(predicted_at(SigmaLandscape(SigmaRange{}), 10));
}

TEST(Consequence, NothingChangedNothingToSay) {
  EXPECT_EQ(line(made_up_snapshot(), {}), "");
  EXPECT_EQ(line({}, {}), "");
}

TEST(Consequence, OfSigmaIsWhatTheLandscapePredicts) {
  Changed changed(100);
  EXPECT_EQ(line(changed.snapshot, changed.ui),
            "--sigma 100: a wider spectrum of the kernel: finer detail, and beyond the sampling "
            "limit aliasing");
  changed.ui.theory.landscape = landscape_1_to_100();
  EXPECT_EQ(line(changed.snapshot, changed.ui),
            "--sigma 100: theory expects held-out 8.0 dB, before 24.0 dB");
}

TEST(Consequence, ALittleLaterItSaysWhatHappened) {
  Changed changed(1);
  changed.ui.theory.landscape = landscape_1_to_100();
  RunSnapshot& run = changed.snapshot.runs[0];
  run.step = 110;
  run.history.heldout_psnr.add(110, 3, 15);  // too soon
  EXPECT_EQ(line(changed.snapshot, changed.ui).find("later"), std::string::npos);
  run.step = 150;
  run.history.heldout_psnr.add(150, 4, 19.5);
  EXPECT_EQ(line(changed.snapshot, changed.ui),
            "--sigma 1: theory expects held-out 20.0 dB, before 24.0 dB. 50 steps later held-out "
            "19.5 dB, before 20.0 dB");
}

TEST(Consequence, EveryRuleNamesASettingAndOthersAreOnlyNamed) {
  Changed changed(10);
  changed.ui.wanted.batch = 0;
  changed.ui.now_s = 100;
  post_wanted(changed.snapshot, changed.ui, changed.sink, false);
  EXPECT_EQ(line(changed.snapshot, changed.ui), "--batch full: calmer steps on the same path");
  changed.ui.wanted = changed.snapshot.runs[0].config;
  changed.ui.wanted.activation = Activation::tanh;
  changed.ui.now_s = 200;
  post_wanted(changed.snapshot, changed.ui, changed.sink, false);
  EXPECT_EQ(line(changed.snapshot, changed.ui), "--activation tanh");
}

}  // namespace
}  // namespace fscope
