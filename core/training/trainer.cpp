#include "core/training/trainer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "core/support/check.h"
#include "core/support/hash.h"
#include "core/support/random.h"

namespace fscope {
namespace {

constexpr std::uint64_t kBatchStream = 3;
constexpr std::uint64_t kMeasureKey = 4;  // which points stand for a large split
constexpr Index kSliceSize = 1 << 14;     // parameters per slice of the optimiser's update

Index ceil_div(Index a, Index b) { return (a + b - 1) / b; }

}  // namespace

Index Trainer::max_shards(Index n_parameters) {
  constexpr Index kMaxGradientFloats = 32 << 20;
  const auto affordable = static_cast<std::uint64_t>(kMaxGradientFloats / n_parameters);
  return std::min(kMaxShards, std::max<Index>(2, static_cast<Index>(std::bit_floor(affordable))));
}

Trainer::Trainer(const RunConfig& config, std::shared_ptr<const Task> task, ThreadPool& pool)
    : config_(config),
      task_(std::move(task)),
      pool_(&pool),
      loss_(std::numeric_limits<double>::quiet_NaN()) {
  check_config(config);
  require(task_ != nullptr, "a run needs a task");
  require(task_->n_points(Split::train) >= 1, "the task has no training points");
  mapping_ = make_mapping(config.mapping, task_->grid().n_inputs(), config.seed);
  shape_ = network_shape(config, mapping_, task_->n_outputs());
  encoder_ = GridEncoder<float>(mapping_, task_->grid());
  parameters_ = initial_parameters<float>(shape_, config.seed, config.parameterization);
  packed_ = PackedParameters(shape_);
  optimizer_ = fresh_optimizer(config);
}

void Trainer::begin_with(const Vector<float>& parameters) {
  require(n_steps_ == 0 && !in_step_, "weights are given before the first step only");
  require(parameters.size() == parameters_.size(), "the given weights are ", parameters.size(),
          " numbers, the network has ", parameters_.size());
  require(parameters.allFinite(), "not all of the given weights are finite");
  parameters_ = parameters;
  packed_state_ = Packed::none;
}

void Trainer::restore(const State& state) {
  require(state.parameters.size() == parameters_.size(), "the state is another network's");
  parameters_ = state.parameters;
  optimizer_ = state.optimizer;
  n_steps_ = state.n_steps;
  loss_ = state.loss;
  packed_state_ = Packed::none;
  in_step_ = false;
}

Index Trainer::batch_size() const {
  const Index n = task_->n_points(Split::train);
  return config_.batch == 0 ? n : std::min(config_.batch, n);
}

Optimizer<float> Trainer::fresh_optimizer(const RunConfig& config) const {
  return {config.optimizer, shape_.n_parameters(),
          parameter_scales(shape_, config.parameterization)};
}

bool Trainer::can_keep_weights(const RunConfig& config, const Task& task) const {
  if (config.task != config_.task || config.seed != config_.seed ||
      config.parameterization != config_.parameterization) {
    return false;
  }
  const auto mapping = make_mapping(config.mapping, task.grid().n_inputs(), config.seed);
  return network_shape(config, mapping, task.n_outputs()) == shape_;
}

void Trainer::reconfigure(const RunConfig& config, std::shared_ptr<const Task> task) {
  check_config(config);
  require(task && task->n_points(Split::train) >= 1, "the task has no training points");
  require(can_keep_weights(config, *task),
          "these settings need new weights: ", config_difference(config_, config));
  auto mapping = make_mapping(config.mapping, task->grid().n_inputs(), config.seed);
  if (config.mapping != config_.mapping || task != task_) {
    encoder_ = GridEncoder<float>(mapping, task->grid());
  }
  if (config.optimizer != config_.optimizer) optimizer_ = fresh_optimizer(config);
  mapping_ = std::move(mapping);
  task_ = std::move(task);
  config_ = config;
  in_step_ = false;
}

std::vector<Trainer::Scratch>& Trainer::scratch() {
  const Index n = tile_columns(shape_);
  while (static_cast<int>(scratch_.size()) < pool_->size()) {
    scratch_.push_back({.tile = TiledMlpScratch(shape_, n),
                        .points = std::vector<Index>(static_cast<std::size_t>(n)),
                        .targets = Matrix<float>(shape_.n_outputs, n),
                        .dL_doutputs = Matrix<float>(shape_.n_outputs, n)});
  }
  return scratch_;
}

void Trainer::pack(Packed wanted) {
  if (packed_state_ >= wanted) return;
  packed_.pack(parameters_, wanted == Packed::transposes);
  packed_state_ = wanted;
}

void Trainer::begin_step() {
  pack(Packed::transposes);
  const Index n_train = task_->n_points(Split::train);
  const Index n = batch_size();
  if (n == n_train) {
    batch_point_ = [this](Index i) { return task_->point(Split::train, i); };
  } else {
    // Without replacement: every epoch is a new permutation, cut into batches; the remainder that
    // does not fill a batch is left out of this epoch.
    const std::int64_t per_epoch = n_train / n;
    const auto epoch = static_cast<std::uint64_t>(n_steps_ / per_epoch);
    const Index first = n_steps_ % per_epoch * n;
    const Permutation order(n_train, mix(Rng(config_.seed, kBatchStream).next() + epoch));
    batch_point_ = [this, order, first](Index i) {
      return task_->point(Split::train, order(first + i));
    };
  }
  const Index n_tiles = ceil_div(n, tile_columns(shape_));
  const Index n_used = std::min(n_tiles, max_shards(shape_.n_parameters()));
  shards_.resize(static_cast<std::size_t>(n_used));
  for (Index s = 0; s < n_used; ++s) {
    Shard& shard = shards_[static_cast<std::size_t>(s)];
    shard.begun = false;
    shard.next_tile = s * n_tiles / n_used;
    shard.end_tile = (s + 1) * n_tiles / n_used;
    shard.loss = 0;
  }
}

void Trainer::select_points(Index begin, Index n, const PointOf& point_of, Scratch& scratch) const {
  for (Index i = 0; i < n; ++i) {
    scratch.points[static_cast<std::size_t>(i)] = point_of(begin + i);
  }
}

void Trainer::train_tile(Index tile, Shard& shard, Scratch& scratch) {
  const Index columns = tile_columns(shape_);
  const Index begin = tile * columns;
  const Index n = std::min(columns, batch_size() - begin);
  select_points(begin, n, batch_point_, scratch);
  const auto points = std::span(scratch.points).first(static_cast<std::size_t>(n));
  encoder_.encode(points, scratch.tile.features.left(n));
  task_->targets(points, scratch.targets.leftCols(n));
  forward(packed_, n, scratch.tile);
  shard.loss += squared_error_loss<float>(config_.loss, scratch.tile.outputs().left(n),
                                          scratch.targets.leftCols(n), batch_size(),
                                          scratch.dL_doutputs.leftCols(n));
  backward(packed_, scratch.dL_doutputs.leftCols(n), scratch.tile, shard.gradient);
}

double Trainer::finish_step() {
  double loss = 0;
  for (const Shard& shard : shards_) loss += shard.loss;
  if (!std::isfinite(loss)) {
    throw std::runtime_error("the loss is not finite");
  }
  optimizer_.begin_step(config_.learning_rate);
  const Index n = shape_.n_parameters();
  pool_->for_each(ceil_div(n, kSliceSize), [&](Index slice, int) {
    const Index begin = slice * kSliceSize;
    const Index size = std::min(kSliceSize, n - begin);
    auto sum = shards_[0].gradient.segment(begin, size);
    for (std::size_t s = 1; s < shards_.size(); ++s)
      sum += shards_[s].gradient.segment(begin, size);
    optimizer_.update(begin, sum, parameters_);
  });
  packed_state_ = Packed::none;
  return loss;
}

bool Trainer::advance(const Interrupted& interrupted) {
  if (!std::exchange(in_step_, false)) begin_step();  // false: an exception begins the step anew
  auto& threads = scratch();
  pool_->for_each(static_cast<Index>(shards_.size()), [&](Index s, int thread) {
    Shard& shard = shards_[static_cast<std::size_t>(s)];
    while (shard.next_tile < shard.end_tile) {
      if (interrupted && interrupted()) return;
      if (!std::exchange(shard.begun, true)) shard.gradient.setZero(shape_.n_parameters());
      train_tile(shard.next_tile++, shard, threads[static_cast<std::size_t>(thread)]);
    }
  });
  const bool complete = std::ranges::all_of(
      shards_, [](const Shard& shard) { return shard.next_tile == shard.end_tile; });
  in_step_ = !complete;
  if (!complete) return false;
  loss_ = finish_step();
  ++n_steps_;
  return true;
}

bool Trainer::run_tiles(Index n, const PointOf& point_of, const GridEncoder<float>& encoder,
                        const TileDone& done, const Interrupted& interrupted) {
  pack(Packed::weights);
  auto& threads = scratch();
  const Index columns = tile_columns(shape_);
  std::atomic<bool> stopped = false;
  pool_->for_each(ceil_div(n, columns), [&](Index tile, int thread) {
    if (stopped || (interrupted && interrupted())) {
      stopped = true;
      return;
    }
    Scratch& scratch = threads[static_cast<std::size_t>(thread)];
    const Index begin = tile * columns;
    const Index size = std::min(columns, n - begin);
    select_points(begin, size, point_of, scratch);
    encoder.encode(std::span(scratch.points).first(static_cast<std::size_t>(size)),
                   scratch.tile.features.left(size));
    forward(packed_, size, scratch.tile);
    done(begin, size, scratch);
  });
  return !stopped;
}

bool Trainer::evaluate(Index n, const PointOf& point_of, MatrixRef<float> outputs,
                       const Interrupted& interrupted) {
  const TileDone copy = [&](Index begin, Index size, Scratch& scratch) {
    outputs.middleCols(begin, size) = scratch.tile.outputs().left(size);
  };
  return run_tiles(n, point_of, encoder_, copy, interrupted);
}

bool Trainer::evaluate(const Grid& grid, MatrixRef<float> outputs, const Interrupted& interrupted) {
  const GridEncoder<float> encoder(mapping_, grid);
  const TileDone copy = [&](Index begin, Index size, Scratch& scratch) {
    outputs.middleCols(begin, size) = scratch.tile.outputs().left(size);
  };
  return run_tiles(
      grid.size(), [](Index i) { return i; }, encoder, copy, interrupted);
}

std::optional<double> Trainer::mean_squared_error(Split split, const Interrupted& interrupted,
                                                  Index max_points) {
  const Index n_all = task_->n_points(split);
  const Index n = std::min(n_all, max_points);
  if (n == 0) return std::nullopt;
  std::vector<double> sums(static_cast<std::size_t>(ceil_div(n, tile_columns(shape_))), 0);
  const TileDone add = [&](Index begin, Index size, Scratch& scratch) {
    const auto points = std::span(scratch.points).first(static_cast<std::size_t>(size));
    task_->targets(points, scratch.targets.leftCols(size));
    double sum = 0;
    for (Index k = 0; k < size; ++k) {
      sum += (scratch.tile.outputs().left(size).col(k) - scratch.targets.col(k))
                 .cast<double>()
                 .squaredNorm();
    }
    sums[static_cast<std::size_t>(begin / tile_columns(shape_))] = sum;
  };
  const Permutation order(n_all, kMeasureKey);
  const PointOf point_of = [&](Index i) { return task_->point(split, n == n_all ? i : order(i)); };
  if (!run_tiles(n, point_of, encoder_, add, interrupted)) return std::nullopt;
  double total = 0;
  for (const double sum : sums) total += sum;
  return total / static_cast<double>(n * task_->n_outputs());
}

std::string parameters_hash(const Vector<float>& parameters) {
  Fnv1a hash;
  hash.add(parameters.data(), static_cast<std::size_t>(parameters.size()) * sizeof(float));
  return hash.digits();
}

}  // namespace fscope
