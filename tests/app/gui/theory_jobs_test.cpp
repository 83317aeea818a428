#include "app/gui/theory_jobs.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

#include "tests/core/pictures.h"

namespace fscope {
namespace {

/// A run on a small picture, and the jobs that follow it.
class TheoryJobsTest : public testing::Test {
 protected:
  TheoryJobsTest() {
    RunSnapshot run;
    run.target = std::make_shared<const Image>(wavy_image(24, 20, 3));
    snapshot_.runs.push_back(std::move(run));
    want("--sigma 3 --features 16 --width 16 --layers 3");
  }

  void want(std::string_view settings) {
    ui_.wanted = with_settings(ui_.wanted, settings);
    snapshot_.runs[0].config = ui_.wanted;
  }

  /// Frames until `reached`; fails after a minute.
  void follow_until(const std::function<bool()>& reached) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    do {
      jobs_.update(snapshot_, ui_);
      std::this_thread::yield();
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    } while (!reached());
  }
  void settle() {
    follow_until([this] { return !jobs_.update(snapshot_, ui_); });
  }

  Snapshot snapshot_;
  UiState ui_;
  TheoryJobs jobs_{2};
};

TEST_F(TheoryJobsTest, PredictsThePictureThenTheWholeLandscape) {
  settle();
  ASSERT_TRUE(ui_.theory.prediction);
  EXPECT_EQ(ui_.theory.prediction->picture.width, 24);
  EXPECT_EQ(ui_.theory.message, "");
  EXPECT_NE(ui_.theory.assumptions, "");
  EXPECT_FALSE(ui_.theory.busy);
  EXPECT_EQ(ui_.theory.landscape.points().size(),
            static_cast<std::size_t>(ui_.theory.landscape.n_wanted()));
  EXPECT_FALSE(ui_.theory.kernel);  // nobody looks at it
}

TEST_F(TheoryJobsTest, AnotherSigmaMakesAnotherPictureButNotAnotherLandscape) {
  settle();
  const auto before = ui_.theory.prediction;
  const auto landscape = ui_.theory.landscape.points();
  want("--sigma 8");
  settle();
  EXPECT_NE(ui_.theory.prediction->heldout_psnr, before->heldout_psnr);
  EXPECT_EQ(ui_.theory.landscape.points(), landscape);
}

TEST_F(TheoryJobsTest, TheTimeMovesBothAndZeroIsGray) {
  settle();
  const auto landscape = ui_.theory.landscape.points();
  ui_.theory.time = 0;
  settle();
  for (const float value : ui_.theory.prediction->picture.values) EXPECT_EQ(value, 0.5F);
  EXPECT_NE(ui_.theory.landscape.points(), landscape);
}

TEST_F(TheoryJobsTest, MatchesTheTrainPsnrMeasuredLast) {
  snapshot_.runs[0].history.train_psnr.add(10, 1, 24);
  ui_.theory.match_training = true;
  settle();
  EXPECT_NEAR(ui_.theory.prediction->train_psnr, 24, 0.2);
  EXPECT_NE(ui_.theory.time, kDefaultTheoryTime);
}

TEST_F(TheoryJobsTest, SaysWhyThereIsNoTheory) {
  settle();
  want("--activation tanh");
  settle();
  EXPECT_FALSE(ui_.theory.prediction);
  EXPECT_NE(ui_.theory.message, "");
  want("--activation relu");
  settle();
  EXPECT_TRUE(ui_.theory.prediction);
  EXPECT_EQ(ui_.theory.message, "");
}

TEST_F(TheoryJobsTest, WithoutAMappingThereIsAPictureButNoLandscape) {
  want("--mapping none");
  settle();
  ASSERT_TRUE(ui_.theory.prediction) << ui_.theory.message;
  EXPECT_TRUE(ui_.theory.landscape.points().empty());
}

TEST_F(TheoryJobsTest, KernelAndSpectraAreMadeWhenTheyAreLookedAt) {
  ui_.theory.kernel_wanted = true;
  ui_.pictures.spectra = true;
  settle();
  ASSERT_TRUE(ui_.theory.kernel);
  EXPECT_TRUE(ui_.theory.kernel->composed_kernel);
  EXPECT_TRUE(ui_.theory.spectra.target);
  EXPECT_TRUE(ui_.theory.spectra.theory);
}

TEST_F(TheoryJobsTest, NobodyWaitsForWhatIsNoLongerLookedAt) {
  ui_.pictures.spectra = true;
  ui_.theory.kernel_wanted = true;
  EXPECT_TRUE(jobs_.update(snapshot_, ui_));
  ui_.pictures.spectra = false;
  ui_.theory.kernel_wanted = false;
  settle();  // though their results are never fetched
  EXPECT_FALSE(ui_.theory.spectra.target);
  EXPECT_FALSE(ui_.theory.kernel);
}

TEST_F(TheoryJobsTest, ExtremesAreFinite) {
  for (const char* settings : {"--sigma 0", "--sigma 1000000", "--mapping basic", "--features 1",
                               "--split all", "--layers 1"}) {
    ui_.wanted = with_settings({}, "--sigma 3 --features 16 --width 16 --layers 3");
    want(settings);
    for (const double time : {0.0, 20.0, static_cast<double>(INFINITY)}) {
      ui_.theory.time = time;
      settle();
      if (!ui_.theory.prediction) {
        EXPECT_NE(ui_.theory.message, "") << settings;
        continue;
      }
      for (const float value : ui_.theory.prediction->picture.values) {
        ASSERT_TRUE(std::isfinite(value)) << settings << ' ' << time;
      }
      for (const LandscapePoint& point : ui_.theory.landscape.points()) {
        ASSERT_TRUE(std::isfinite(point.heldout_psnr)) << settings << ' ' << time;
      }
    }
  }
}

TEST_F(TheoryJobsTest, NothingIsComputedWithoutAPictureOrWhenItIsNotShown) {
  ui_.theory.show = false;
  EXPECT_FALSE(jobs_.update(snapshot_, ui_));
  ui_.theory.show = true;
  EXPECT_FALSE(jobs_.update(Snapshot{}, ui_));
}

}  // namespace
}  // namespace fscope
