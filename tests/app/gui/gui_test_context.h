// Runs ImGui code without window or OpenGL: the mouse and keys come from the test.
#pragma once

#include <imgui.h>

#include <functional>
#include <string_view>

#include "app/gui/imgui_compat.h"
#include "app/gui/widgets/context_data.h"
#include "app/gui/widgets/item_log.h"

namespace fscope {

/// An ImGui context of its own with the default font. Give it the function that draws (`show`),
/// then act: each action runs as many frames as a person's would, and returns when its effect is
/// visible.
class GuiTestContext {
 public:
  using Draw = std::function<void()>;

  explicit GuiTestContext(ImVec2 display_size = {1280.0F, 720.0F});
  ~GuiTestContext();
  GuiTestContext(const GuiTestContext&) = delete;
  GuiTestContext& operator=(const GuiTestContext&) = delete;

  /// Draws with `draw` from now on: two frames, so that sizes have settled. `draw` opens its
  /// windows itself (see show_in_window).
  void show(Draw draw);
  /// Like show(), inside one window without title that fills the display.
  void show_in_window(Draw draw);
  /// One more frame of what is shown, `seconds` after the one before.
  void frame(float seconds = 1.0F / 60.0F);
  void frames(int n);

  void move_mouse(ImVec2 position);
  void press(int button = 0);
  void release(int button = 0);
  void click(ImVec2 position, int button = 0);
  void double_click(ImVec2 position);
  /// Presses at `from`, moves to `to` in four steps, releases.
  void drag(ImVec2 from, ImVec2 to, int button = 0);
  /// Turns the wheel by `notches` (positive: away from the user) with the mouse at `position`.
  void wheel(ImVec2 position, float notches);
  /// Types UTF-8 text, one frame per character.
  void type(std::string_view text);
  /// Presses and releases a key.
  void key(ImGuiKey key);
  void hold_ctrl(bool down);
  void hold_shift(bool down);

  /// Whether the last frame drew a control with this label.
  bool has(std::string_view label) const;
  /// The rectangle of a labelled control in the last frame. Throws std::out_of_range without one,
  /// naming those that there are.
  LoggedItem item(std::string_view label) const;
  ImVec2 centre(std::string_view label) const;
  /// Click in the middle of a labelled control.
  void click(std::string_view label);
  void double_click(std::string_view label);
  /// Opens the labelled combo and picks the entry with the given text.
  void choose(std::string_view combo, std::string_view entry);

  /// How much the last frame drew.
  int vertex_count() const;
  const ItemLog& log() const { return log_; }

  /// Draws in another language from the next frame on; English with nullptr. It must outlive its
  /// use.
  void speak(const Translation* translation) { data_.translation = translation; }

 private:
  /// Makes the next click a first one: more than the double-click time passes.
  void rest();

  ImGuiContext* context_;
  ItemLog log_;
  ContextData data_;
  Draw draw_;
  compat::FedInput input_;
};

}  // namespace fscope
