#include "app/io/network_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "app/io/atomic_file.h"
#include "app/io/file_descriptor.h"
#include "app/io/json_fields.h"
#include "app/io/json_object.h"
#include "app/io/path_text.h"
#include "app/io/regular_file.h"
#include "core/network/grid_encoder.h"
#include "core/support/check.h"
#include "core/training/config.h"
#include "core/training/subject.h"

namespace fscope {
namespace {

static_assert(std::endian::native == std::endian::little,
              "safetensors holds little-endian numbers");

constexpr const char* kFormat = "fourierscope network 1";
constexpr std::size_t kLengthBytes = 8;
constexpr int kMaxSide = 16384;  // px, as of pictures

template <class T>
using RowMajor = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <class T>
constexpr const char* kType = std::is_same_v<T, double> ? "F64" : "F32";

std::string weight_name(Index layer) { return text("layers.", layer, ".weight"); }
std::string bias_name(Index layer) { return text("layers.", layer, ".bias"); }

auto weights_of(const MlpShape& shape, auto& parameters, Index layer) {
  using Scalar = std::remove_reference_t<decltype(parameters[0])>;
  using Values = std::conditional_t<std::is_const_v<Scalar>, const Matrix<float>, Matrix<float>>;
  return Eigen::Map<Values>(parameters.data() + shape.offset(layer), shape.fan_out(layer),
                            shape.fan_in(layer));
}

Index bias_offset(const MlpShape& shape, Index layer) {
  return shape.offset(layer) + shape.fan_out(layer) * shape.fan_in(layer);
}

/// Header and data of a file that is being written.
struct Tensors {
  Json header;
  std::string data;

  template <class T>
  void add(const std::string& name, std::vector<Index> shape, const RowMajor<T>& values) {
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(values.data()),
                static_cast<std::size_t>(values.size()) * sizeof(T));
    header[name] = {{"dtype", kType<T>}, {"shape", shape}, {"data_offsets", {begin, data.size()}}};
  }
};

/// A file that is being read.
class TensorReader {
 public:
  explicit TensorReader(std::string_view bytes) {
    require(bytes.size() >= kLengthBytes, "it is too short for a safetensors file");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthBytes);
    require(length <= bytes.size() - kLengthBytes,
            "it is no safetensors file, or cut off: its header should have ", length, " bytes");
    header_ = parse_json(bytes.substr(kLengthBytes, length));
    require(header_.is_object(), "its header is not an object");
    data_ = bytes.substr(kLengthBytes + length);
  }

  JsonFields metadata() const {
    return {header_.value("__metadata__", Json::object()), "__metadata__"};
  }
  bool has(const std::string& name) const { return header_.contains(name); }

  /// A tensor of one or two dimensions; the second of one is 1.
  template <class T>
  RowMajor<T> get(const std::string& name) const {
    require(has(name), name, " is missing");
    JsonFields fields(header_[name], name);
    const std::string type = fields.text("dtype");
    if (type != kType<T>) fields.refuse("dtype", text("it is ", type, ", not ", kType<T>));
    const std::vector<std::size_t> shape = numbers(fields, "shape");
    const std::vector<std::size_t> offsets = numbers(fields, "data_offsets");
    const bool known = shape.size() == 1 || shape.size() == 2;
    if (!known) fields.refuse("shape", "it has not one or two dimensions");
    const std::size_t rows = shape[0];
    const std::size_t columns = shape.size() == 2 ? shape[1] : 1;
    const bool inside =
        offsets.size() == 2 && offsets[0] <= offsets[1] && offsets[1] <= data_.size();
    if (!inside) fields.refuse("data_offsets", "they lie outside the file");
    if (rows > kMost || columns > kMost || rows * columns * sizeof(T) != offsets[1] - offsets[0]) {
      fields.refuse("data_offsets", "they do not fit the shape");
    }
    RowMajor<T> values(static_cast<Index>(rows), static_cast<Index>(columns));
    if (values.size() > 0)
      std::memcpy(values.data(), data_.data() + offsets[0], rows * columns * sizeof(T));
    require(values.allFinite(), name, ": not all values are finite");
    return values;
  }

 private:
  static constexpr std::size_t kMost = std::size_t{1} << 30;

  static std::vector<std::size_t> numbers(JsonFields& fields, const char* key) {
    std::vector<std::size_t> out;
    for (const Json& value : fields.list(key)) {
      if (!value.is_number_unsigned()) fields.refuse(key, "not all of it are whole numbers");
      out.push_back(value.get<std::size_t>());
    }
    return out;
  }

  Json header_;
  std::string_view data_;
};

