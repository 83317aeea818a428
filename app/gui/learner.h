// What is learned: read in the background, then handed to the session.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/gui/latest_job.h"
#include "app/gui/loaded.h"
#include "app/gui/ui_state.h"
#include "core/training/session.h"

namespace fscope {

/// What the program around it does of its own.
struct LearnerHooks {
  std::function<void(const std::filesystem::path&)> on_file;  // a file is being learned
  std::function<void(const LoadedState&)> on_restored;
  bool failures_end_the_program = false;  // what cannot be read is thrown, not told
};

/// Main thread only; session, sink and ui must outlive it.
class Learner {
 public:
  Learner(const Session& session, CommandSink& sink, UiState& ui, LearnerHooks hooks)
      : session_(&session), sink_(&sink), ui_(&ui), hooks_(std::move(hooks)) {}

  /// A path, "target:ID" or "signal:KIND". A newer one takes the place of one that is being read.
  void load(const std::string& name, Damaged damaged = Damaged::refuse);
  /// What is to be learned when the lesson that the program begins with has ended; may be empty.
  void load_after_lesson(const std::string& name) { after_lesson_ = name; }
  /// Once a frame: learns what has been read. Throws only where failures_end_the_program.
  void finish_loading();
  /// A picture to learn, where there is none yet.
  void ensure_picture();

  /// What was learned last, as it was read; without image before the first.
  const LoadedPicture& picture() const { return picture_; }

  /// Remembers the picture from before the lesson that has begun.
  void note_lesson(bool in_lesson);
  /// Learns that picture again.
  void show_earlier_picture();
  void forget_earlier_picture() { earlier_picture_.reset(); }

 private:
  void learn(const LoadedPicture& picture);
  void learn(const SignalFile& file);
  void learn(const LoadedState& loaded);
  void learn(const LoadedNetwork& network);
  void learn_kind(const std::string& kind);
  void take(const LoadedPicture& picture);

  const Session* session_;
  CommandSink* sink_;
  UiState* ui_;
  LearnerHooks hooks_;
  LatestJob<Loaded> loader_;
  LoadedPicture picture_;
  std::optional<LoadedPicture> earlier_picture_;
  std::string after_lesson_;
  std::string asked_for_;  // what is being read
};

}  // namespace fscope
