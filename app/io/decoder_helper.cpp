// The process that decodes one picture.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "app/io/decoder_protocol.h"
#include "app/io/picture_decoder.h"
#include "app/io/stb_decoder.h"

#ifdef FSCOPE_SANDBOX
#include <seccomp.h>
#endif

namespace fscope {
namespace {

bool write_all(int file, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::write(file, at, size);
    if (n <= 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

[[noreturn]] void give_up(const char* reason) {
  write_all(kAnswerFile, reason, std::strlen(reason));
  ::_exit(kDecodingFailed);
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t value) {
  const rlimit both{.rlim_cur = value, .rlim_max = value};
  if (::setrlimit(resource, &both) != 0) give_up("a limit cannot be set");
}

}  // namespace

bool enter_sandbox() {
#ifdef FSCOPE_SANDBOX
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return false;
  for (const int call : {SCMP_SYS(write), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
    if (::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  return ::seccomp_load(filter) == 0;
#else
  return false;
#endif
}

void run_decoder_helper(const char* budget) {
  const std::size_t size = std::strtoull(budget, nullptr, 10);
  struct stat status {};
  if (::fstat(kPictureFile, &status) != 0) ::_exit(kDecodingFailed);
  const auto length = static_cast<std::size_t>(status.st_size);
  void* const picture = ::mmap(nullptr, length, PROT_READ, MAP_PRIVATE, kPictureFile, 0);
  void* const arena = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (picture == MAP_FAILED || arena == MAP_FAILED) give_up("not enough memory to decode it");
  constexpr rlim_t kCpuSeconds = 5;
  limit(RLIMIT_CPU, kCpuSeconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, size);
  decode_in_arena(arena, size);
  if (!enter_sandbox()) give_up("this system has no seccomp, so nothing is decoded");
  const DecodedPixels decoded = decode_with_stb({static_cast<const char*>(picture), length});
  if (!decoded.pixels) give_up(decoded.failure);
  const std::array<std::int32_t, 3> shape = {decoded.width, decoded.height, decoded.channels};
  const std::size_t n_bytes = static_cast<std::size_t>(decoded.width) *
                              static_cast<std::size_t>(decoded.height) *
                              static_cast<std::size_t>(decoded.channels);
  const bool written = write_all(kAnswerFile, shape.data(), sizeof(shape)) &&
                       write_all(kAnswerFile, decoded.pixels, n_bytes);
  ::_exit(written ? 0 : kDecodingFailed);
}

}  // namespace fscope
