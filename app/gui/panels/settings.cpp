#include "app/gui/panels/settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/gui/panels/choices.h"

namespace fscope {

void draw_task(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  TaskKind task = ui.wanted.task;
  if (choose_two<TaskKind>(
          "Task"_t, task, {{{TaskKind::image, "picture"_t}, {TaskKind::signal, "signal"_t}}},
          "What is learned: a picture, or a function of one variable in the 1D laboratory, where "
          "theory can say the most (L). Each keeps its settings while the other is shown."_t)) {
    switch_task(snapshot, ui, sink, task);
  }
}

bool draw_network_settings(RunConfig& c) {
  int layers = static_cast<int>(c.n_layers);
  bool changed = int_slider("Layers"_t, layers, {.min = 1, .max = 8},
                            "Layers of the network as the paper counts: hidden layers and one "
                            "output layer. 4 = 3 hidden + output."_t);
  if (changed) c.n_layers = layers;
  changed |= choose_count<9>("Width"_t, c.width, {16, 32, 64, 128, 256, 512, 1024, 2048, 4096},
                             "Neurons of each hidden layer"_t);
  changed |= choose<Activation, 3>(
      "Activation"_t, c.activation,
      {{{Activation::relu, "ReLU"_v}, {Activation::tanh, "tanh"_v}, {Activation::sine, "sine"_t}}},
      "Function of the hidden layers: max(0, z), tanh z or sin z. Theory is for ReLU."_t);
  changed |= choose<Parameterization, 3>(
      "Initial weights"_t, c.parameterization,
      {{{Parameterization::glorot, "Glorot"_v},
        {Parameterization::standard, "standard"_t},
        {Parameterization::ntk, "NTK"_v}}},
      "Parameterisation.\n"
      "Glorot: weights of variance 2 / (inputs + outputs), small random biases; the paper's "
      "networks for pictures\n"
      "standard: weights of variance 1 / inputs, biases that begin at 0; the paper's networks for "
      "signals. The wider the network, the faster it learns.\n"
      "NTK: weights w / sqrt(inputs) with w of variance 1, of which w is trained; no biases. The "
      "speed does not depend on the width."_t);
  return changed;
}

bool draw_learning_rate(RunConfig& c) {
  auto value = static_cast<float>(c.learning_rate);
  if (!float_slider("Learning rate"_t, value, {.min = 1e-5F, .max = 1.0F, .logarithmic = true},
                    "Step size of the optimiser. Too large: the loss jumps or training stops. "
                    "Ctrl-click to type."_t)) {
    return false;
  }
  // Three digits are what the slider shows, so they are what is meant.
  const double per_unit = std::pow(10, 2 - std::floor(std::log10(static_cast<double>(value))));
  c.learning_rate = std::round(static_cast<double>(value) * per_unit) / per_unit;
  return true;
}

bool draw_optimizer_and_loss(RunConfig& c) {
  bool changed =
      choose_two<OptimizerKind>("Optimiser"_t, c.optimizer,
                                {{{OptimizerKind::adam, "Adam"_v}, {OptimizerKind::sgd, "SGD"_v}}},
                                "Adam (0.9, 0.999, 1e-8), or plain gradient descent: x - lr g"_t);
  changed |= choose_two<Loss>(
      "Loss"_t, c.loss, {{{Loss::half_mean, "mean"_t}, {Loss::half_sum, "sum"_t}}},
      "1/2 mean or 1/2 sum of the squared error over the batch. With Adam the factor hardly "
      "matters; with SGD it scales the learning rate."_t);
  return changed;
}

bool draw_seed(RunConfig& c) {
  constexpr int kMaxSeed = 999999;
  int seed = static_cast<int>(std::min<std::uint64_t>(c.seed, kMaxSeed));
  if (!int_input("Seed"_t, seed, {.min = 0, .max = kMaxSeed, .step = 1},
                 "Fixes the random frequencies, the first weights and the order of the batches. "
                 "The same seed and settings give the same run, bit by bit."_t)) {
    return false;
  }
  c.seed = static_cast<std::uint64_t>(seed);
  return true;
}

void draw_on_change(UiState& ui, const Phrase& help) {
  const std::array<Phrase, 2> options = {"keep"_t, "restart"_t};
  int index = ui.restart_on_change ? 1 : 0;
  segmented("On change"_t, index, options, help);
  ui.restart_on_change = index == 1;
}

}  // namespace fscope
