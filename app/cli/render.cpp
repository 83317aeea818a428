#include "app/cli/render.h"

#include <string>

#include "app/cli/output_path.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/network_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

bool has_extension(const std::filesystem::path& path, std::string_view extension) {
  return fold_case(escape_bytes(path.extension().native())) == extension;
}

/// NumPy's format 1.0: rows x columns x channels of little-endian float32.
std::string to_npy(const Matrix<float>& outputs, WindowSize size) {
  std::string header = text("{'descr': '<f4', 'fortran_order': False, 'shape': (", size.height,
                            ", ", size.width, ", ", outputs.rows(), "), }");
  constexpr std::size_t kAlign = 64;
  constexpr std::size_t kBefore = 10;  // magic, version, length
  header.append(kAlign - (kBefore + header.size() + 1) % kAlign, ' ');
  header += '\n';
  std::string out("\x93NUMPY\x01\x00", 8);
  out += static_cast<char>(header.size() & 0xffU);
  out += static_cast<char>(header.size() >> 8U);
  out += header;
  return out.append(reinterpret_cast<const char*>(outputs.data()),
                    static_cast<std::size_t>(outputs.size()) * sizeof(float));
}

WindowSize size_of(const RenderArguments& arguments, const NetworkFile& network) {
  if (arguments.size) return *arguments.size;
  return {.width = network.width, .height = network.height};
}

}  // namespace

int run_render(const RenderArguments& arguments, const Streams& streams) {
  check_output_path(arguments.out);
  check_different(arguments.out, arguments.network);
  const bool numbers = has_extension(arguments.out, ".npy");
  const NetworkFile network = load_network(arguments.network);
  const auto n_channels = network.shape.n_outputs;
  const std::string name = escape_bytes(arguments.network.native());
  require(numbers || (network.mapping.n_inputs == 2 && (n_channels == 1 || n_channels == 3)), name,
          ": it is no picture; write its numbers as a .npy file");
  const WindowSize size = size_of(arguments, network);
  if (numbers) {
    write_file_atomically(arguments.out, to_npy(evaluate(network, size.width, size.height), size));
  } else {
    save_png(arguments.out, picture_of(network, size.width, size.height));
  }
  streams.out << name << ": " << network.shape.n_parameters() << " parameters after step "
              << network.step << ", " << size.width << " x " << size.height << " of " << n_channels
              << (n_channels == 1 ? " channel\n" : " channels\n");
  return 0;
}

}  // namespace fscope
