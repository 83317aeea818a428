// The state, kept while the program runs, so that a crash loses seconds and not hours.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

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

  /// Once a frame: whether it is time and something has changed. Then write() is to follow.
  bool due(double now_s, std::uint64_t version);
  /// In the background, where `document` is called too.
  void write(std::function<std::string()> document);

  /// What a program that is no longer running has left, newest first; it stays until forgotten.
  const std::optional<std::filesystem::path>& left_behind() const { return left_behind_; }
  void forget_left_behind();
  /// It has been restored: forgotten when this ends, as what is kept from now on has it too.
  void take_over_left_behind() { taken_over_ = true; }

 private:
  std::filesystem::path file_;  // empty: nothing is kept
  std::optional<std::filesystem::path> left_behind_;
  bool taken_over_ = false;
  double last_s_ = 0;
  std::uint64_t last_version_ = 0;
  std::optional<LatestJob<bool>> job_{std::in_place};
};

}  // namespace fscope
