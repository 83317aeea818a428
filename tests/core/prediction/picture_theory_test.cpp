#include "core/prediction/picture_theory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/tasks/image_2d.h"
#include "core/theory/ntk.h"
#include "tests/core/pictures.h"

namespace fscope {
namespace {

using testing::HasSubstr;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A small network.
RunConfig small(const std::string& settings = "") {
  return with_settings({}, "--features 16 --width 32 --layers 3 --sigma 2 " + settings);
}

PicturePrediction predict(const RunConfig& config, const Image& image, double eta_t,
                          const PictureTheoryOptions& options = {}) {
  ThreadPool pool(2);
  return *PictureTheory(config, shared(image), pool, options).predict(eta_t, pool);
}

/// Eq. 3 from the features of every pixel and a dense decomposition: pixels x channels.
Eigen::MatrixXd dense_prediction(const RunConfig& config, const Image& image, double eta_t) {
  const Image2dTask task(shared(image), config.image.split);
  std::vector<Index> train, every;
  for (Index i = 0; i < task.grid().size(); ++i) every.push_back(i);
  for (Index i = 0; i < task.n_points(Split::train); ++i) {
    train.push_back(task.point(Split::train, i));
  }
  const FourierMapping mapping = make_mapping(config.mapping, 2, config.seed);
  const auto settings =
      ntk_settings(network_shape(config, mapping, image.channels), Parameterization::glorot);
  const Eigen::MatrixXd X = encode_points<double>(mapping, task.grid().points(every));
  const Eigen::MatrixXd X_train = encode_points<double>(mapping, task.grid().points(train));
  Matrix<float> y(image.channels, X_train.cols());
  task.targets(train, y);
  const double start = config.output == OutputActivation::sigmoid ? 0.5 : 0;
  const Eigen::MatrixXd residual = y.transpose().cast<double>().array() - start;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(ntk(settings, X_train, X_train));
  Eigen::VectorXd gain = eigen.eigenvalues();
  for (double& g : gain) g = -std::expm1(-g * eta_t) / g;
  const Eigen::MatrixXd& Q = eigen.eigenvectors();
  const Eigen::MatrixXd w = Q * (gain.asDiagonal() * (Q.transpose() * residual));
  return (ntk(settings, X, X_train) * w).array() + start;
}

float largest_difference(const Raster& raster, const Eigen::MatrixXd& values) {
  const Eigen::Map<const Eigen::MatrixXf> got(raster.values.data(), values.cols(), values.rows());
  return (got - values.transpose().cast<float>()).cwiseAbs().maxCoeff();
}

TEST(PictureTheory, AgreesWithADenseDecompositionForEveryMapping) {
  for (const char* settings :
       {"--mapping gaussian", "--mapping none", "--mapping basic", "--mapping positional --sigma 3",
        "--mapping uniform", "--mapping log-uniform", "--mapping laplacian",
        "--mapping gaussian --normalize on", "--split all", "--output linear"}) {
    const RunConfig config = small(settings);
    const Image image = wavy_image(14, 11, 3);
    for (const double eta_t : {0.01, 0.3}) {
      PictureTheoryOptions options;
      options.limits.tolerance = 1e-6;
      const PicturePrediction got = predict(config, image, eta_t, options);
      Eigen::MatrixXd want = dense_prediction(config, image, eta_t);
      if (config.output == OutputActivation::sigmoid) want = want.cwiseMax(0).cwiseMin(1);
      ASSERT_EQ(got.picture.values.size(), static_cast<std::size_t>(want.size()));
      // The tolerance of the iteration, and the table of the kernel: 1e-7 of K(0), over the
      // smallest rate that counts (1 / eta_t).
      EXPECT_LT(largest_difference(got.picture, want), 1e-4) << settings << ' ' << eta_t;
      EXPECT_TRUE(got.flow.converged);
    }
  }
}

TEST(PictureTheory, UnitOfTimeIsOneOverTheKernelOfAPixelWithItself) {
  ThreadPool pool(1);
  const auto image = shared(wavy_image(8, 8, 3));
  for (const char* settings : {"--parameterization glorot", "--parameterization ntk",
                               "--parameterization standard --mapping basic"}) {
    const RunConfig config = small(settings);
    const FourierMapping mapping = make_mapping(config.mapping, 2, config.seed);
    const auto network = ntk_settings(network_shape(config, mapping, 3), config.parameterization);
    const Eigen::MatrixXd x = encode_points<double>(mapping, Eigen::MatrixXd::Constant(2, 1, 0.3));
    const PictureTheory theory(config, image, pool);
    EXPECT_NEAR(theory.unit_time() * ntk(network, x, x)(0, 0), 1, 1e-9) << settings;
  }
  // Without a mapping, of the mean: K of 4 training pixels at 0 and 1/2.
  const RunConfig config = small("--mapping none");
  const auto network = ntk_settings(network_shape(config, make_mapping(config.mapping, 2, 0), 1),
                                    config.parameterization);
  Eigen::MatrixXd V(2, 4);
  V << 0, 0.5, 0, 0.5, 0, 0, 0.5, 0.5;
  const PictureTheory theory(config, shared(wavy_image(4, 4, 1)), pool);
  EXPECT_NEAR(theory.unit_time() * ntk(network, V, V).trace() / 4, 1, 1e-9);
}

TEST(PictureTheory, AtTheBeginningEverythingIsGray) {
  const Image image{2, 2, 1, {255, 0, 51, 102}};  // held out: 102 / 255 = 0.4
  const PicturePrediction start = predict(small(), image, 0);
  for (const float value : start.picture.values) EXPECT_EQ(value, 0.5F);
  EXPECT_DOUBLE_EQ(start.train_psnr, -10 * std::log10(0.25));
  EXPECT_NEAR(*start.heldout_psnr, 20, 1e-9);
  EXPECT_EQ(start.flow.n_iterations, 0);
}

TEST(PictureTheory, AtTheEndTrainingPixelsAreLearned) {
  const Image image = wavy_image(12, 9, 3);
  const PicturePrediction end = predict(small(), image, kInfinity);
  EXPECT_TRUE(end.flow.converged);
  EXPECT_GT(end.train_psnr, 60);  // the tolerance of the iteration, 1e-3 of 0.25
  for (int c = 0; c < 3; ++c) {
    const float got = end.picture.values[static_cast<std::size_t>((4 * 12 + 6) * 3 + c)];
    EXPECT_NEAR(got, image.at(6, 4)[c] / 255.0, 2e-3);
  }
}

TEST(PictureTheory, TimesAreAnsweredInAnyOrder) {
  ThreadPool pool(2);
  const auto image = shared(wavy_image(16, 16, 3));
  PictureTheory theory(small(), image, pool);
  const auto first = theory.predict(0.02, pool);
  const auto late = theory.predict(kInfinity, pool);
  EXPECT_GT(late->flow.n_iterations, first->flow.n_iterations);
  const auto again = theory.predict(0.02, pool);
  EXPECT_EQ(again->flow.n_iterations, late->flow.n_iterations);
  EXPECT_NEAR(again->train_psnr, first->train_psnr, 0.05);  // of 15: the tolerance
}

TEST(PictureTheory, SameBitsForAnyNumberOfThreads) {
  const auto image = shared(wavy_image(16, 12, 3));
  ThreadPool one(1);
  ThreadPool many(4);
  const auto a = PictureTheory(small(), image, one).predict(0.1, one);
  const auto b = PictureTheory(small(), image, many).predict(0.1, many);
  EXPECT_EQ(a->picture.values, b->picture.values);
  EXPECT_EQ(a->heldout_psnr, b->heldout_psnr);
}

TEST(PictureTheory, SplitsGiveTheSameErrorsWithoutAPicture) {
  const Image image = wavy_image(15, 10, 3);
  const PicturePrediction whole = predict(small(), image, 1);
  PictureTheoryOptions options;
  options.pixels = GridPixels::splits;
  const PicturePrediction errors = predict(small(), image, 1, options);
  EXPECT_TRUE(errors.picture.values.empty());
  EXPECT_DOUBLE_EQ(errors.train_psnr, whole.train_psnr);
  EXPECT_DOUBLE_EQ(*errors.heldout_psnr, *whole.heldout_psnr);
}

TEST(PictureTheory, ALargePictureIsPredictedInItsMiddle) {
  const Image image = noise_image(43, 20, 1);
  PictureTheoryOptions options;
  options.max_train_pixels = 60;  // of 22 x 10: shrunk by 0.52 to 11 x 5
  ThreadPool pool(1);
  PictureTheory theory(small("--sigma 10"), shared(image), pool, options);
  const Raster picture = theory.predict(kInfinity, pool)->picture;
  EXPECT_EQ(picture.covers, (Region{.x0 = 10, .y0 = 4, .x1 = 32, .y1 = 14}));
  EXPECT_EQ(picture.width, 22);
  EXPECT_EQ(picture.height, 10);
  EXPECT_THAT(theory.assumptions(), HasSubstr("middle 22 x 10 of 43 x 20 pixels"));
  // A training pixel of the picture is one of the part: learned to the tolerance.
  EXPECT_NEAR(*value_at_pixel(picture, 14, 8), image.at(14, 8)[0] / 255.0, 5e-3);
  // Sigma counts cycles over 43 pixels, not over the part's 22.
  Image part{22, 10, 1, {}};
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 22; ++x) part.pixels.push_back(*image.at(x + 10, y + 4));
  }
  RunConfig narrower = small();
  narrower.mapping.sigma = 10 * 22.0 / 43;
  const Raster alone = predict(narrower, part, 0.05).picture;
  const Raster within = theory.predict(0.05, pool)->picture;
  ASSERT_EQ(alone.values.size(), within.values.size());
  for (std::size_t i = 0; i < alone.values.size(); ++i) {
    EXPECT_NEAR(alone.values[i], within.values[i], 1e-3);  // the tolerance of the iteration
  }
}

