#include "app/gui/loaded.h"

#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "app/gui/file_list.h"
#include "app/io/file_descriptor.h"

namespace fscope {
namespace {

LoadedPicture load_hashed(const std::string& name, Damaged damaged) {
  LoadedPicture loaded{load_picture(name, damaged), {}};
  loaded.hash = picture_hash(*loaded.image);
  return loaded;
}

/// The picture may have moved with the document.
LoadedPicture load_picture_of(const State& state, const std::filesystem::path& document,
                              Damaged damaged) {
  const std::filesystem::path beside =
      document.parent_path() / std::filesystem::path(state.target).filename();
  const bool moved = !state.target.starts_with(kBuiltinPrefix) &&
                     !std::filesystem::exists(state.target) && std::filesystem::exists(beside);
  return load_hashed(moved ? beside.string() : state.target, damaged);
}

LoadedState load_whole_state(const std::filesystem::path& document, Damaged damaged) {
  LoadedState loaded{.document = document, .state = load_state(document), .picture = {}};
  if (!loaded.state.target.empty())
    loaded.picture = load_picture_of(loaded.state, document, damaged);
  return loaded;
}

LoadedNetwork load_network_to_train(const std::filesystem::path& file) {
  NetworkFile network = load_network(file);
  try {
    const RunConfig config = config_of(network);
    return {.file = file,
            .config = config,
            .weights = std::make_shared<const Vector<float>>(std::move(network.parameters)),
            .step = network.step};
  } catch (const std::exception& error) {
    throw file_error(file, error.what());
  }
}

}  // namespace

Loaded load_named(const std::string& name, Damaged damaged) {
  if (names_network(name)) return load_network_to_train(name);
  if (holds_state(name)) return load_whole_state(name, damaged);
  if (names_signal(name)) return load_signal_file(name);
  return load_hashed(name, damaged);
}

std::string time_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto since = std::filesystem::last_write_time(file, error);
  const auto time = std::chrono::file_clock::to_sys(since);
  return format_time(
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

}  // namespace fscope
