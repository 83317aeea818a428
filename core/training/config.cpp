#include "core/training/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/support/check.h"

namespace fscope {
namespace {

std::string print(double x) {
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr;
  return {buffer.data(), end};
}

template <class Int>
std::string print_count(Int n, std::string_view zero) {
  return n == 0 ? std::string(zero) : std::to_string(n);
}

[[noreturn]] void refuse(std::string_view key, std::string_view value, std::string_view allowed) {
  throw std::invalid_argument(text("--", key, ": '", value, "' is not ", allowed));
}

template <class Number>
Number parse(std::string_view key, std::string_view value, Number low, Number high) {
  Number x{};
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), x);
  const bool whole = error == std::errc() && end == value.data() + value.size();
  if (!whole || !(x >= low && x <= high)) {
    constexpr bool kInteger = std::is_integral_v<Number>;
    refuse(key, value, text(kInteger ? "a whole number" : "a number", " from ", low, " to ", high));
  }
  return x;
}

/// A count for which 0 is written as a word.
template <class Int>
Int parse_count(std::string_view key, std::string_view value, std::string_view zero, Int high) {
  if (value == zero) return 0;
  Int n{};
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
  if (error != std::errc() || end != value.data() + value.size() || n < 1 || n > high) {
    refuse(key, value, text("'", zero, "' or a whole number from 1 to ", high));
  }
  return n;
}

/// The one of `values` whose name is `value`.
template <class T, std::size_t N>
T parse_choice(std::string_view key, std::string_view value, const std::array<T, N>& values,
               std::string_view (*name_of)(T)) {
  std::string allowed = "one of";
  for (const T candidate : values) {
    if (name_of(candidate) == value) return candidate;
    allowed += text(' ', name_of(candidate));
  }
  refuse(key, value, allowed);
}

template <class T>
struct Named {
  std::string_view name;
  T value;
};

template <class T, std::size_t N>
T parse_name(std::string_view key, std::string_view value, const std::array<Named<T>, N>& names) {
  std::string allowed = "one of";
  for (const auto& [name, candidate] : names) {
    if (name == value) return candidate;
    allowed += text(' ', name);
  }
  refuse(key, value, allowed);
}

template <class T, std::size_t N>
std::string print_name(T value, const std::array<Named<T>, N>& names) {
  for (const auto& [name, candidate] : names) {
    if (candidate == value) return std::string(name);
  }
  return "?";
}

constexpr std::array<Named<TaskKind>, 2> kTaskNames = {
    {{"image", TaskKind::image}, {"signal", TaskKind::signal}}};
constexpr std::array<Named<CropMode>, 2> kCropNames = {
    {{"centre", CropMode::centre_crop}, {"fit", CropMode::fit}}};
constexpr std::array<Named<SplitMode>, 2> kSplitNames = {
    {{"even-odd", SplitMode::even_odd}, {"all", SplitMode::all}}};
constexpr std::array<Named<ColorMode>, 3> kColorNames = {
    {{"auto", ColorMode::automatic}, {"gray", ColorMode::gray}, {"rgb", ColorMode::rgb}}};
constexpr std::array<Named<bool>, 2> kSwitchNames = {{{"off", false}, {"on", true}}};

std::string print_background(const RunConfig& c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "#";
  for (const unsigned value : c.image.background) {
    out += kDigits[value >> 4];
    out += kDigits[value & 15];
  }
  return out;
}

void parse_background(RunConfig& c, std::string_view value) {
  unsigned rgb = 0;
  const char* end = value.data() + value.size();
  const bool shaped = value.size() == 7 && value[0] == '#';
  if (!shaped || std::from_chars(value.data() + 1, end, rgb, 16).ptr != end) {
    refuse("background", value, "a colour such as #ffffff");
  }
  for (unsigned i = 0; i < 3; ++i) {
    c.image.background[i] = static_cast<std::uint8_t>(rgb >> (16 - 8 * i));
  }
}

using C = RunConfig;
using V = std::string_view;
constexpr Index kMaxSide = 4096;  // width of a layer, number of frequencies
constexpr Index kMaxBatch = 1 << 24;
constexpr Index kMaxSignalPoints = kMaxTrainPoints * kMaxOversampling;

