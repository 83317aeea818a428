#include "app/io/encoder_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "app/io/regular_file.h"
#include "core/support/check.h"

extern char** environ;

namespace fscope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFilmBytes = std::size_t{1} << 30;

fs::path make_folder(const fs::path& target) {
  std::string name = (fs::temp_directory_path() / "fourierscope-film-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw errno_error(target);
  return name;
}

/// A socket rather than a pipe: send() can be told not to raise SIGPIPE when ffmpeg has ended.
std::pair<int, int> make_channel(const fs::path& target) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw errno_error(target);
  }
  return {ends[0], ends[1]};
}

pid_t start(const std::vector<std::string>& words, int input, const fs::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
    ::posix_spawn_file_actions_addopen(&actions, output, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0600);
  }
  pid_t process = -1;
  const int error =
      ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error("ffmpeg cannot be started: " + std::generic_category().message(error));
  }
  return process;
}

std::string last_line(const std::string& words) {
  std::istringstream in(words);
  std::string last;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

}  // namespace

bool EncoderProcess::is_available() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (::access((fs::path(folder) / "ffmpeg").c_str(), X_OK) == 0) return true;
  }
  return false;
}

EncoderProcess::EncoderProcess(fs::path target, Size size, int frames_per_second)
    : target_(std::move(target)), folder_(make_folder(target_)) {
  const auto [ours, theirs] = make_channel(target_);
  input_.emplace(ours);
  const FileDescriptor their_end(theirs);
  // Most players take 4:2:0 only, which needs even sides.
  process_ = start({"ffmpeg",
                    "-nostdin",
                    "-loglevel",
                    "error",
                    "-f",
                    "rawvideo",
                    "-pixel_format",
                    "rgb24",
                    "-video_size",
                    text(size.width, "x", size.height),
                    "-framerate",
                    text(frames_per_second),
                    "-i",
                    "pipe:0",
                    "-vf",
                    "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white",
                    "-pix_fmt",
                    "yuv420p",
                    "-movflags",
                    "+faststart",
                    (folder_.path / "film.mp4").string()},
                   their_end.get(), folder_.path / "log");
}

EncoderProcess::Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

EncoderProcess::~EncoderProcess() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    wait();
  }
}

int EncoderProcess::wait() { return wait_for_end(std::exchange(process_, -1)); }

void EncoderProcess::fail() {
  if (process_ > 0) wait();
  std::string said;
  try {
    said = last_line(read_regular_file(folder_.path / "log", kMaxFilmBytes));
  } catch (const std::exception&) {
    // It said nothing.
  }
  throw file_error(target_, "ffmpeg could not write the film" + (said.empty() ? "" : ": " + said));
}

void EncoderProcess::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(input_->get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail();
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string EncoderProcess::finish() {
  input_.reset();
  const int status = wait();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) fail();
  return read_regular_file(folder_.path / "film.mp4", kMaxFilmBytes);
}

}  // namespace fscope
