#include "app/gui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/gui/lab.h"
#include "app/gui/lessons.h"

namespace fscope {
namespace {

using S = const Snapshot&;
using U = UiState&;
using K = CommandSink&;

/// Up (1) or down (-1): sigma by a tenth of itself, or p by a tenth.
void nudge_scale(S snapshot, U ui, K sink, int direction) {
  MappingSettings& mapping = ui.wanted.mapping;
  if (mapping.kind == MappingKind::power) {
    constexpr double kMost = 3;  // and infinity beyond it
    const double from = std::isinf(mapping.power) ? kMost + 0.1 : mapping.power;
    const double p = std::max(0.0, std::round(10 * from + direction) / 10);
    mapping.power = p > kMost ? std::numeric_limits<double>::infinity() : p;
  } else {
    mapping.sigma = std::clamp(mapping.sigma * std::pow(1.1, direction), 0.1, 100.0);
  }
  post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

void toggle(bool& value) { value = !value; }

void switch_to_other_task(S snapshot, U ui, K sink) {
  switch_task(snapshot, ui, sink, ui.aside.config.task);
}

constexpr auto kShortcuts = std::to_array<Shortcut>({
    {GLFW_KEY_SPACE, 0, "Space", "Train, or pause",
     [](S s, U ui, K sink) {
       s.playing ? post(ui, sink, Pause{}) : post(ui, sink, Play{});
     }},
    {GLFW_KEY_S, 0, "S", "One training step", [](S, U ui, K sink) { post(ui, sink, Advance{}); }},
    {GLFW_KEY_R, 0, "R", "Reset to step 0, the same start",
     [](S, U ui, K sink) { post(ui, sink, Reset{}); }},
    {GLFW_KEY_RIGHT_BRACKET, 0, "]", "sigma 10 % up, or p 0.1 up",
     [](S s, U ui, K sink) { nudge_scale(s, ui, sink, 1); }},
    {GLFW_KEY_LEFT_BRACKET, 0, "[", "sigma 10 % down, or p 0.1 down",
     [](S s, U ui, K sink) { nudge_scale(s, ui, sink, -1); }},
    {GLFW_KEY_F, 0, "F", "Fit the picture into view",
     [](S, U ui, K) { ui.pictures.transform.fit(); }, Shown::picture},
    {GLFW_KEY_B, 0, "B", "Show what lies between the pixels, or not",
     [](S, U ui, K) { ui.pictures.between_pixels = !ui.pictures.between_pixels; }, Shown::picture},
    {GLFW_KEY_M, 0, "M", "Mark the training pixels, or not",
     [](S, U ui, K) { ui.pictures.mark_training = !ui.pictures.mark_training; }, Shown::picture},
    {GLFW_KEY_E, 0, "E", "Signed or absolute error",
     [](S, U ui, K) { ui.pictures.absolute_error = !ui.pictures.absolute_error; }, Shown::picture},
    {GLFW_KEY_H, 0, "H", "Show what the kernel predicts, or not",
     [](S, U ui, K) { ui.theory.show = !ui.theory.show; }, Shown::picture},
    {GLFW_KEY_P, 0, "P", "Pictures or their spectra",
     [](S, U ui, K) { ui.pictures.spectra = !ui.pictures.spectra; }, Shown::picture},
    {GLFW_KEY_F, 0, "F", "All of every curve", [](S, U ui, K) { show_all(ui.lab); },
     Shown::signal},
    {GLFW_KEY_D, 0, "D", "Draw the target with the mouse, or not",
     [](S, U ui, K) { set_drawing(ui.lab, !ui.lab.drawing.on); }, Shown::signal},
    {GLFW_KEY_1, 0, "1", "Theory of infinite width, or not",
     [](S, U ui, K) { toggle(ui.lab.wanted[0]); }, Shown::signal},
    {GLFW_KEY_2, 0, "2", "Theory of this network, linearised, or not",
     [](S, U ui, K) { toggle(ui.lab.wanted[1]); }, Shown::signal},
    {GLFW_KEY_3, 0, "3", "Theory of the network's kernel now, or not",
     [](S, U ui, K) { toggle(ui.lab.wanted[2]); }, Shown::signal},
    {GLFW_KEY_PAGE_DOWN, 0, "Page Down", "The lesson's next step",
     [](S s, U ui, K sink) { turn_page(s, ui, sink, 1); }, Shown::lesson},
    {GLFW_KEY_PAGE_UP, 0, "Page Up", "The lesson's step before",
     [](S s, U ui, K sink) { turn_page(s, ui, sink, -1); }, Shown::lesson},
    {GLFW_KEY_L, 0, "L", "Pictures, or the 1D laboratory", switch_to_other_task},
    {GLFW_KEY_O, 0, "O", "Open a picture or a signal", [](S, U ui, K) { ui.requests.open_dialog = true; }},
    {GLFW_KEY_O, GLFW_MOD_CONTROL, "Ctrl-O", "Open a picture or a signal",
     [](S, U ui, K) { ui.requests.open_dialog = true; }},
    {GLFW_KEY_V, GLFW_MOD_CONTROL, "Ctrl-V", "Open the path on the clipboard",
     [](S, U ui, K) { ui.requests.paste = true; }},
    {GLFW_KEY_T, 0, "T", "Dark or light theme",
     [](S, U ui, K) {
       ui.theme = ui.theme == Theme::dark ? Theme::light : Theme::dark;
       ui.requests.apply_theme = true;
     }},
    {GLFW_KEY_F1, 0, "F1", "This list, or not", [](S, U ui, K) { ui.show_help = !ui.show_help; }},
    {GLFW_KEY_ESCAPE, 0, "Esc", "Close what is open on top",
     [](S, U ui, K) { ui.show_help = ui.show_replay = ui.figures.open = false;
       set_drawing(ui.lab, false); }},
    {GLFW_KEY_Q, GLFW_MOD_CONTROL, "Ctrl-Q", "Quit", [](S, U ui, K) { ui.requests.quit = true; }},
});

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

bool is_offered(const Shortcut& shortcut, const UiState& ui) {
  const bool signal = ui.wanted.task == TaskKind::signal;
  if (shortcut.shown == Shown::lesson) return shown_step(ui) != nullptr;
  return shortcut.shown == Shown::always || (shortcut.shown == Shown::signal) == signal;
}

bool handle_key(int key, int mods, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.dialog_open) return false;
  constexpr int kModifiers = GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER;
  for (const Shortcut& shortcut : kShortcuts) {
    if (shortcut.key != key || shortcut.mods != (mods & kModifiers)) continue;
    if (!is_offered(shortcut, ui)) continue;
    shortcut.act(snapshot, ui, sink);
    return true;
  }
  return false;
}

}  // namespace fscope
