// Control-C, asked for instead of delivered.
#pragma once

#include <csignal>

namespace fscope {

/// While it lives, SIGINT ends nothing: it stays pending and is asked for. (A handler would need a
/// global variable.) Make it before any thread, which inherit the blocked signal; a process
/// started with SIGINT ignored goes on ignoring it.
class Interrupts {
 public:
  Interrupts();
  /// Takes back a pending SIGINT, so that it cannot end the process after the work is done.
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  /// Whether Control-C was pressed. Any thread.
  bool requested() const;

 private:
  bool watching_ = false;
  sigset_t before_{};
};

}  // namespace fscope
