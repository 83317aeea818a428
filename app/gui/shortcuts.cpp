#include "app/gui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>

namespace fscope {
namespace {

using S = const Snapshot&;
using U = UiState&;
using K = CommandSink&;

void scale_sigma(S snapshot, U ui, K sink, double factor) {
  double& sigma = ui.wanted.mapping.sigma;
  sigma = std::clamp(sigma * factor, 0.1, 100.0);
  post_wanted(snapshot, ui, sink, ui.restart_on_change);
}

constexpr double kSigmaStep = 1.1;

constexpr auto kShortcuts = std::to_array<Shortcut>({
    {GLFW_KEY_SPACE, 0, "Space", "Train, or pause",
     [](S s, U ui, K sink) {
       s.playing ? post(ui, sink, Pause{}) : post(ui, sink, Play{});
     }},
    {GLFW_KEY_S, 0, "S", "One training step", [](S, U ui, K sink) { post(ui, sink, Advance{}); }},
    {GLFW_KEY_R, 0, "R", "Reset to step 0, the same start",
     [](S, U ui, K sink) { post(ui, sink, Reset{}); }},
    {GLFW_KEY_RIGHT_BRACKET, 0, "]", "sigma 10 % up",
     [](S s, U ui, K sink) { scale_sigma(s, ui, sink, kSigmaStep); }},
    {GLFW_KEY_LEFT_BRACKET, 0, "[", "sigma 10 % down",
     [](S s, U ui, K sink) { scale_sigma(s, ui, sink, 1 / kSigmaStep); }},
    {GLFW_KEY_F, 0, "F", "Fit the picture into view",
     [](S, U ui, K) { ui.pictures.transform.fit(); }},
    {GLFW_KEY_B, 0, "B", "Show what lies between the pixels, or not",
     [](S, U ui, K) { ui.pictures.between_pixels = !ui.pictures.between_pixels; }},
    {GLFW_KEY_M, 0, "M", "Mark the training pixels, or not",
     [](S, U ui, K) { ui.pictures.mark_training = !ui.pictures.mark_training; }},
    {GLFW_KEY_E, 0, "E", "Signed or absolute error",
     [](S, U ui, K) { ui.pictures.absolute_error = !ui.pictures.absolute_error; }},
    {GLFW_KEY_H, 0, "H", "Show what the kernel predicts, or not",
     [](S, U ui, K) { ui.theory.show = !ui.theory.show; }},
    {GLFW_KEY_P, 0, "P", "Pictures or their spectra",
     [](S, U ui, K) { ui.pictures.spectra = !ui.pictures.spectra; }},
    {GLFW_KEY_O, 0, "O", "Open a picture", [](S, U ui, K) { ui.requests.open_dialog = true; }},
    {GLFW_KEY_O, GLFW_MOD_CONTROL, "Ctrl-O", "Open a picture",
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
     [](S, U ui, K) { ui.show_help = ui.show_replay = ui.figures.open = false; }},
    {GLFW_KEY_Q, GLFW_MOD_CONTROL, "Ctrl-Q", "Quit", [](S, U ui, K) { ui.requests.quit = true; }},
});

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

bool handle_key(int key, int mods, const Snapshot& snapshot, UiState& ui, CommandSink& sink) {
  if (ui.dialog_open) return false;
  constexpr int kModifiers = GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER;
  for (const Shortcut& shortcut : kShortcuts) {
    if (shortcut.key != key || shortcut.mods != (mods & kModifiers)) continue;
    shortcut.act(snapshot, ui, sink);
    return true;
  }
  return false;
}

}  // namespace fscope
