#include "app/gui/window_signals.h"

namespace fscope {

namespace {

// The one mutable global: a signal handler can reach nothing else.
volatile std::sig_atomic_t g_signalled = 0;

void note_signal(int /*number*/) { g_signalled = 1; }

}  // namespace

SignalWatch::SignalWatch() {
  g_signalled = 0;
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

bool SignalWatch::was_signalled() const { return g_signalled != 0; }

}  // namespace fscope
