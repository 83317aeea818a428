// What a name that people give leads to: a picture, a signal, a saved state, or a network.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "app/io/network_file.h"
#include "app/io/picture.h"
#include "app/io/signal_file.h"
#include "app/io/state.h"

namespace fscope {

/// A picture with its picture_hash(), which takes a while for large ones.
struct LoadedPicture : Picture {
  std::string hash;
};

/// A state, and the picture that its runs learn.
struct LoadedState {
  std::filesystem::path document;
  State state;
  std::optional<LoadedPicture> picture;
};

/// A network to go on from.
struct LoadedNetwork {
  std::filesystem::path file;
  RunConfig config;
  std::shared_ptr<const Vector<float>> weights;
  std::int64_t step = 0;  // that its file says
};

using Loaded = std::variant<LoadedPicture, SignalFile, LoadedState, LoadedNetwork>;

/// Reads it, with the picture of a state: from where that was, or else from beside the document.
/// Any thread. Throws std::runtime_error naming the file and the reason, DamagedPicture where that
/// is the reason and is to be refused.
Loaded load_named(const std::string& name, Damaged damaged = Damaged::refuse);

/// When a file was written, local time, for people.
std::string time_of(const std::filesystem::path& file);

}  // namespace fscope
