#include "core/prediction/signal_network.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "core/tasks/signal_1d.h"
#include "core/training/trainer.h"

namespace fscope {
namespace {

RunConfig small(const char* settings = "") {
  const auto base = with_settings(
      signal_defaults(), "--features 5 --width 20 --layers 3 --train-points 9 --oversampling 3");
  return with_settings(base, settings);
}

/// What the trainer of a run has at the points of its signal.
Eigen::VectorXd trainer_outputs(const RunConfig& config) {
  ThreadPool pool(1);
  auto signal = std::make_shared<const Signal>(make_signal(config.signal));
  const auto task =
      std::make_shared<const Signal1dTask>(signal, signal_origin(config.mapping.kind));
  Trainer trainer(config, task, pool);
  Matrix<float> out(1, signal->n_points());
  const PointOf point_of = [](Index i) { return i; };
  trainer.evaluate(out.cols(), point_of, out);
  return out.row(0).transpose().cast<double>();
}

TEST(SignalNetwork, StartsWhereTheTrainerDoes) {
  for (const char* settings : {"", "--mapping none", "--mapping gaussian --sigma 3 --normalize off",
                               "--parameterization ntk --activation sine --output tanh",
                               "--parameterization glorot --output sigmoid", "--seed 7"}) {
    NetworkStarts starts;
    const auto start = starts.start(small(settings), 27, false);
    EXPECT_FALSE(start.kernel);
    // Floats; the trainer's grid encoder rounds differently.
    EXPECT_LT((*start.outputs - trainer_outputs(small(settings))).cwiseAbs().maxCoeff(), 2e-6)
        << settings;
  }
}

TEST(SignalNetwork, KernelByHandOfOneLayer) {
  // f = w.x + b in the standard parameterisation: K(x, x') = x.x' + 1
  const RunConfig config = small("--layers 1 --mapping none");
  const SignalNetwork network = signal_network(config, 4);
  EXPECT_EQ(network.points, (Eigen::RowVector4d(-0.5, -0.25, 0, 0.25)));
  const Eigen::MatrixXd K = network.kernel(Vector<float>::Constant(2, 3));
  EXPECT_LT(
      (K - (network.points.transpose() * network.points).array().matrix() - Eigen::Matrix4d::Ones())
          .cwiseAbs()
          .maxCoeff(),
      1e-6);  // floats
  EXPECT_TRUE(network.outputs(Vector<float>::Constant(2, 3))
                  .isApprox(Eigen::Vector4d(1.5, 2.25, 3, 3.75), 1e-6));
}

TEST(NetworkStarts, WhatIsKeptIsWhatAFreshOneMakes) {
  NetworkStarts kept;
  for (const char* settings :
       {"", "--power 2", "--power 2 --lr 0.5", "--seed 1", "--seed 1 --width 21", "--mapping none",
        "--mapping none --parameterization ntk", "--mapping none --output sigmoid"}) {
    for (const Index n_points : {27, 18}) {
      NetworkStarts fresh;
      const auto expected = fresh.start(small(settings), n_points, true);
      const auto start = kept.start(small(settings), n_points, true);
      EXPECT_EQ(*start.parameters, *expected.parameters) << settings;
      EXPECT_EQ(*start.outputs, *expected.outputs) << settings;
      EXPECT_EQ(*start.kernel, *expected.kernel) << settings;
      EXPECT_EQ(kept.start(small(settings), n_points, true).kernel, start.kernel);
    }
  }
}

TEST(NetworkStarts, OnlyWhatChangedIsMadeAgain) {
  NetworkStarts starts;
  const auto first = starts.start(small(), 27, true);
  const auto other_target = starts.start(small("--signal sine --lr 0.1"), 27, true);
  EXPECT_EQ(other_target.kernel, first.kernel);  // the same objects
  const auto other_mapping = starts.start(small("--power 3"), 27, false);
  EXPECT_EQ(other_mapping.parameters, first.parameters);
  EXPECT_NE(other_mapping.outputs, first.outputs);
}

TEST(NetworkStarts, RefusesAndGoesOn) {
  NetworkStarts starts;
  starts.start(small(), 27, true);
  EXPECT_THROW(starts.start(small(), 0, false), std::invalid_argument);
  EXPECT_THROW(starts.start(small("--mapping log-uniform --sigma 0"), 27, false),
               std::invalid_argument);
  EXPECT_TRUE(starts.start(small(), 27, true).kernel);
  EXPECT_THROW(signal_network(small(), 4).outputs(Vector<float>::Zero(3)), std::invalid_argument);
  EXPECT_THROW(signal_network(small(), 4).kernel(Vector<float>::Zero(3)), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
