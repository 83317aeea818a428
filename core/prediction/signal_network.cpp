#include "core/prediction/signal_network.h"

#include <algorithm>

#include "core/network/tiled_mlp.h"
#include "core/support/check.h"
#include "core/tasks/signal_1d.h"
#include "core/theory/empirical_ntk.h"

namespace fscope {

SignalNetwork signal_network(const RunConfig& config, Index n_points) {
  check_config(config);
  require(n_points >= 1, "a signal needs points, got ", n_points);
  SignalNetwork network{.shape = {},
                        .mapping = make_mapping(config.mapping, 1, config.seed),
                        .parameterization = config.parameterization,
                        .points = Eigen::MatrixXd(1, n_points)};
  network.shape = network_shape(config, network.mapping, 1);
  const double origin = signal_origin(config.mapping.kind);
  for (Index k = 0; k < n_points; ++k) {
    network.points(0, k) = static_cast<double>(k) / static_cast<double>(n_points) - origin;
  }
  return network;
}

Eigen::VectorXd SignalNetwork::outputs(const Vector<float>& parameters) const {
  require(parameters.size() == shape.n_parameters(), parameters.size(),
          " parameters for a network of ", shape.n_parameters());
  PackedParameters packed(shape);
  packed.pack(parameters, false);
  const Index n = points.cols();
  const Index n_tile = tile_columns(shape);
  TiledMlpScratch scratch(shape, n_tile);
  Eigen::VectorXd out(n);
  for (Index begin = 0; begin < n; begin += n_tile) {
    const Index size = std::min(n_tile, n - begin);
    scratch.features.left(size) = encode_points<float>(mapping, points.middleCols(begin, size));
    forward(packed, size, scratch);
    out.segment(begin, size) = scratch.outputs().left(size).row(0).cast<double>();
  }
  return out;
}

Eigen::MatrixXd SignalNetwork::kernel(const Vector<float>& parameters) const {
  return empirical_ntk(shape, parameters, parameterization, encode_points<float>(mapping, points));
}

NetworkStarts::Start NetworkStarts::start(const RunConfig& config, Index n_points,
                                          bool with_kernel) {
  const SignalNetwork network = signal_network(config, n_points);
  const Network weights{network.shape, network.parameterization, config.seed};
  if (network_ != weights) {
    network_.reset();  // an exception leaves nothing behind
    place_.reset();
    start_ = {};
    start_.parameters = std::make_shared<const Vector<float>>(
        initial_parameters<float>(weights.shape, weights.seed, weights.parameterization));
    network_ = weights;
  }
  const Place place{config.mapping, n_points};
  if (place_ != place) {
    place_.reset();
    start_.kernel.reset();
    start_.outputs = std::make_shared<const Eigen::VectorXd>(network.outputs(*start_.parameters));
    place_ = place;
  }
  if (with_kernel && !start_.kernel) {
    start_.kernel = std::make_shared<const Eigen::MatrixXd>(network.kernel(*start_.parameters));
  }
  Start out = start_;
  if (!with_kernel) out.kernel.reset();
  return out;
}

}  // namespace fscope
