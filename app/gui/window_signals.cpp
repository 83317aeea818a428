#include "app/gui/window_signals.h"

#include <atomic>

namespace fscope {

namespace {

// The one mutable global: a signal handler can reach nothing else. Any thread may run it.
std::atomic<bool> g_signalled = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note_signal(int /*number*/) { g_signalled = true; }

}  // namespace

SignalWatch::SignalWatch() {
  g_signalled = false;
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &old_int_);
  sigaction(SIGTERM, &action, &old_term_);
}

SignalWatch::~SignalWatch() {
  sigaction(SIGINT, &old_int_, nullptr);
  sigaction(SIGTERM, &old_term_, nullptr);
}

bool SignalWatch::was_signalled() const { return g_signalled; }

}  // namespace fscope
