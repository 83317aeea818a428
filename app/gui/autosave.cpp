#include "app/gui/autosave.h"

#include <unistd.h>

#include <charconv>
#include <utility>

#include "app/io/atomic_file.h"
#include "core/support/check.h"

namespace fscope {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPrefix = "autosave-";
constexpr std::string_view kSuffix = ".json";
constexpr double kEverySeconds = 5;

/// Whether a process runs this program; its number may have gone to another one since.
bool is_running(long pid) {
  std::error_code error;
  const fs::path program = fs::read_symlink(text("/proc/", pid, "/exe"), error);
  return !error && program == fs::read_symlink("/proc/self/exe", error);
}

/// Whether a file is the autosave of a process that has ended.
bool is_left_behind(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return false;
  long pid = 0;
  const char* end = name.data() + name.size() - kSuffix.size();
  const auto [rest, error] = std::from_chars(name.data() + kPrefix.size(), end, pid);
  if (error != std::errc() || rest != end || pid <= 0) return false;
  return !is_running(pid);
}

std::optional<fs::path> newest_left_behind(const fs::path& folder) {
  std::optional<fs::path> newest;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!is_left_behind(entry.path())) continue;
    const bool newer =
        !newest || fs::last_write_time(entry.path(), error) > fs::last_write_time(*newest, error);
    if (newer) newest = entry.path();
  }
  return newest;
}

}  // namespace

Autosave::Autosave(fs::path folder) {
  if (folder.empty()) return;
  file_ = folder / text(kPrefix, ::getpid(), kSuffix);
  left_behind_ = newest_left_behind(folder);
}

Autosave::~Autosave() {
  if (file_.empty()) return;
  if (taken_over_) forget_left_behind();
  job_.reset();  // waits: what is being written would otherwise come back after it was removed
  std::error_code error;
  fs::remove(file_, error);
}

void Autosave::forget_left_behind() {
  if (!left_behind_) return;
  std::error_code error;
  fs::remove(*left_behind_, error);
  left_behind_.reset();
}

bool Autosave::due(double now_s, std::uint64_t version) {
  if (file_.empty()) return false;
  try {
    job_->poll();
  } catch (const std::exception&) {
    // A full disk is no reason to disturb; the next attempt may succeed.
  }
  const bool wanted = version != last_version_ && now_s - last_s_ >= kEverySeconds;
  if (!wanted || job_->running()) return false;
  last_s_ = now_s;
  last_version_ = version;
  return true;
}

void Autosave::write(std::function<std::string()> document) {
  job_->start([file = file_, document = std::move(document)](const StopFlag& stop) {
    fs::create_directories(file.parent_path());
    if (!stop) write_file_atomically(file, document());
    return true;
  });
}

}  // namespace fscope
