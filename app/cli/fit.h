// fourierscope fit: learns a picture without a window.
#pragma once

#include <ostream>

#include "app/cli/arguments.h"

namespace fscope {

/// Exit code of a process that Control-C ended.
inline constexpr int kExitInterrupted = 130;

struct FitStreams {
  std::ostream& out;
  std::ostream& errors;
  bool on_terminal;  // whether `errors` is one: then it shows a line that overwrites itself
};

/// Trains, writes the files asked for, prints the result to streams.out. Paths are checked before
/// training and files are written after it, so a fit that fails leaves none. Returns 0, or
/// kExitInterrupted after Control-C (with a line that says at which step; nothing is written).
/// Throws std::exception naming the input and the reason.
int run_fit(const FitArguments& arguments, const FitStreams& streams);

}  // namespace fscope
