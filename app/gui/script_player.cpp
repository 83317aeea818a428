#include "app/gui/script_player.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "app/io/regular_file.h"
#include "core/support/check.h"
#include "core/training/config.h"

namespace fscope {
namespace {

constexpr std::size_t kMaxScriptBytes = std::size_t{1} << 20;
constexpr int kSettling = 3;        // frames until a popup is where it stays
constexpr float kNeverTwice = 0;    // seconds in which two clicks are one double click
constexpr float kAlwaysTwice = 60;  // frames may be slow

double number_in(const std::string& word) {
  double value = 0;
  const char* const end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end) {
    throw std::runtime_error(text("'", word, "' is not a number"));
  }
  return value;
}

/// The control with that label, or one that begins so when it ends in *; null when there is none.
const LoggedItem* find(const ItemLog& log, const std::string& label) {
  if (!label.ends_with('*')) return log.find(label);
  const auto found = std::ranges::find_if(log.items, [&](const LoggedItem& item) {
    return item.label.starts_with(std::string_view(label).substr(0, label.size() - 1));
  });
  return found == log.items.end() ? nullptr : &*found;
}

/// The key as ImGui knows it, where controls listen to it.
std::optional<ImGuiKey> imgui_key(ScriptKey key) {
  switch (key.key) {
    case GLFW_KEY_ENTER:
      return ImGuiKey_Enter;
    case GLFW_KEY_ESCAPE:
      return ImGuiKey_Escape;
    case GLFW_KEY_TAB:
      return ImGuiKey_Tab;
    case GLFW_KEY_BACKSPACE:
      return ImGuiKey_Backspace;
    case GLFW_KEY_DELETE:
      return ImGuiKey_Delete;
    case GLFW_KEY_HOME:
      return ImGuiKey_Home;
    case GLFW_KEY_END:
      return ImGuiKey_End;
    case GLFW_KEY_LEFT:
      return ImGuiKey_LeftArrow;
    case GLFW_KEY_RIGHT:
      return ImGuiKey_RightArrow;
    case GLFW_KEY_UP:
      return ImGuiKey_UpArrow;
    case GLFW_KEY_DOWN:
      return ImGuiKey_DownArrow;
    case GLFW_KEY_A:
      return ImGuiKey_A;
    default:
      return std::nullopt;
  }
}

}  // namespace

ScriptPlayer::ScriptPlayer(std::filesystem::path file, Hooks hooks)
    : file_(std::move(file)), hooks_(std::move(hooks)) {
  const std::string script = read_regular_file(file_, kMaxScriptBytes);
  try {
    steps_ = parse_script(script);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(text(file_.string(), ":", error.what()));
  }
}

void ScriptPlayer::feed() {
  compat::feed(input_);
  log_.items.clear();
  input_.text.clear();
}

bool ScriptPlayer::go_on(const ScriptView& view) {
  if (acts_.empty()) {
    if (next_ == steps_.size()) return false;
    since_s_ = view.now_s;
    waiting_for_ = "an answer";
    try {
      plan(steps_[next_++]);
    } catch (const std::runtime_error& error) {
      fail(error.what());
    }
    // What a step does is on the screen before the next one begins.
    act_until([](const ScriptView& now) { return now.answered && !now.ui.loading; });
  }
  if (acts_.front()(view)) {
    acts_.pop_front();
  } else {
    check_patience(view.now_s);
  }
  return true;
}

void ScriptPlayer::fail(const std::string& reason) const {
  throw std::runtime_error(text(file_.string(), ":", steps_[next_ - 1].line, ": ", reason));
}

void ScriptPlayer::check_patience(double now_s) {
  if (now_s - since_s_ <= patience_s_) return;
  fail(text("not within ", patience_s_, " s: ", waiting_for_, "; there are:", log_.labels()));
}

void ScriptPlayer::act(std::function<void()> once) {
  acts_.emplace_back([once = std::move(once)](const ScriptView&) {
    once();
    return true;
  });
}

void ScriptPlayer::act_until(Act done) { acts_.push_back(std::move(done)); }

void ScriptPlayer::plan(const ScriptStep& step) {
  const auto& words = step.words;
  if (step.verb == "open") {
    act([this, name = words[0]] { hooks_.open(name); });
  } else if (step.verb == "click") {
    plan_click(words[0]);
  } else if (step.verb == "point") {
    plan_pointing(words[0]);
  } else if (step.verb == "double-click") {
    plan_click(words[0], 2);
  } else if (step.verb == "drag") {
    plan_drag(words[0],
              {static_cast<float>(number_in(words[1])), static_cast<float>(number_in(words[2]))});
  } else if (step.verb == "set") {
    plan_click(words[0], 2);
    plan_key({.key = GLFW_KEY_A, .mods = GLFW_MOD_CONTROL});
    plan_typing(words[1]);
    plan_key({.key = GLFW_KEY_ENTER});
  } else if (step.verb == "choose") {
    plan_click(words[0]);
    plan_click(words[1]);
  } else if (step.verb == "type") {
    plan_typing(words[0]);
  } else if (step.verb == "key") {
    plan_key(parse_key(words[0]));
  } else if (step.verb == "resize") {
    const int width = static_cast<int>(number_in(words[0]));
    act([this, width, height = static_cast<int>(number_in(words[1]))] {
      hooks_.resize(width, height);
    });
  } else if (step.verb == "wait") {
    plan_wait(words);
  } else if (step.verb == "expect") {
    plan_expectation(words);
  } else if (step.verb == "within") {
    patience_s_ = number_in(words[0]);
  } else {
    act([this, file = words[0]] { hooks_.save_screenshot(file); });
  }
}

