// All settings of a run: plain values, and one table that names, reads, checks and prints them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/network/mlp.h"
#include "core/network/optimizer.h"
#include "core/tasks/image_2d.h"
#include "core/tasks/signal.h"

namespace fscope {

/// What a run learns: a picture, or a one-dimensional signal.
enum class TaskKind { image, signal };

/// Everything but the picture, or the samples, that fixes a run. Two runs with equal settings,
/// picture and machine have the same bits at every step. The defaults are the live settings: small
/// enough for the picture to change visibly within a second on two cores.
struct RunConfig {
  TaskKind task = TaskKind::image;
  MappingSettings mapping = {};
  Index width = 64;
  Index n_layers = 4;  // hidden layers and the output layer, as the paper counts
  Activation activation = Activation::relu;
  Parameterization parameterization = Parameterization::glorot;
  OutputActivation output = OutputActivation::sigmoid;
  OptimizerKind optimizer = OptimizerKind::adam;
  double learning_rate = 5e-3;
  Index batch = 2048;  // 0 = full batch
  Loss loss = Loss::half_mean;
  ImageSettings image = {};    // read by TaskKind::image only
  SignalSettings signal = {};  // read by TaskKind::signal only
  std::uint64_t seed = 0;

  bool operator==(const RunConfig&) const = default;
};

/// The settings of the one-dimensional laboratory: the paper's experiment of Fig. 2 and 3 (32 of
/// 256 points, mapping a_j = 1 / j^p with |gamma| = 1, standard parameterisation, linear output,
/// half the sum of squares, plain gradient descent) with a width of 256 for its 1024, so that a
/// second shows 2000 steps. Gradient descent is stable while learning rate * largest eigenvalue of
/// the kernel < 2. That eigenvalue grows with the width, the number of points and smoothness (small
/// sigma, large p); here it is about 86, so a learning rate of 1e-3 follows the flow of theory
/// closely (0.09 << 2) and stays stable up to a width of 4096, or 512 points.
RunConfig signal_defaults();

/// One setting: `key` is the command line's --key and the word in saved files.
struct Setting {
  std::string_view key;
  std::string_view values;  // what it takes, such as "N|full"
  std::string_view help;
  std::string (*get)(const RunConfig&);
  /// Throws std::invalid_argument naming key, value and what is allowed.
  void (*set)(RunConfig&, std::string_view);
};

/// Every field of RunConfig once, in the order of the command line's help.
std::span<const Setting> settings_table();
/// Throws std::invalid_argument naming the unknown key.
const Setting& find_setting(std::string_view key);

/// "--key value" for every setting in which `config` differs from `base`; empty when equal.
std::string config_difference(const RunConfig& base, const RunConfig& config);
/// Applies "--key value --key value ..." to a copy of `base`.
/// Throws std::invalid_argument on a malformed list, an unknown key or a bad value.
RunConfig with_settings(RunConfig base, std::string_view settings);

/// The network these settings give for a task of n_outputs values per point of the mapping's
/// inputs.
MlpShape network_shape(const RunConfig& config, const FourierMapping& mapping, Index n_outputs);

/// Throws std::invalid_argument when a value alone is out of range or the network would be too
/// large for memory (above kMaxParameters: enough for 4 layers of 4096), naming the setting.
void check_config(const RunConfig& config);
inline constexpr Index kMaxParameters = 40 << 20;

}  // namespace fscope