TEST(PictureTheory, WithoutAMappingALargePictureIsMadeSmaller) {
  ThreadPool pool(2);
  const RunConfig config = small("--mapping none");
  PictureTheory theory(config, shared(wavy_image(96, 72, 1)), pool);
  const Raster picture = theory.predict(1, pool)->picture;
  EXPECT_EQ(picture.covers, (Region{.x0 = 0, .y0 = 0, .x1 = 96, .y1 = 72}));
  EXPECT_LE(picture.width * picture.height, 4 * 32 * 32);
  EXPECT_GT(picture.width * picture.height, 4 * 30 * 30);
  EXPECT_THAT(theory.assumptions(), HasSubstr("without a mapping"));
}

TEST(PictureTheory, StopsWhenAskedAndGoesOn) {
  ThreadPool pool(1);
  PictureTheory theory(small(), shared(noise_image(16, 16, 3)), pool);
  int asked = 0;
  EXPECT_FALSE(theory.predict(kInfinity, pool, [&asked] { return ++asked > 3; }));
  EXPECT_TRUE(theory.predict(kInfinity, pool)->flow.converged);
}

TEST(PictureTheory, DegenerateRunsGiveFiniteNumbers) {
  const Image gray{4, 4, 1, std::vector<std::uint8_t>(16, 51)};  // 0.2 everywhere
  const Image dot{1, 1, 3, {10, 20, 30}};
  const Image line{9, 1, 3, std::vector<std::uint8_t>(27, 200)};
  for (const char* settings : {"--sigma 0", "--sigma 1e-5", "--sigma 1e4", "--mapping none",
                               "--mapping basic", "--layers 1", "--features 1 --width 1"}) {
    for (const Image& image : {gray, dot, line, noise_image(6, 7, 3)}) {
      for (const double eta_t : {0.0, 1.0, 1e12, kInfinity}) {
        const PicturePrediction got = predict(small(settings), image, eta_t);
        for (const float value : got.picture.values) {
          EXPECT_TRUE(value >= 0 && value <= 1) << settings << ' ' << eta_t;
        }
        EXPECT_FALSE(std::isnan(got.train_psnr));
        EXPECT_EQ(got.heldout_psnr.has_value(), image.height > 1);
      }
    }
  }
  // A constant kernel learns the mean.
  const PicturePrediction mean = predict(small("--sigma 0"), {3, 1, 1, {0, 9, 255}}, kInfinity);
  for (const float value : mean.picture.values) EXPECT_NEAR(value, 0.5, 1e-6);
}

/// What the exception says; empty when there is none.
std::string refusal(const RunConfig& config, const Image& image, double eta_t = 1) {
  try {
    predict(config, image, eta_t);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(PictureTheory, SaysWhyThereIsNone) {
  const Image image = wavy_image(6, 6, 1);
  EXPECT_THAT(refusal(small("--activation tanh"), image), HasSubstr("relu"));
  EXPECT_THAT(refusal(small("--activation sine"), image), HasSubstr("relu"));
  EXPECT_THAT(refusal(small("--mapping power"), image), HasSubstr("1D"));
  EXPECT_THAT(refusal(small(), image, -1), HasSubstr("negative"));
  EXPECT_THAT(refusal(small(), image, NAN), HasSubstr("negative"));
  EXPECT_NE(refusal(small(), Image{}), "");
}

}  // namespace
}  // namespace fscope
