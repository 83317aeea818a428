// How much memory there is to take.
#pragma once

#include <cstddef>
#include <string>

namespace fscope {

/// Bytes that can be allocated without swapping or reaching a limit of the process (RLIMIT_AS) or
/// of its group (cgroup v2); as far as the system says, else the largest number. Any thread.
std::size_t available_memory();

/// "1.5 GiB", "340 MiB".
std::string memory_text(std::size_t bytes);

}  // namespace fscope