/// Puts the mouse on the control once there is one, and it can be seen.
void ScriptPlayer::plan_pointing(const std::string& label) {
  act_until([this, label](const ScriptView&) {
    waiting_for_ = text("a control \"", label, "\" to point at");
    const LoggedItem* item = find(log_, label);
    log_.wanted = item && !item->visible ? item->label : "";
    if (!item || !item->visible) return false;
    input_.mouse = item->middle();
    return true;
  });
  for (int i = 0; i < kSettling; ++i) act([] {});
  // It may have moved on meanwhile.
  act([this, label] {
    if (const LoggedItem* item = find(log_, label)) input_.mouse = item->middle();
  });
}

void ScriptPlayer::plan_click(const std::string& label, int n_clicks) {
  plan_pointing(label);
  act([n_clicks] {
    ImGui::GetIO().MouseDoubleClickTime = n_clicks > 1 ? kAlwaysTwice : kNeverTwice;
  });
  for (int i = 0; i < n_clicks; ++i) {
    act([this] { input_.buttons[0] = true; });
    act([this] { input_.buttons[0] = false; });
  }
  for (int i = 0; i < kSettling; ++i) act([] {});
}

void ScriptPlayer::plan_drag(const std::string& label, ImVec2 by) {
  constexpr int kMoves = 4;
  plan_pointing(label);
  act([this] { input_.buttons[0] = true; });
  for (int i = 0; i < kMoves; ++i) {
    act([this, by] {
      input_.mouse.x += by.x / kMoves;
      input_.mouse.y += by.y / kMoves;
    });
  }
  act([this] { input_.buttons[0] = false; });
  act([] {});
}

void ScriptPlayer::plan_typing(const std::string& typed) {
  act([this, typed] { input_.text = typed; });
  act([] {});
}

void ScriptPlayer::plan_key(ScriptKey key) {
  act([this, key] {
    input_.ctrl = (key.mods & GLFW_MOD_CONTROL) != 0;
    input_.shift = (key.mods & GLFW_MOD_SHIFT) != 0;
    if (const auto known = imgui_key(key)) input_.keys.push_back(*known);
    hooks_.press(key);
  });
  act([this] {
    input_.ctrl = input_.shift = false;
    input_.keys.clear();
  });
  act([] {});
}

void ScriptPlayer::plan_wait(const std::vector<std::string>& words) {
  const std::string& what = words[0];
  const std::string value = words.size() > 1 ? words[1] : "";
  if (what == "quiet") {
    waiting_for_ = "nothing more to be computed";
    act_until([](const ScriptView& view) {
      return !view.busy && (view.snapshot.playing || view.snapshot.complete);
    });
  } else if (what == "step") {
    waiting_for_ = text("step ", value);
    act_until([step = number_in(value)](const ScriptView& view) {
      const RunSnapshot* run = shown_run(view.snapshot, view.ui);
      return run && static_cast<double>(run->step) >= step;
    });
  } else if (what == "seconds") {
    patience_s_ = std::max(patience_s_, number_in(value) + 1);
    act_until([this, seconds = number_in(value)](const ScriptView& view) {
      return view.now_s - since_s_ >= seconds;
    });
  } else if (what == "control") {
    waiting_for_ = text("a control \"", value, "\"");
    act_until([this, value](const ScriptView&) { return find(log_, value) != nullptr; });
  } else if (what == "message") {
    waiting_for_ = text("the message '", value, "'");
    act_until([value](const ScriptView& view) {
      return view.ui.message && view.ui.message->text.find(value) != std::string::npos;
    });
  } else {
    throw std::runtime_error(
        text("'wait ", what, "' is unknown; there are quiet, step, seconds, control, message"));
  }
}

void ScriptPlayer::plan_expectation(const std::vector<std::string>& words) {
  const std::string& what = words[0];
  const std::string value = words.size() > 1 ? words[1] : "";
  std::function<std::string(const ScriptView&)> fault;
  if (what == "control" || what == "no-control") {
    const bool wanted = what == "control";
    fault = [this, value, wanted](const ScriptView&) {
      if ((find(log_, value) != nullptr) == wanted) return std::string();
      return text(wanted ? "there is no" : "there is a", " control \"", value,
                  "\"; there are:", log_.labels());
    };
  } else if (what == "setting") {
    with_settings({}, value);  // throws when there is none of that name
    fault = [value](const ScriptView& view) {
      const RunSnapshot* run = shown_run(view.snapshot, view.ui);
      const bool has = run && with_settings(run->config, value) == run->config;
      return has ? std::string() : text("the run does not have ", value);
    };
  } else if (what == "message") {
    fault = [value](const ScriptView& view) {
      const std::string said = view.ui.message ? view.ui.message->text : "";
      const bool found = said.find(value) != std::string::npos;
      return found ? std::string() : text("the message is '", said, "', without '", value, "'");
    };
  } else if (what == "runs") {
    fault = [n = number_in(value)](const ScriptView& view) {
      const auto has = static_cast<double>(view.snapshot.runs.size());
      return has == n ? std::string() : text("there are ", has, " runs, not ", n);
    };
  } else {
    throw std::runtime_error(text("'expect ", what,
                                  "' is unknown; there are control, no-control, setting, message, "
                                  "runs"));
  }
  act_until([this, fault](const ScriptView& view) {
    const std::string found = fault(view);
    if (!found.empty()) fail(found);
    return true;
  });
}

}  // namespace fscope
