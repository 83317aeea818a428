// Trained networks with their mapping as .safetensors, which numpy and PyTorch open directly.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/network/mlp.h"
#include "core/tasks/image.h"
#include "core/training/snapshot.h"

namespace fscope {

/// A network and what it takes to ask it for a picture or a signal. Coordinates of pixel (i, j) of
/// a width x height picture are (i, j) / max(width, height); of point k of N, k / N.
struct NetworkFile {
  FourierMapping mapping;
  MlpShape shape;
  Vector<float> parameters;
  int width = 0;          // px, or points of a signal
  int height = 1;         // px; 1 for a signal
  std::int64_t step = 0;  // after so many steps
  std::string settings;  // "--key value ..." in which the run differs from the defaults, for people
};

/// The network of a run that has one; std::invalid_argument otherwise.
NetworkFile network_of(const RunSnapshot& run);

/// The file's bytes. Tensors mapping.B (m x d, float64, cycles per unit), mapping.amplitude (m,
/// float64), both missing without a mapping; layers.K.weight (outputs x inputs) and layers.K.bias
/// of float32, as torch.nn.Linear has them. Metadata: format, activation, output, width, height,
/// step, settings. gamma(v) = [a sin(2 pi B v); a cos(2 pi B v)].
std::string to_safetensors(const NetworkFile& network);

/// Throws std::invalid_argument naming the tensor or field that is missing, of another shape or
/// type, not finite, or reaches past the end.
NetworkFile network_from_safetensors(std::string_view bytes);

inline constexpr std::size_t kMaxNetworkBytes = std::size_t{1} << 30;

/// The settings with which a run can go on from it. Throws std::invalid_argument where they make
/// another mapping or another network than the file holds.
RunConfig config_of(const NetworkFile& network);

/// Throw std::runtime_error "PATH: reason". Any thread.
void save_network(const std::filesystem::path& path, const NetworkFile& network);
NetworkFile load_network(const std::filesystem::path& path);

/// Whether the name is that of a network: it ends in .safetensors.
bool names_network(const std::filesystem::path& file);

/// Outputs (n_outputs x width * height, rows of the picture one after another) at the file's own
/// points, or at columns x rows that cover the same picture.
Matrix<float> evaluate(const NetworkFile& network, int columns, int rows);
/// The same as a picture: clamped to [0, 1], rounded to 8 bits. Throws std::invalid_argument when
/// the network has not one or three outputs.
Image picture_of(const NetworkFile& network, int columns, int rows);

}  // namespace fscope
