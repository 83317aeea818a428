// SIGINT and SIGTERM as a question to ask between frames.
#pragma once

#include <csignal>

namespace fscope {

/// While one exists, the first SIGINT or SIGTERM is only noted; the second one ends the process as
/// usual. One at a time, main thread only.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  bool was_signalled() const;

 private:
  struct sigaction old_int_ {};
  struct sigaction old_term_ {};
};

}  // namespace fscope
