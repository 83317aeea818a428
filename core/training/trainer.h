// One run's mathematics: parameters, steps, evaluation. No thread of its own, no clock.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/network/grid_encoder.h"
#include "core/network/optimizer.h"
#include "core/network/tiled_mlp.h"
#include "core/support/parallel.h"
#include "core/tasks/task.h"
#include "core/training/config.h"

namespace fscope {

/// Asked between tiles, from compute threads; true means: stop as soon as possible.
using Interrupted = std::function<bool()>;
/// Grid index of the i-th point of a set of points.
using PointOf = std::function<Index(Index)>;

/// Trains one network on one task. Every batch is cut into tiles of tile_columns() samples, all
/// layers forward and backward on one tile before the next, and the tiles into at most kMaxShards
/// shards with a gradient of their own; shards are added in fixed order. So the bits depend on
/// settings, task and seed, never on the number of threads, on interruptions or on evaluations.
/// One caller at a time; it uses the pool during a call only.
class Trainer {
 public:
  static constexpr Index kMaxShards = 16;
  /// How many gradients a step has at most: fewer where they would take more than 128 MiB in all.
  static Index max_shards(Index n_parameters);

  /// Throws std::invalid_argument when a setting is out of range or does not fit the task.
  Trainer(const RunConfig& config, std::shared_ptr<const Task> task, ThreadPool& pool);
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;
  ~Trainer() = default;

  /// All that changes while it trains.
  struct State {
    Vector<float> parameters;
    Optimizer<float> optimizer;
    std::int64_t n_steps = 0;
    double loss = 0;
  };
  /// Between two steps; a step in progress is not in it.
  State state() const { return {parameters_, optimizer_, n_steps_, loss_}; }
  /// Goes on from a state of this trainer with the present settings. An unfinished step is dropped.
  void restore(const State& state);

  /// Puts these in place of the parameters the seed made, before the first step. Throws
  /// std::invalid_argument, changing nothing, when there are not as many or not all are finite.
  void begin_with(const Vector<float>& parameters);

  /// Works on the current step until it is complete (true) or `interrupted` (false); a later call
  /// goes on where this one stopped. Throws std::runtime_error, leaving the parameters as they
  /// were before the step, when the loss is not finite.
  bool advance(const Interrupted& interrupted = {});

  /// Whether `config` can go on from these parameters: same task, network,
  /// parameterisation and seed.
  bool can_keep_weights(const RunConfig& config, const Task& task) const;
  /// Changes settings and task in place. An unfinished step is begun anew.
  /// Throws std::invalid_argument, changing nothing, unless can_keep_weights().
  void reconfigure(const RunConfig& config, std::shared_ptr<const Task> task);

  const RunConfig& config() const { return config_; }
  const Task& task() const { return *task_; }
  const FourierMapping& mapping() const { return mapping_; }
  const MlpShape& shape() const { return shape_; }
  const Vector<float>& parameters() const { return parameters_; }
  std::int64_t n_steps() const { return n_steps_; }
  /// Samples of one step.
  Index batch_size() const;
  /// Loss of the last completed step's batch, before its update; NaN before the first.
  double loss() const { return loss_; }

  /// Outputs (n_outputs x n) at grid points point_of(0..n-1); false when interrupted.
  bool evaluate(Index n, const PointOf& point_of, MatrixRef<float> outputs,
                const Interrupted& interrupted = {});
  /// Outputs on any grid of the task's coordinates, such as between the pixels.
  bool evaluate(const Grid& grid, MatrixRef<float> outputs, const Interrupted& interrupted = {});
  /// Mean squared error over a split and its channels; nullopt when interrupted or empty. A split
  /// of more than max_points is estimated from so many random ones, always the same.
  std::optional<double> mean_squared_error(Split split, const Interrupted& interrupted = {},
                                           Index max_points = std::numeric_limits<Index>::max());

 private:
  struct Shard {
    Vector<float> gradient;  // set to zero when the shard is begun
    bool begun = false;
    Index next_tile = 0;
    Index end_tile = 0;
    double loss = 0;
  };
  /// What one compute thread needs.
  struct Scratch {
    TiledMlpScratch tile;
    std::vector<Index> points;
    Matrix<float> targets;
    Matrix<float> dL_doutputs;
  };
  using TileDone = std::function<void(Index begin, Index n, Scratch&)>;

  enum class Packed { none, weights, transposes };
  Optimizer<float> fresh_optimizer(const RunConfig& config) const;
  void pack(Packed wanted);
  void begin_step();
  void train_tile(Index tile, Shard& shard, Scratch& scratch);
  double finish_step();
  void select_points(Index begin, Index n, const PointOf& point_of, Scratch& scratch) const;
  bool run_tiles(Index n, const PointOf& point_of, const GridEncoder<float>& encoder,
                 const TileDone& done, const Interrupted& interrupted);
  std::vector<Scratch>& scratch();

  RunConfig config_;
  std::shared_ptr<const Task> task_;
  ThreadPool* pool_;
  FourierMapping mapping_;
  MlpShape shape_;
  GridEncoder<float> encoder_;
  Vector<float> parameters_;
  PackedParameters packed_;
  Packed packed_state_ = Packed::none;  // what of parameters_ is in packed_
  Optimizer<float> optimizer_;
  std::int64_t n_steps_ = 0;
  double loss_;
  bool in_step_ = false;
  PointOf batch_point_;  // of the step in progress
  std::vector<Shard> shards_;
  std::vector<Scratch> scratch_;
};

/// FNV-1a of the parameters' bytes, as 16 hexadecimal digits: equal bits, equal hash.
std::string parameters_hash(const Vector<float>& parameters);

}  // namespace fscope
