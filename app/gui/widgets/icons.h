// Symbols drawn as shapes: no font has to have them.
#pragma once

#include <imgui.h>

namespace fscope {

enum class Icon { play, pause, step, reset, fit, folder, image, close, settings, help };

/// Draws the symbol about `centre` inside a square of `size` pixels.
void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);

}  // namespace fscope
