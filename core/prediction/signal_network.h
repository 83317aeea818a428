// The network of a run on a signal: its outputs and its tangent kernel at the signal's points.
#pragma once

#include <memory>
#include <optional>

#include "core/training/config.h"

namespace fscope {

/// The network that a run's settings describe, before its weights are known.
struct SignalNetwork {
  MlpShape shape;
  FourierMapping mapping;
  Parameterization parameterization;
  Eigen::MatrixXd points;  // 1 x N, as the network is shown them

  /// Outputs at the points: N, after the output activation.
  Eigen::VectorXd outputs(const Vector<float>& parameters) const;
  /// Its tangent kernel before the output activation: N x N, as empirical_ntk().
  Eigen::MatrixXd kernel(const Vector<float>& parameters) const;
};

/// For a signal of n_points >= 1 points. Throws std::invalid_argument for settings out of range.
SignalNetwork signal_network(const RunConfig& config, Index n_points);

/// Networks as runs begin with them: what was asked for last is kept, as drawing the weights takes
/// longer than all other theory. One caller at a time.
class NetworkStarts {
 public:
  /// A network with its first weights.
  struct Start {
    std::shared_ptr<const Vector<float>> parameters;  // as the trainer draws them
    std::shared_ptr<const Eigen::VectorXd> outputs;
    std::shared_ptr<const Eigen::MatrixXd> kernel;  // null unless asked for
  };
  /// Throws as signal_network() does.
  Start start(const RunConfig& config, Index n_points, bool with_kernel);

 private:
  /// What the weights depend on.
  struct Network {
    MlpShape shape;
    Parameterization parameterization;
    std::uint64_t seed;
    bool operator==(const Network&) const = default;
  };
  /// What the outputs depend on besides.
  struct Place {
    MappingSettings mapping;
    Index n_points;
    bool operator==(const Place&) const = default;
  };
  std::optional<Network> network_;
  std::optional<Place> place_;
  Start start_;
};

}  // namespace fscope
