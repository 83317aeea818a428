#include "app/gui/loaded.h"

#include <array>
#include <chrono>
#include <ctime>
#include <system_error>

namespace fscope {
namespace {

/// The picture may have moved with the document.
Picture load_picture_of(const State& state, const std::filesystem::path& document) {
  const std::filesystem::path beside =
      document.parent_path() / std::filesystem::path(state.target).filename();
  const bool moved = !state.target.starts_with(kBuiltinPrefix) &&
                     !std::filesystem::exists(state.target) && std::filesystem::exists(beside);
  return load_picture(moved ? beside.string() : state.target);
}

LoadedState load_whole_state(const std::filesystem::path& document) {
  LoadedState loaded{.state = load_state(document), .picture = {}};
  if (!loaded.state.target.empty()) loaded.picture = load_picture_of(loaded.state, document);
  return loaded;
}

}  // namespace

Loaded load_named(const std::string& name) {
  if (holds_state(name)) return load_whole_state(name);
  if (names_signal(name)) return load_signal_file(name);
  return load_picture(name);
}

std::string time_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto since = std::filesystem::last_write_time(file, error);
  const auto time = std::chrono::file_clock::to_sys(since);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm local{};
  localtime_r(&seconds, &local);
  std::array<char, 64> out{};
  std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M", &local);
  return out.data();
}

}  // namespace fscope
