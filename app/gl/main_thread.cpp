#include "app/gl/main_thread.h"

#include <unistd.h>

#include <stdexcept>

#include "core/support/check.h"

namespace fscope {

// On Linux the first thread has the number of its process: nothing needs to be remembered.
bool on_main_thread() { return ::gettid() == ::getpid(); }

void require_main_thread(const char* what) {
  if (!on_main_thread()) throw std::logic_error(text(what, " was called off the main thread"));
}

}  // namespace fscope
