// A slider on a logarithmic scale with labelled ticks: the control for the scale sigma.
#pragma once

#include <imgui.h>

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "app/gui/text/text.h"

namespace fscope {

/// A place on the scale worth knowing, such as the sampling limit.
struct SliderMark {
  double value = 1.0;
  Phrase label;
  Phrase tooltip;
};

struct LogSliderSpec {
  Phrase label;        ///< its English is the ImGui id
  double min = 0.1;    ///< > 0
  double max = 100.0;  ///< > min
  Phrase unit;         ///< after the value: "cycles per image"
  Phrase tooltip;
  std::span<const SliderMark> marks;
  ImFont* value_font = nullptr;  ///< for the number; the current font when null
  /// Draws in a strip under the track when set, between the given corners; x is the slider's scale.
  std::function<void(ImDrawList&, ImVec2 min, ImVec2 max)> strip;
};

/// Kept by the caller, one per slider.
struct LogSliderState {
  bool typing = false;
  bool focus_field = false;  ///< the text field was opened in this frame
  std::array<char, 32> text{};
  float grab_offset = 0.0F;  ///< pixels from the middle of the knob to where it was caught
};

struct LogSliderResult {
  bool changed = false;   ///< the value is another one, also while dragging
  bool finished = false;  ///< the mouse let go, or the text was accepted
};

/// Drag or click sets the value; the wheel changes it by 2 % a notch, with shift by 0.2 %; arrow
/// keys do the same when the slider has the focus; ctrl-click, double-click or a click on the
/// number lets it be typed. Typed values are clamped; what is no number leaves the value as it was.
LogSliderResult log_slider(const LogSliderSpec& spec, LogSliderState& state, double& value);

/// `text` as a number inside [min, max], or `fallback` when it is none. A decimal comma is
/// understood.
double parse_clamped(std::string_view text, double min, double max, double fallback);

}  // namespace fscope
