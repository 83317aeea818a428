#include "app/cli/interrupts.h"

#include <ctime>

namespace fscope {
namespace {

sigset_t only_sigint() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  return set;
}

}  // namespace

Interrupts::Interrupts() {
  struct sigaction action {};
  sigaction(SIGINT, nullptr, &action);
  if (action.sa_handler == SIG_IGN) return;
  const sigset_t set = only_sigint();
  watching_ = pthread_sigmask(SIG_BLOCK, &set, &before_) == 0;
}

Interrupts::~Interrupts() {
  if (!watching_) return;
  const sigset_t set = only_sigint();
  const timespec at_once{};
  if (requested()) sigtimedwait(&set, nullptr, &at_once);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::requested() const {
  if (!watching_) return false;
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1;
}

}  // namespace fscope
