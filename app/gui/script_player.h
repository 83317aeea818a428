// Plays a script on the program's own window: real controls by their labels, real commands.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/gui/imgui_compat.h"
#include "app/gui/script.h"
#include "app/gui/ui_state.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {

/// What the player sees after a frame.
struct ScriptView {
  const Snapshot& snapshot;
  const UiState& ui;
  bool busy = false;      ///< something is being loaded or computed
  bool answered = false;  ///< the frame accounts for all commands
  double now_s = 0;
};

/// One step after the other, at most one mouse or key event a frame. Main thread only.
class ScriptPlayer {
 public:
  struct Hooks {
    std::function<void(const std::string&)> open;  ///< a path, "target:ID" or "signal:KIND"
    std::function<void(ScriptKey)> press;
    std::function<void(int width, int height)> resize;
    std::function<void(const std::filesystem::path&)> save_screenshot;
  };
  static constexpr double kPatience_s = 30;  ///< for a step, unless the script says otherwise

  /// Throws std::runtime_error "FILE:LINE: reason", or naming a file that cannot be read.
  ScriptPlayer(std::filesystem::path file, Hooks hooks);

  /// Hands over the mouse and the keys of the coming frame. Before ImGui's NewFrame.
  void feed();
  /// Does what the frame that was shown makes possible; false at the end of the script. Throws
  /// std::runtime_error "FILE:LINE: reason" when a step cannot be done or an expectation fails.
  bool go_on(const ScriptView& view);

  ItemLog& log() { return log_; }

 private:
  /// Called after each frame until it returns true.
  using Act = std::function<bool(const ScriptView&)>;

  void plan(const ScriptStep& step);
  void plan_pointing(const std::string& label);
  void plan_click(const std::string& label, int n_clicks = 1);
  void plan_drag(const std::string& label, ImVec2 by);
  void plan_typing(const std::string& typed);
  void plan_key(ScriptKey key);
  void plan_wait(const std::vector<std::string>& words);
  void plan_expectation(const std::vector<std::string>& words);
  void act(std::function<void()> once);
  void act_until(Act done);
  /// Of the step that was planned last.
  [[noreturn]] void fail(const std::string& reason) const;
  void check_patience(double now_s);

  std::filesystem::path file_;
  Hooks hooks_;
  std::vector<ScriptStep> steps_;
  std::size_t next_ = 0;  // to be planned
  std::deque<Act> acts_;
  double since_s_ = -1;
  double patience_s_ = kPatience_s;
  std::string waiting_for_;
  ItemLog log_;
  compat::FedInput input_;
};

}  // namespace fscope
