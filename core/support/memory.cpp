#include "core/support/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <limits>
#include <optional>

namespace fscope {
namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

/// What is left of a limit.
std::size_t rest(std::size_t limit, std::size_t used) { return limit > used ? limit - used : 0; }

/// The number behind `key` in a file of "key value" lines; without a key, the first word.
std::optional<std::size_t> number_in(const char* path, const std::string& key = {}) {
  std::ifstream file(path);
  std::string word;
  while (!key.empty() && file >> word && word != key) {
  }
  std::size_t value = 0;
  if (file >> value) return value;
  return std::nullopt;  // no such file, or "max"
}

std::size_t free_of_system() {
  const auto kib = number_in("/proc/meminfo", "MemAvailable:");
  return kib ? *kib * 1024 : kNoLimit;
}

std::size_t free_of_process() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kNoLimit;
  const auto pages = number_in("/proc/self/statm").value_or(0);
  return rest(limit.rlim_cur, pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)));
}

std::size_t free_of_group() {
  const auto limit = number_in("/sys/fs/cgroup/memory.max");
  const auto used = number_in("/sys/fs/cgroup/memory.current");
  return limit && used ? rest(*limit, *used) : kNoLimit;
}

}  // namespace

std::size_t available_memory() {
  return std::min({free_of_system(), free_of_process(), free_of_group()});
}

std::string memory_text(std::size_t bytes) {
  constexpr double kMib = 1 << 20;
  const double mib = static_cast<double>(bytes) / kMib;
  std::array<char, 32> out{};
  if (mib < 1000) {
    std::snprintf(out.data(), out.size(), "%.0f MiB", mib);
  } else {
    std::snprintf(out.data(), out.size(), "%.1f GiB", mib / 1024);
  }
  return out.data();
}

}  // namespace fscope