constexpr auto kSettings = std::to_array<Setting>({
    {"task", "image|signal", "what is learned: a picture, or a one-dimensional signal",
     [](const C& c) { return print_name(c.task, kTaskNames); },
     [](C& c, V v) { c.task = parse_name("task", v, kTaskNames); }},
    {"mapping", "none|basic|positional|gaussian|uniform|log-uniform|laplacian|power",
     "Fourier feature mapping of the coordinates",
     [](const C& c) { return std::string(mapping_name(c.mapping.kind)); },
     [](C& c, V v) { c.mapping.kind = parse_choice("mapping", v, kMappingKinds, mapping_name); }},
    {"sigma", "X", "scale of the frequencies, cycles over the longer side (positional: exponent)",
     [](const C& c) { return print(c.mapping.sigma); },
     [](C& c, V v) { c.mapping.sigma = parse<double>("sigma", v, 0, 1e6); }},
    {"power", "P|inf", "p of the power family a_j = 1 / j^p (1D only)",
     [](const C& c) { return print(c.mapping.power); },
     [](C& c, V v) { c.mapping.power = parse<double>("power", v, 0, INFINITY); }},
    {"features", "M", "number of frequencies m; the network sees 2 m inputs",
     [](const C& c) { return std::to_string(c.mapping.n_frequencies); },
     [](C& c, V v) { c.mapping.n_frequencies = parse<Index>("features", v, 1, kMaxSide); }},
    {"normalize", "off|on", "divide the amplitudes by their norm",
     [](const C& c) { return print_name(c.mapping.normalize, kSwitchNames); },
     [](C& c, V v) { c.mapping.normalize = parse_name("normalize", v, kSwitchNames); }},
    {"width", "N", "neurons of each hidden layer",
     [](const C& c) { return std::to_string(c.width); },
     [](C& c, V v) { c.width = parse<Index>("width", v, 1, kMaxSide); }},
    {"layers", "N", "layers: hidden ones and the output layer (4 = 3 hidden + output)",
     [](const C& c) { return std::to_string(c.n_layers); },
     [](C& c, V v) { c.n_layers = parse<Index>("layers", v, 1, 32); }},
    {"activation", "relu|tanh|sine", "activation of the hidden layers",
     [](const C& c) { return std::string(activation_name(c.activation)); },
     [](C& c, V v) {
       c.activation = parse_choice("activation", v, kActivations, activation_name);
     }},
    {"parameterization", "glorot|standard|ntk",
     "how weights are drawn and steps taken: as in the paper's image code, as in its 1D code, or "
     "as kernel theory has it",
     [](const C& c) { return std::string(parameterization_name(c.parameterization)); },
     [](C& c, V v) {
       c.parameterization =
           parse_choice("parameterization", v, kParameterizations, parameterization_name);
     }},
    {"output", "sigmoid|linear|tanh", "activation of the output layer",
     [](const C& c) { return std::string(output_name(c.output)); },
     [](C& c, V v) { c.output = parse_choice("output", v, kOutputActivations, output_name); }},
    {"optimizer", "adam|sgd", "optimiser (Adam: .9 .999 1e-8)",
     [](const C& c) { return std::string(optimizer_name(c.optimizer)); },
     [](C& c, V v) {
       c.optimizer = parse_choice("optimizer", v, kOptimizerKinds, optimizer_name);
     }},
    {"lr", "X", "learning rate", [](const C& c) { return print(c.learning_rate); },
     [](C& c, V v) { c.learning_rate = parse<double>("lr", v, 0, 1e6); }},
    {"batch", "N|full", "training points per step, drawn without replacement",
     [](const C& c) { return print_count(c.batch, "full"); },
     [](C& c, V v) { c.batch = parse_count<Index>("batch", v, "full", kMaxBatch); }},
    {"loss", "mean|sum", "1/2 mean or 1/2 sum of the squared error",
     [](const C& c) { return std::string(loss_name(c.loss)); },
     [](C& c, V v) { c.loss = parse_choice("loss", v, kLosses, loss_name); }},
    {"size", "N|original", "resolution to learn, pixels of the longer side",
     [](const C& c) { return print_count(c.image.resolution, "original"); },
     [](C& c, V v) {
       c.image.resolution = parse_count<int>("size", v, "original", kMaxResolution);
     }},
    {"crop", "centre|fit", "cut out the centre square, or keep the whole picture",
     [](const C& c) { return print_name(c.image.crop, kCropNames); },
     [](C& c, V v) { c.image.crop = parse_name("crop", v, kCropNames); }},
    {"split", "even-odd|all", "train on even rows and columns and hold out the odd, or on all",
     [](const C& c) { return print_name(c.image.split, kSplitNames); },
     [](C& c, V v) { c.image.split = parse_name("split", v, kSplitNames); }},
    {"color", "auto|gray|rgb", "colours to learn; auto: gray pictures as gray",
     [](const C& c) { return print_name(c.image.color, kColorNames); },
     [](C& c, V v) { c.image.color = parse_name("color", v, kColorNames); }},
    {"background", "#RRGGBB", "colour behind transparent pixels", print_background,
     parse_background},
    {"signal", "noise|sine|two-sines|square|sawtooth|chirp|bump|samples",
     "signal to learn; samples: a drawn one, or one from a file",
     [](const C& c) { return std::string(signal_name(c.signal.kind)); },
     [](C& c, V v) { c.signal.kind = parse_choice("signal", v, kSignalKinds, signal_name); }},
    {"alpha", "X", "noise: its spectrum falls as 1 / f^alpha",
     [](const C& c) { return print(c.signal.alpha); },
     [](C& c, V v) { c.signal.alpha = parse<double>("alpha", v, 0, 4); }},
    {"band-limit", "N|none", "noise: frequencies below this many cycles",
     [](const C& c) { return print_count(c.signal.band_limit, "none"); },
     [](C& c, V v) {
       c.signal.band_limit = parse_count<Index>("band-limit", v, "none", kMaxSignalPoints);
     }},
    {"signal-seed", "N", "noise: seed of the signal",
     [](const C& c) { return std::to_string(c.signal.seed); },
     [](C& c, V v) { c.signal.seed = parse<std::uint64_t>("signal-seed", v, 0, UINT64_MAX); }},
    {"frequency", "X", "cycles of sine, two-sines, square and sawtooth; where a chirp begins",
     [](const C& c) { return print(c.signal.frequency); },
     [](C& c, V v) { c.signal.frequency = parse<double>("frequency", v, 0, kMaxSignalPoints); }},
    {"frequency2", "X", "cycles of the second sine; where a chirp ends",
     [](const C& c) { return print(c.signal.frequency2); },
     [](C& c, V v) { c.signal.frequency2 = parse<double>("frequency2", v, 0, kMaxSignalPoints); }},
    {"bump-width", "X", "standard deviation of the bump; the signal is 1 wide",
     [](const C& c) { return print(c.signal.bump_width); },
     [](C& c, V v) { c.signal.bump_width = parse<double>("bump-width", v, 1e-4, 10); }},
    {"train-points", "N", "points of the signal to train on",
     [](const C& c) { return std::to_string(c.signal.n_train); },
     [](C& c, V v) { c.signal.n_train = parse<Index>("train-points", v, 1, kMaxTrainPoints); }},
    {"oversampling", "N", "the signal is known, and measured, at so many times more points",
     [](const C& c) { return std::to_string(c.signal.oversampling); },
     [](C& c, V v) {
       c.signal.oversampling = parse<Index>("oversampling", v, 1, kMaxOversampling);
     }},
    {"seed", "N", "seed of frequencies, weights and batches",
     [](const C& c) { return std::to_string(c.seed); },
     [](C& c, V v) { c.seed = parse<std::uint64_t>("seed", v, 0, UINT64_MAX); }},
});

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  std::size_t i = 0;
  while ((i = line.find_first_not_of(" \t\r\n", i)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t\r\n", i), line.size());
    out.push_back(line.substr(i, end - i));
    i = end;
  }
  return out;
}

}  // namespace

