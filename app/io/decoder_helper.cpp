// The process that decodes one picture.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "app/io/decoder_protocol.h"
#include "app/io/file_descriptor.h"
#include "app/io/picture_decoder.h"
#include "app/io/stb_decoder.h"

#ifdef FSCOPE_SANDBOX
#include <seccomp.h>
#endif

namespace fscope {
namespace {

[[noreturn]] void give_up(const char* reason) {
  write_all(kAnswerFile, reason);
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
  if (!decoded.values) give_up(decoded.failure);
  const AnswerShape shape = {decoded.width, decoded.height, decoded.channels, decoded.value_size};
  const std::size_t n_bytes =
      static_cast<std::size_t>(decoded.width) * static_cast<std::size_t>(decoded.height) *
      static_cast<std::size_t>(decoded.channels) * static_cast<std::size_t>(decoded.value_size);
  const bool written =
      write_all(kAnswerFile, {reinterpret_cast<const char*>(shape.data()), sizeof(shape)}) &&
      write_all(kAnswerFile, {static_cast<const char*>(decoded.values), n_bytes});
  ::_exit(written ? 0 : kDecodingFailed);
}

}  // namespace fscope
