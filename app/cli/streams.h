// Where a subcommand prints, and how it ends when it is interrupted.
#pragma once

#include <ostream>

namespace fscope {

/// Exit code of a process that Control-C ended.
inline constexpr int kExitInterrupted = 130;

struct Streams {
  std::ostream& out;
  std::ostream& errors;
  bool on_terminal;  // whether `errors` is one: then it shows a line that overwrites itself
};

}  // namespace fscope
