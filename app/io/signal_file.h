// One-dimensional signals from text files: a column of values, or positions and values.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/tasks/signal.h"

namespace fscope {

inline constexpr std::size_t kMaxSignalFileBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxSamples = 1'000'000;

/// Names of signals that are no files: "signal:noise", "signal:sine", ...
inline constexpr std::string_view kSignalPrefix = "signal:";

/// Whether a name stands for a signal and not for a picture: "signal:KIND", or a path that ends in
/// .csv, .tsv, .dat or .txt. Nothing is opened.
bool names_signal(std::string_view name);

/// What such a name stands for: the kind after "signal:", or samples for a file. Throws
/// std::invalid_argument, a sentence to show, for a kind that does not exist or has no name of its
/// own.
SignalKind named_signal(std::string_view name);

struct SignalFile {
  std::string title;                       // for people, UTF-8
  std::filesystem::path file;              // absolute
  std::shared_ptr<const Samples> samples;  // in [-1/2, 1/2]
  std::string note;                        // what was done to the numbers, for people
};

/// Reads lines of one number y, or of two, x and y, where x grows. Numbers are separated by commas,
/// by semicolons (commas are then decimal points), by tabs or spaces. A first line without numbers
/// is a header; empty lines and those that begin with # are passed over. Values are scaled to
/// [-1/2, 1/2] (a constant becomes 0); unequal distances in x are made equal by linear
/// interpolation. Any thread. Throws std::runtime_error "PATH, line N: reason", or as
/// read_regular_file does.
SignalFile load_signal_file(const std::filesystem::path& path);

}  // namespace fscope
