#include "app/io/picture_decoder.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <system_error>

#include "app/io/decoder_protocol.h"
#include "app/io/file_descriptor.h"
#include "app/io/stb_decoder.h"
#include "core/support/check.h"

extern "C" {
#include <sys/pidfd.h>  // which glibc 2.36 declares for C only
}

extern char** environ;

namespace fscope {
namespace {

#ifdef FSCOPE_SANDBOX
constexpr bool kHasSandbox = true;
#else
constexpr bool kHasSandbox = false;
#endif

std::filesystem::path decoder_program;  // set before there are other threads

std::runtime_error system_error(const char* what) {
  return std::runtime_error(text(what, ": ", std::generic_category().message(errno)));
}

/// A file in memory with these bytes, under a number above those that the helper uses.
int memory_file(const char* name, std::string_view bytes) {
  const FileDescriptor file(::memfd_create(name, MFD_CLOEXEC));
  if (!file.valid() || !write_all(file.get(), bytes)) {
    throw system_error("no memory for the decoder");
  }
  const int moved = ::fcntl(file.get(), F_DUPFD_CLOEXEC, kAnswerFile + 1);
  if (moved < 0) throw system_error("no file descriptor for the decoder");
  return moved;
}

/// The process, with nothing open but the two files.
pid_t start_helper(int picture, int answer, const std::string& budget) {
  const std::string program = decoder_program.string();
  const std::string option(kDecodeOption);
  std::array<char*, 4> arguments = {const_cast<char*>(program.c_str()),
                                    const_cast<char*>(option.c_str()),
                                    const_cast<char*>(budget.c_str()), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0);
  }
  ::posix_spawn_file_actions_adddup2(&actions, picture, kPictureFile);
  ::posix_spawn_file_actions_adddup2(&actions, answer, kAnswerFile);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, kAnswerFile + 1);
  pid_t process = -1;
  errno = ::posix_spawn(&process, program.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (errno != 0) throw system_error("the decoder cannot be started");
  return process;
}

/// How the process ended; it is killed when that takes longer than `seconds`.
int wait_for(pid_t process, double seconds) {
  const FileDescriptor handle(::pidfd_open(process, 0));
  if (handle.valid()) {
    pollfd ended{.fd = handle.get(), .events = POLLIN, .revents = 0};
    int n = 0;
    do {
      n = ::poll(&ended, 1, static_cast<int>(1000 * seconds));
    } while (n < 0 && errno == EINTR);
    if (n == 0) ::kill(process, SIGKILL);
  }
  return wait_for_end(process);
}

std::size_t size_of(const FileDescriptor& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw system_error("the decoder's answer");
  return static_cast<std::size_t>(status.st_size);
}

/// `size` bytes of the file from `at` on.
void read_at(const FileDescriptor& file, std::size_t at, void* bytes, std::size_t size) {
  char* next = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t n = ::pread(file.get(), next, size, static_cast<off_t>(at));
    if (n <= 0) throw std::runtime_error("the decoder's answer cannot be read");
    next += n;
    at += static_cast<std::size_t>(n);
    size -= static_cast<std::size_t>(n);
  }
}

std::string reason_in(const FileDescriptor& answer) {
  std::string reason(size_of(answer), '\0');
  read_at(answer, 0, reason.data(), reason.size());
  return reason;
}

/// Values of 1 or 2 bytes, which `copy` puts where it is told.
template <class Copy>
void set_values(Image& image, int value_size, std::size_t n_values, Copy copy) {
  if (value_size == 1) {
    image.pixels.resize(n_values);
    copy(image.pixels.data());
  } else {
    image.deep.resize(n_values);
    copy(image.deep.data());
    image.pixels = high_bytes(image.deep);
  }
}

Image image_in(const FileDescriptor& answer) {
  AnswerShape shape{};
  const std::size_t size = size_of(answer);
  if (size < sizeof(shape)) throw std::runtime_error("the decoder gave no answer");
  read_at(answer, 0, shape.data(), sizeof(shape));
  const auto [width, height, channels, value_size] = shape;
  const bool sound = width >= 1 && height >= 1 && width <= kMaxImageSide &&
                     height <= kMaxImageSide && channels >= 1 && channels <= 4 &&
                     (value_size == 1 || value_size == 2);
  Image image{.width = width, .height = height, .channels = channels, .pixels = {}};
  const std::size_t n_values = image.n_pixels() * static_cast<std::size_t>(channels);
  const std::size_t n_bytes = size - sizeof(shape);
  if (!sound || n_bytes != n_values * static_cast<std::size_t>(value_size)) {
    throw std::runtime_error("the decoder's answer is no picture");
  }
  set_values(image, value_size, n_values,
             [&](void* values) { read_at(answer, sizeof(shape), values, n_bytes); });
  return image;
}

std::runtime_error damaged(std::string_view reason) {
  if (reason == "outofmem") {  // so stb_image says it
    return std::runtime_error("it needs more memory than a picture of its size may");
  }
  return std::runtime_error(text("the picture is damaged (", reason, ")"));
}

std::string reason_for_end(int signal) {
  if (signal == SIGXCPU || signal == SIGKILL) return "the decoder took too long and was stopped";
  if (signal == SIGSYS) return "the decoder did what it may not and was stopped";
  return text("the decoder crashed on it, with signal ", signal, "; nothing else was touched");
}

Image decode_in_helper(std::string_view bytes, const ImageHeader& header) {
  const auto n_pixels = static_cast<std::size_t>(header.width * header.height);
  const std::size_t budget = (std::size_t{64} << 20) + 28 * n_pixels + 3 * bytes.size();
  const double seconds = 10 + std::max(0.0, static_cast<double>(n_pixels) / 1e6 - 10);
  const FileDescriptor picture(memory_file("picture", bytes));
  const FileDescriptor answer(memory_file("answer", {}));
  const int status =
      wait_for(start_helper(picture.get(), answer.get(), std::to_string(budget)), seconds);
  if (WIFSIGNALED(status)) throw damaged(reason_for_end(WTERMSIG(status)));
  if (WEXITSTATUS(status) == kDecodingFailed) throw damaged(reason_in(answer));
  if (WEXITSTATUS(status) != 0) throw std::runtime_error("the decoder cannot be started");
  return image_in(answer);
}

Image decode_here(std::string_view bytes) {
  DecodedPixels decoded = decode_with_stb(bytes);
  if (!decoded.values) throw damaged(decoded.failure);
  Image image{
      .width = decoded.width, .height = decoded.height, .channels = decoded.channels, .pixels = {}};
  const std::size_t n_values = image.n_pixels() * static_cast<std::size_t>(image.channels);
  set_values(image, decoded.value_size, n_values, [&](void* values) {
    std::memcpy(values, decoded.values, n_values * static_cast<std::size_t>(decoded.value_size));
  });
  release(decoded);
  return image;
}

}  // namespace

void set_decoder_program(const std::filesystem::path& program) { decoder_program = program; }

bool has_sandbox() { return kHasSandbox; }

Image decode_picture(std::string_view bytes, const ImageHeader& header) {
  return kHasSandbox && !decoder_program.empty() ? decode_in_helper(bytes, header)
                                                 : decode_here(bytes);
}

}  // namespace fscope
