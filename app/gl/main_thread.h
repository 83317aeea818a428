// Promise gl_on_main: OpenGL, GLFW and ImGui belong to the thread that runs main().
#pragma once

namespace fscope {

bool on_main_thread();

/// Throws std::logic_error naming `what` on any other thread, in every build type; thrown from a
/// destructor it ends the program with that message. Costs one system call.
void require_main_thread(const char* what);

}  // namespace fscope
