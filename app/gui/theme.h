// The two looks of the program: colours by meaning, spacing, and their ImGui style.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>

namespace fscope {

enum class Theme { dark, light };

/// Colours by what they mean. All but grid, border and selection reach a contrast of 4.5:1 on
/// window, frame and popup; series colours 3:1, and they can be told apart by colour-blind people
/// (after Okabe and Ito 2008, shifted in lightness to fit the background).
struct Palette {
  ImVec4 window;  ///< behind everything
  ImVec4 frame;   ///< behind values that can be changed, and plots
  ImVec4 popup;   ///< tooltips, menus, dialogs
  ImVec4 text;
  ImVec4 muted;      ///< labels, axis text, hints
  ImVec4 accent;     ///< what is active or selected
  ImVec4 on_accent;  ///< text on accent
  ImVec4 selection;  ///< background of selected rows
  ImVec4 border;
  ImVec4 grid;  ///< lines inside plots
  ImVec4 good;
  ImVec4 warning;
  ImVec4 error;
  std::array<ImVec4, 8> series;
};

/// The colours of a theme.
Palette palette(Theme theme);
/// Series colour `index`, starting again after the eighth, ready for ImDrawList.
ImU32 series_colour(const Palette& colours, std::size_t index);

/// Sets the current context's style. `scale` (> 0) is the display's: sizes are multiples of it.
/// Call between frames, after every change of theme or scale. Main thread only.
void apply_theme(Theme theme, float scale);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrast_ratio(const ImVec4& a, const ImVec4& b);

}  // namespace fscope
