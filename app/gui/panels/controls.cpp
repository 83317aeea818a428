#include "app/gui/widgets/controls.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/panels/panels.h"
#include "app/gui/widgets/item_log.h"
#include "core/support/check.h"
#include "core/tasks/builtin_targets.h"

namespace fscope {
namespace {

/// A combo over fixed values; true when another one was picked.
template <class T, std::size_t N>
bool choose(const char* label, T& value, const std::array<std::pair<T, const char*>, N>& options,
            const char* help) {
  std::vector<std::string> names;
  int index = -1;
  for (std::size_t i = 0; i < N; ++i) {
    names.emplace_back(options[i].second);
    if (options[i].first == value) index = static_cast<int>(i);
  }
  if constexpr (std::is_arithmetic_v<T>) {  // a value from the command line
    if (index < 0) names.push_back(text(value));
    if (index < 0) index = static_cast<int>(N);
  }
  if (!combo(label, index, names, help) || index >= static_cast<int>(N)) return false;
  value = options[static_cast<std::size_t>(index)].first;
  return true;
}

template <class T>
bool choose_two(const char* label, T& value, std::array<std::pair<T, const char*>, 2> options,
                const char* help) {
  const std::array<std::string, 2> names = {options[0].second, options[1].second};
  int index = value == options[0].first ? 0 : 1;
  if (!segmented(label, index, names, help)) return false;
  value = options[static_cast<std::size_t>(index)].first;
  return true;
}

bool integer(const char* label, Index& value, IntRange range, const char* help) {
  int as_int = static_cast<int>(value);
  if (!int_slider(label, as_int, range, help)) return false;
  value = as_int;
  return true;
}

bool draw_picture_settings(UiState& ui) {
  ImageSettings& image = ui.wanted.image;
  bool changed = choose<int, 5>(
      "Resolution", image.resolution,
      {{{64, "64"}, {128, "128"}, {256, "256"}, {512, "512"}, {0, "original"}}},
      "Pixels of the longer side the picture is resized to (Lanczos). Smaller learns faster.");
  changed |= choose_two<CropMode>(
      "Shape", image.crop, {{{CropMode::centre_crop, "square"}, {CropMode::fit, "whole"}}},
      "square: the centre square of the picture. whole: all of it, in its own proportions.");
  changed |= choose_two<SplitMode>(
      "Train on", image.split, {{{SplitMode::even_odd, "even"}, {SplitMode::all, "all"}}},
      "even: train on even rows and columns (a quarter of the pixels) and measure the "
      "held-out PSNR on the odd rows and columns, as in Table 3 of the paper. all: train on every "
      "pixel, hold out none.");
  changed |= choose<ColorMode, 3>("Colours", image.color,
                                  {{{ColorMode::automatic, "as in the file"},
                                    {ColorMode::rgb, "RGB"},
                                    {ColorMode::gray, "gray"}}},
                                  "What the network puts out for each pixel: 3 values or 1");
  std::array<float, 3> color{};
  for (std::size_t i = 0; i < 3; ++i) color[i] = static_cast<float>(image.background[i]) / 255.0F;
  if (ImGui::ColorEdit3("Behind transparency", color.data(), ImGuiColorEditFlags_NoInputs)) {
    for (std::size_t i = 0; i < 3; ++i) {
      image.background[i] = static_cast<std::uint8_t>(std::lround(color[i] * 255));
    }
    changed = true;
  }
  tooltip("The colour that shows through transparent pixels of the picture");
  return changed;
}

bool draw_network_settings(UiState& ui) {
  RunConfig& c = ui.wanted;
  bool changed = integer("Layers", c.n_layers, {.min = 1, .max = 8},
                         "Layers of the network as the paper counts: hidden layers and one output "
                         "layer. 4 = 3 hidden + output.");
  changed |= choose<Index, 7>("Width", c.width,
                              {{{16, "16"},
                                {32, "32"},
                                {64, "64"},
                                {128, "128"},
                                {256, "256"},
                                {512, "512"},
                                {1024, "1024"}}},
                              "Neurons of each hidden layer");
  changed |= choose<Activation, 3>(
      "Activation", c.activation,
      {{{Activation::relu, "ReLU"}, {Activation::tanh, "tanh"}, {Activation::sine, "sine"}}},
      "Function of the hidden layers: max(0, z), tanh z or sin z");
  return changed;
}

bool draw_rate(double& rate) {
  auto value = static_cast<float>(rate);
  if (!float_slider("Learning rate", value, {.min = 1e-5F, .max = 1.0F, .logarithmic = true},
                    "Step size of the optimiser. Too large: the loss jumps or training stops. "
                    "Ctrl-click to type.")) {
    return false;
  }
  // Three digits are what the slider shows, so they are what is meant.
  const double unit = std::pow(10, std::floor(std::log10(static_cast<double>(value))) - 2);
  rate = std::round(static_cast<double>(value) / unit) * unit;
  return true;
}

bool draw_training_settings(UiState& ui) {
  RunConfig& c = ui.wanted;
  bool changed = draw_rate(c.learning_rate);
  changed |= choose<Index, 7>("Batch", c.batch,
                              {{{256, "256"},
                                {1024, "1024"},
                                {2048, "2048"},
                                {4096, "4096"},
                                {16384, "16384"},
                                {65536, "65536"},
                                {0, "full"}}},
                              "Training pixels per step, drawn without replacement. full: all of "
                              "them in every step, as in the paper.");
  changed |= choose_two<OptimizerKind>(
      "Optimiser", c.optimizer, {{{OptimizerKind::adam, "Adam"}, {OptimizerKind::sgd, "SGD"}}},
      "Adam (0.9, 0.999, 1e-8), or plain gradient descent: x - lr g");
  changed |= choose_two<Loss>(
      "Loss", c.loss, {{{Loss::half_mean, "mean"}, {Loss::half_sum, "sum"}}},
      "1/2 mean or 1/2 sum of the squared error over the batch. With Adam the factor hardly "
      "matters; with SGD it scales the learning rate.");
  return changed;
}

bool draw_seed(UiState& ui) {
  constexpr int kMaxSeed = 999999;
  int seed = static_cast<int>(std::min<std::uint64_t>(ui.wanted.seed, kMaxSeed));
  if (!int_input("Seed", seed, {.min = 0, .max = kMaxSeed, .step = 1},
                 "Fixes the random frequencies, the first weights and the order of the batches. "
                 "The same seed and settings give the same picture, bit by bit.")) {
    return false;
  }
  ui.wanted.seed = static_cast<std::uint64_t>(seed);
  return true;
}

void draw_on_change(UiState& ui) {
  const std::array<std::string, 2> options = {"keep", "restart"};
  int index = ui.restart_on_change ? 1 : 0;
  segmented(
      "On change", index, options,
      "What a new sigma, mapping or picture setting does. keep: the weights stay, and the picture "
      "changes continuously. restart: train anew from the seed. A change of the network "
      "itself always restarts.");
  ui.restart_on_change = index == 1;
}

}  // namespace

void draw_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  section("Picture");
  value_row("Target", snapshot.target_name.empty() ? "-" : snapshot.target_name.c_str(),
            snapshot.target_name.c_str());
  if (button("Open...",
             "Open a picture: PNG, JPEG or BMP (O). You can also drop a file on the "
             "window or paste its path (Ctrl-V).")) {
    ui.requests.open_dialog = true;
  }
  ImGui::SameLine();
  if (button("Built-in", "Pictures that come with the program")) ImGui::OpenPopup("builtin");
  if (ImGui::BeginPopup("builtin")) {
    for (const BuiltinTarget& target : builtin_targets()) {
      if (ImGui::MenuItem(target.title.data())) ui.requests.builtin_target = target.id;
      note_item(target.title);
      tooltip(target.description.data());
    }
    ImGui::EndPopup();
  }
  bool changed = draw_picture_settings(ui);
  section("Network");
  changed |= draw_network_settings(ui);
  section("Training");
  changed |= draw_training_settings(ui);
  changed |= draw_seed(ui);
  draw_on_change(ui);
  if (changed) post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

}  // namespace fscope