template <class Value, std::size_t N, class NameOf>
Value named(JsonFields& fields, const char* key, const std::array<Value, N>& values,
            NameOf name_of) {
  const std::string name = fields.text(key);
  for (const Value value : values) {
    if (name_of(value) == name) return value;
  }
  fields.refuse(key, text("there is no \"", name, "\""));
}

std::int64_t whole(JsonFields& fields, const char* key, std::int64_t least, std::int64_t most) {
  const std::string digits = fields.text(key);
  const Json value = Json::parse(digits, nullptr, false);
  if (!value.is_number_integer()) fields.refuse(key, "it is not a whole number");
  return JsonFields({{key, value}}, "__metadata__").integer(key, least, least, most);
}

FourierMapping read_mapping(const TensorReader& file, Index n_inputs) {
  FourierMapping mapping{.B = {}, .amplitude = {}, .n_inputs = n_inputs};
  if (!file.has("mapping.B")) return mapping;
  mapping.B = file.get<double>("mapping.B");
  mapping.amplitude = file.get<double>("mapping.amplitude");
  require(mapping.B.rows() > 0 && mapping.B.cols() == n_inputs, "mapping.B: its shape is not m x ",
          n_inputs);
  require(mapping.amplitude.size() == mapping.B.rows(),
          "mapping.amplitude: it is not as long as mapping.B");
  return mapping;
}

/// Widths as the first and the last layer say; read_parameters() checks all of them.
MlpShape read_shape(const TensorReader& file, JsonFields& metadata, Index n_features) {
  Index n_layers = 0;
  while (file.has(weight_name(n_layers))) ++n_layers;
  require(n_layers > 0, weight_name(0), " is missing");
  MlpShape shape{.n_inputs = n_features,
                 .width = file.get<float>(weight_name(0)).rows(),
                 .n_layers = n_layers,
                 .n_outputs = file.get<float>(weight_name(n_layers - 1)).rows(),
                 .hidden = named(metadata, "activation", kActivations, activation_name),
                 .output = named(metadata, "output", kOutputActivations, output_name)};
  check_shape(shape);
  return shape;
}

Vector<float> read_parameters(const TensorReader& file, const MlpShape& shape) {
  Vector<float> parameters(shape.n_parameters());
  for (Index layer = 0; layer < shape.n_layers; ++layer) {
    const auto W = file.get<float>(weight_name(layer));
    const auto b = file.get<float>(bias_name(layer));
    require(W.rows() == shape.fan_out(layer) && W.cols() == shape.fan_in(layer), weight_name(layer),
            ": its shape is not ", shape.fan_out(layer), " x ", shape.fan_in(layer));
    require(b.size() == shape.fan_out(layer), bias_name(layer), ": its length is not ",
            shape.fan_out(layer));
    weights_of(shape, parameters, layer) = W;
    parameters.segment(bias_offset(shape, layer), b.size()) = b;
  }
  return parameters;
}

/// Points of one axis: n of them over the same length as the file's own.
Eigen::VectorXd axis(int own, int side, int n) {
  const double length = static_cast<double>(own) / side;
  return Eigen::VectorXd::NullaryExpr(n,
                                      [&](Index i) { return length * static_cast<double>(i) / n; });
}

}  // namespace

NetworkFile network_of(const RunSnapshot& run) {
  require(run.parameters && run.mapping, "there is no network yet");
  NetworkFile network{.mapping = *run.mapping,
                      .shape = run.shape,
                      .parameters = *run.parameters,
                      .step = run.step,
                      .settings = config_difference({}, run.config)};
  network.width = run.target ? run.target->width : static_cast<int>(run.signal->n_points());
  network.height = run.target ? run.target->height : 1;
  return network;
}

std::string to_safetensors(const NetworkFile& network) {
  const MlpShape& shape = network.shape;
  Tensors tensors;
  tensors.header["__metadata__"] = {{"format", kFormat},
                                    {"activation", activation_name(shape.hidden)},
                                    {"output", output_name(shape.output)},
                                    {"width", text(network.width)},
                                    {"height", text(network.height)},
                                    {"inputs", text(network.mapping.n_inputs)},
                                    {"step", text(network.step)},
                                    {"settings", network.settings}};
  if (!network.mapping.is_identity()) {
    const auto& B = network.mapping.B;
    tensors.add<double>("mapping.B", {B.rows(), B.cols()}, B);
    tensors.add<double>("mapping.amplitude", {B.rows()}, network.mapping.amplitude);
  }
  for (Index layer = 0; layer < shape.n_layers; ++layer) {
    const Index n = shape.fan_out(layer);
    tensors.add<float>(weight_name(layer), {n, shape.fan_in(layer)},
                       weights_of(shape, network.parameters, layer));
    tensors.add<float>(bias_name(layer), {n},
                       network.parameters.segment(bias_offset(shape, layer), n));
  }
  std::string header = tensors.header.dump();
  header.append((kLengthBytes - header.size() % kLengthBytes) % kLengthBytes, ' ');
  const std::uint64_t length = header.size();
  std::string out(reinterpret_cast<const char*>(&length), kLengthBytes);
  return out + header + tensors.data;
}

