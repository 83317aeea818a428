// The state, kept while the program runs, so that a crash loses seconds and not hours.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/latest_job.h"

namespace fscope {

/// Writes the state to a file of its own (autosave-PID.json) in a folder every few seconds, in the
/// background, and removes it when the program ends as it should. Main thread only.
class Autosave {
 public:
  /// An empty folder: nothing is kept.
  explicit Autosave(std::filesystem::path folder);
  Autosave(const Autosave&) = delete;
  Autosave& operator=(const Autosave&) = delete;
  ~Autosave();

  /// Once a frame. `document` is asked when it is time and something has changed.
  template <class Document>
  void update(double now_s, std::uint64_t version, Document document) {
    if (!due(now_s, version)) return;
    write(document());
  }

  /// What a program that is no longer running has left, newest first; it stays until forgotten.
  const std::optional<std::filesystem::path>& left_behind() const { return left_behind_; }
  void forget_left_behind();

 private:
  bool due(double now_s, std::uint64_t version);
  void write(std::string document);

  std::filesystem::path file_;  // empty: nothing is kept
  std::optional<std::filesystem::path> left_behind_;
  double last_s_ = 0;
  std::uint64_t last_version_ = 0;
  LatestJob<bool> job_;
};

}  // namespace fscope