RunConfig signal_defaults() {
  RunConfig config;
  config.task = TaskKind::signal;
  config.mapping.kind = MappingKind::power;
  config.mapping.power = 1;
  config.mapping.n_frequencies = 16;
  config.mapping.normalize = true;
  config.width = 256;
  config.parameterization = Parameterization::standard;
  config.output = OutputActivation::linear;
  config.optimizer = OptimizerKind::sgd;
  config.learning_rate = 1e-3;
  config.batch = 0;
  config.loss = Loss::half_sum;
  return config;
}

std::span<const Setting> settings_table() { return kSettings; }

const Setting& find_setting(std::string_view key) {
  for (const Setting& setting : kSettings) {
    if (setting.key == key) return setting;
  }
  throw std::invalid_argument(text("there is no setting '", key, "'"));
}

std::string config_difference(const RunConfig& base, const RunConfig& config) {
  std::string out;
  for (const Setting& setting : kSettings) {
    const std::string value = setting.get(config);
    if (value == setting.get(base)) continue;
    out += text(out.empty() ? "" : " ", "--", setting.key, ' ', value);
  }
  return out;
}

RunConfig with_settings(RunConfig base, std::string_view settings) {
  const auto list = words(settings);
  for (std::size_t i = 0; i < list.size(); i += 2) {
    require(list[i].starts_with("--"), "expected --setting, got '", list[i], "'");
    require(i + 1 < list.size(), list[i], " needs a value");
    find_setting(list[i].substr(2)).set(base, list[i + 1]);
  }
  return base;
}

MlpShape network_shape(const RunConfig& config, const FourierMapping& mapping, Index n_outputs) {
  return {.n_inputs = mapping.n_features(),
          .width = config.width,
          .n_layers = config.n_layers,
          .n_outputs = n_outputs,
          .hidden = config.activation,
          .output = config.output};
}

void check_config(const RunConfig& config) {
  for (const Setting& setting : kSettings) {
    RunConfig copy = config;
    setting.set(copy, setting.get(config));  // the one place that knows the ranges
  }
  MlpShape shape{.n_inputs = 2 * config.mapping.n_frequencies,
                 .width = config.width,
                 .n_layers = config.n_layers};
  require(shape.n_parameters() <= kMaxParameters, "--features ", config.mapping.n_frequencies,
          " --width ", config.width, " --layers ", config.n_layers, " make a network of ",
          shape.n_parameters(), " parameters, more than ", kMaxParameters);
}

}  // namespace fscope