NetworkFile network_from_safetensors(std::string_view bytes) {
  const TensorReader file(bytes);
  JsonFields metadata = file.metadata();
  if (const std::string format = metadata.text("format"); format != kFormat) {
    metadata.refuse("format", text("it is \"", format, "\", not \"", kFormat, "\""));
  }
  NetworkFile network;
  network.width = static_cast<int>(whole(metadata, "width", 1, kMaxSide));
  network.height = static_cast<int>(whole(metadata, "height", 1, kMaxSide));
  network.step = whole(metadata, "step", 0, std::numeric_limits<std::int64_t>::max());
  network.settings = metadata.text("settings");
  network.mapping = read_mapping(file, whole(metadata, "inputs", 1, 2));
  network.shape = read_shape(file, metadata, network.mapping.n_features());
  network.parameters = read_parameters(file, network.shape);
  return network;
}

RunConfig config_of(const NetworkFile& network) {
  constexpr double kTolerance = 1e-12;  // of the last bits of another machine's sine and logarithm
  const RunConfig config = with_settings({}, network.settings);
  check_config(config);
  const auto mapping = make_mapping(config.mapping, network.mapping.n_inputs, config.seed);
  const bool same_mapping = n_task_inputs(config.task) == network.mapping.n_inputs &&
                            mapping.B.rows() == network.mapping.B.rows() &&
                            (mapping.is_identity() ||
                             (mapping.B.isApprox(network.mapping.B, kTolerance) &&
                              mapping.amplitude.isApprox(network.mapping.amplitude, kTolerance)));
  require(same_mapping, "its mapping is not the one that its settings make (",
          network.settings.empty() ? "the defaults" : network.settings,
          "), so a run cannot go on from it; 'fourierscope render' shows what it says");
  require(network_shape(config, mapping, network.shape.n_outputs) == network.shape,
          "its layers are not those that its settings make");
  return config;
}

bool names_network(const std::filesystem::path& file) {
  return fold_case(escape_bytes(file.extension().native())) == ".safetensors";
}

void save_network(const std::filesystem::path& path, const NetworkFile& network) {
  write_file_atomically(path, to_safetensors(network));
}

NetworkFile load_network(const std::filesystem::path& path) {
  const std::string bytes = read_regular_file(path, kMaxNetworkBytes);
  try {
    return network_from_safetensors(bytes);
  } catch (const std::exception& error) {
    throw file_error(path, error.what());
  }
}

Matrix<float> evaluate(const NetworkFile& network, int columns, int rows) {
  const bool in_range = columns > 0 && rows > 0 && columns <= kMaxSide && rows <= kMaxSide;
  require(in_range, "the size ", columns, " x ", rows, " is not from 1 to ", kMaxSide);
  const int side = std::max(network.width, network.height);
  Grid grid{.axes = {axis(network.width, side, columns)}};
  if (network.mapping.n_inputs == 2) grid.axes.push_back(axis(network.height, side, rows));
  require(network.mapping.n_inputs == 2 || rows == 1, "a signal has one row");
  const GridEncoder<float> encoder(network.mapping, grid);
  const Index tile_size = tile_columns(network.shape);
  MlpTile<float> tile(network.shape, tile_size);
  Matrix<float> outputs(network.shape.n_outputs, grid.size());
  std::vector<Index> points;
  for (Index begin = 0; begin < grid.size(); begin += tile_size) {
    const Index n = std::min(tile_size, grid.size() - begin);
    points.resize(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) points[static_cast<std::size_t>(i)] = begin + i;
    encoder.encode(points, tile.features.leftCols(n));
    forward(network.shape, network.parameters, n, tile);
    outputs.middleCols(begin, n) = tile.outputs().leftCols(n);
  }
  return outputs;
}

Image picture_of(const NetworkFile& network, int columns, int rows) {
  const Index n_channels = network.shape.n_outputs;
  require(n_channels == 1 || n_channels == 3, "a network of ", n_channels,
          " outputs makes no picture");
  const Matrix<float> outputs = evaluate(network, columns, rows);
  Image image{.width = columns,
              .height = rows,
              .channels = static_cast<int>(n_channels),
              .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(outputs.size()))};
  std::transform(outputs.data(), outputs.data() + outputs.size(), image.pixels.begin(), to_byte);
  return image;
}

}  // namespace fscope
