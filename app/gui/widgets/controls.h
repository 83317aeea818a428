// The standard controls with one look: label on the left, control on the right, tooltip on hover.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "app/gui/widgets/icons.h"

namespace fscope {

/// All of these return true when the person changed the value (or pressed the button) in this
/// frame. `label` is visible up to "##", is the ImGui id, and is what tests and scripts find the
/// control by. `help` is the tooltip; "" for none. They may stand inside ImGui::BeginDisabled.

bool button(const char* label, const char* help, ImVec2 size = {0.0F, 0.0F});
/// The one button of a group that is meant to be pressed: in the accent colour.
bool primary_button(const char* label, const char* help, ImVec2 size = {0.0F, 0.0F});
/// A square button with a drawn symbol; `label` is only its name. `size_em` in text heights.
bool icon_button(Icon icon, const char* label, const char* help, float size_em = 2.0F);

bool checkbox(const char* label, bool& value, const char* help);
/// `index` into `options`; a value outside shows as empty.
bool combo(const char* label, int& index, std::span<const std::string> options, const char* help);
/// The same choice as buttons side by side, for two to four short options.
bool segmented(const char* label, int& index, std::span<const std::string> options,
               const char* help);

struct IntRange {
  int min = 0;
  int max = 100;
  int step = 1;  ///< of the - and + buttons; 0 hides them
};
bool int_slider(const char* label, int& value, IntRange range, const char* help);
/// Typed values take effect with Enter or when the field is left, clamped to the range.
bool int_input(const char* label, int& value, IntRange range, const char* help);

struct FloatRange {
  float min = 0.0F;
  float max = 1.0F;
  bool logarithmic = false;  ///< then min > 0
};
/// Dragging gives values with three significant digits; ctrl-click lets any value be typed.
bool float_slider(const char* label, float& value, FloatRange range, const char* help);

/// Logarithmic over `range` (min > 0), with 0 at its left end and infinity at its right.
bool endless_slider(const char* label, double& value, FloatRange range, const char* help);
/// Linear over `range` in hundredths, with infinity at its right end.
bool open_ended_slider(const char* label, double& value, FloatRange range, const char* help);

/// A line of text that can be edited; true when Enter was pressed.
bool text_input(const char* label, std::string& value, const char* hint, const char* help);

/// A label and a value that cannot be changed.
void value_row(const char* label, const char* value, const char* help);

/// A small heading with a line.
void section(const char* title);

/// Shows `help` while the mouse rests on the last item, wrapped at 35 em. Nothing for "".
void tooltip(const char* help);

}  // namespace fscope
