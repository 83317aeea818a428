// The standard controls with one look: label on the left, control on the right, tooltip on hover.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "app/gui/text/text.h"
#include "app/gui/widgets/icons.h"

namespace fscope {

/// All of these return true when the person changed the value (or pressed the button) in this
/// frame. The English of `label` is the ImGui id, and is what tests and scripts find the control
/// by. `help` is the tooltip; {} for none. They may stand inside ImGui::BeginDisabled.

bool button(const Phrase& label, const Phrase& help, ImVec2 size = {0.0F, 0.0F});
/// The one button of a group that is meant to be pressed: in the accent colour.
bool primary_button(const Phrase& label, const Phrase& help, ImVec2 size = {0.0F, 0.0F});
/// A square button with a drawn symbol; `label` is only its name. `size_em` in text heights.
bool icon_button(Icon icon, const Phrase& label, const Phrase& help, float size_em = 2.0F);

bool checkbox(const Phrase& label, bool& value, const Phrase& help);
/// `index` into `options`; a value outside shows as empty.
bool combo(const Phrase& label, int& index, std::span<const Phrase> options, const Phrase& help);
/// The same choice as buttons side by side, for two to four short options.
bool segmented(const Phrase& label, int& index, std::span<const Phrase> options,
               const Phrase& help);

struct IntRange {
  int min = 0;
  int max = 100;
  int step = 1;  ///< of the - and + buttons; 0 hides them
};
bool int_slider(const Phrase& label, int& value, IntRange range, const Phrase& help);
/// Typed values take effect with Enter or when the field is left, clamped to the range.
bool int_input(const Phrase& label, int& value, IntRange range, const Phrase& help);

struct FloatRange {
  float min = 0.0F;
  float max = 1.0F;
  bool logarithmic = false;  ///< then min > 0
};
/// Dragging gives values with three significant digits; ctrl-click lets any value be typed.
bool float_slider(const Phrase& label, float& value, FloatRange range, const Phrase& help);

/// Logarithmic over `range` (min > 0), with 0 at its left end and infinity at its right.
bool endless_slider(const Phrase& label, double& value, FloatRange range, const Phrase& help);
/// Linear over `range` in hundredths, with infinity at its right end.
bool open_ended_slider(const Phrase& label, double& value, FloatRange range, const Phrase& help);

/// A line of text that can be edited; true when Enter was pressed.
bool text_input(const Phrase& label, std::string& value, const Phrase& hint, const Phrase& help);

/// A label and a value that cannot be changed.
void value_row(const Phrase& label, const Phrase& value, const Phrase& help);

/// Puts the next item, `width` pixels wide, beside the last one, `gap` pixels on (-1: as usual), or
/// on the next line where it does not fit.
void flow(float width, float gap = -1.0F);
float button_width(const Phrase& label);
float checkbox_width(const Phrase& label);

/// A small heading with a line.
void section(const Phrase& title);

/// Shows `help` while the mouse rests on the last item, wrapped at 35 em. Nothing for an empty one.
void tooltip(const Phrase& help);

}  // namespace fscope
