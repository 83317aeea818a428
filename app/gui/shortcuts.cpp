#include "app/gui/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/gui/compare.h"
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

/// Windows first; with none open, the presenter mode ends.
void close_top(U ui) {
  const bool open =
      ui.show_help || ui.show_replay || ui.figures.open || ui.exporting.open || ui.lab.drawing.on;
  ui.show_help = ui.show_replay = ui.figures.open = ui.exporting.open = false;
  set_drawing(ui.lab, false);
  if (!open) set_presenter(ui, false);
}

void switch_language(U ui) {
  choose_language(ui, ui.language == Language::english ? Language::chinese : Language::english);
}

void toggle(bool& value) { value = !value; }

/// Settings that a change had before, or after it, for its run.
void go_back(S snapshot, U ui, K sink, const std::optional<SettingChange>& change, bool undo) {
  if (!change) return;
  select_run(snapshot, ui, change->run);
  const RunSnapshot* run = shown_run(snapshot, ui);
  if (!run || run->id != change->run) return;  // it is gone
  ui.wanted = undo ? change->before : change->after;
  post(ui, sink, Configure{.run = run->id, .config = ui.wanted, .restart = ui.restart_on_change});
}

void toggle_compare(S snapshot, U ui, K) {
  if (!snapshot.runs.empty()) toggle(ui.compare.shown);
}

void switch_to_other_task(S snapshot, U ui, K sink) {
  switch_task(snapshot, ui, sink, ui.aside.config.task);
}

constexpr bool kRepeats = true;

constexpr auto kShortcuts = std::to_array<Shortcut>({
    {GLFW_KEY_SPACE, 0, "Space"_t, "Train, or pause"_t,
     [](S s, U ui, K sink) {
       s.playing ? post(ui, sink, Pause{}) : post(ui, sink, Play{});
     }},
    {GLFW_KEY_S, 0, "S"_v, "One training step"_t, [](S, U ui, K sink) { post(ui, sink, Advance{}); }, Shown::always,
     kRepeats},
    {GLFW_KEY_R, 0, "R"_v, "Reset to step 0, the same start"_t,
     [](S, U ui, K sink) { post(ui, sink, Reset{}); }},
    {GLFW_KEY_RIGHT_BRACKET, 0, "]"_v, "sigma 10 % up, or p 0.1 up"_t,
     [](S s, U ui, K sink) { nudge_scale(s, ui, sink, 1); }, Shown::always,
     kRepeats},
    {GLFW_KEY_LEFT_BRACKET, 0, "["_v, "sigma 10 % down, or p 0.1 down"_t,
     [](S s, U ui, K sink) { nudge_scale(s, ui, sink, -1); }, Shown::always,
     kRepeats},
    {GLFW_KEY_Z, GLFW_MOD_CONTROL, "Ctrl-Z"_v, "Take back the last change of a setting"_t,
     [](S s, U ui, K sink) { go_back(s, ui, sink, undo_setting(ui.undo), true); }, Shown::always,
     kRepeats},
    {GLFW_KEY_Y, GLFW_MOD_CONTROL, "Ctrl-Y"_v, "Make it again"_t,
     [](S s, U ui, K sink) { go_back(s, ui, sink, redo_setting(ui.undo), false); }, Shown::always,
     kRepeats},
    {GLFW_KEY_S, GLFW_MOD_CONTROL, "Ctrl-S"_v, "Save the state"_t,
     [](S, U ui, K) { ui.requests.save_state = true; }},
    {GLFW_KEY_E, GLFW_MOD_CONTROL, "Ctrl-E"_v, "Export pictures, curves, networks, a report"_t,
     [](S, U ui, K) { ui.requests.open_export = true; }},
    {GLFW_KEY_C, 0, "C"_v, "Compare all runs, or show the selected one alone"_t, toggle_compare},
    {GLFW_KEY_N, 0, "N"_v, "Add a run with the settings of the selected one"_t, add_run},
    {GLFW_KEY_F, 0, "F"_v, "Fit the picture into view"_t,
     [](S, U ui, K) { ui.pictures.transform.fit(); }, Shown::picture},
    {GLFW_KEY_B, 0, "B"_v, "Show what lies between the pixels, or not"_t,
     [](S, U ui, K) { ui.pictures.between_pixels = !ui.pictures.between_pixels; }, Shown::picture},
    {GLFW_KEY_M, 0, "M"_v, "Mark the training pixels, or not"_t,
     [](S, U ui, K) { ui.pictures.mark_training = !ui.pictures.mark_training; }, Shown::picture},
    {GLFW_KEY_E, 0, "E"_v, "Signed or absolute error"_t,
     [](S, U ui, K) { ui.pictures.absolute_error = !ui.pictures.absolute_error; }, Shown::picture},
    {GLFW_KEY_H, 0, "H"_v, "Show what the kernel predicts, or not"_t,
     [](S, U ui, K) { ui.theory.show = !ui.theory.show; }, Shown::picture},
    {GLFW_KEY_P, 0, "P"_v, "Pictures or their spectra"_t,
     [](S, U ui, K) { ui.pictures.spectra = !ui.pictures.spectra; }, Shown::picture},
    {GLFW_KEY_F, 0, "F"_v, "All of every curve"_t, [](S, U ui, K) { show_all(ui.lab); },
     Shown::signal},
    {GLFW_KEY_D, 0, "D"_v, "Draw the target with the mouse, or not"_t,
     [](S, U ui, K) { set_drawing(ui.lab, !ui.lab.drawing.on); }, Shown::signal},
    {GLFW_KEY_1, 0, "1"_v, "Theory of infinite width, or not"_t,
     [](S, U ui, K) { toggle(ui.lab.wanted[0]); }, Shown::signal},
    {GLFW_KEY_2, 0, "2"_v, "Theory of this network, linearised, or not"_t,
     [](S, U ui, K) { toggle(ui.lab.wanted[1]); }, Shown::signal},
    {GLFW_KEY_3, 0, "3"_v, "Theory of the network's kernel now, or not"_t,
     [](S, U ui, K) { toggle(ui.lab.wanted[2]); }, Shown::signal},
    {GLFW_KEY_PAGE_DOWN, 0, "Page Down"_v, "The lesson's next step"_t,
     [](S s, U ui, K sink) { turn_page(s, ui, sink, 1); }, Shown::lesson},
    {GLFW_KEY_PAGE_UP, 0, "Page Up"_v, "The lesson's step before"_t,
     [](S s, U ui, K sink) { turn_page(s, ui, sink, -1); }, Shown::lesson},
    {GLFW_KEY_L, 0, "L"_v, "Pictures, or the 1D laboratory"_t, switch_to_other_task},
    {GLFW_KEY_O, 0, "O"_v, "Open a picture or a signal"_t, [](S, U ui, K) { ui.requests.open_dialog = true; }},
    {GLFW_KEY_O, GLFW_MOD_CONTROL, "Ctrl-O"_v, "Open a picture or a signal"_t,
     [](S, U ui, K) { ui.requests.open_dialog = true; }},
    {GLFW_KEY_V, GLFW_MOD_CONTROL, "Ctrl-V"_v, "Open the path on the clipboard"_t,
     [](S, U ui, K) { ui.requests.paste = true; }},
    {GLFW_KEY_T, 0, "T"_v, "Dark or light theme"_t,
     [](S, U ui, K) {
       ui.theme = ui.theme == Theme::dark ? Theme::light : Theme::dark;
       ui.requests.apply_theme = true;
     }},
    {GLFW_KEY_L, GLFW_MOD_CONTROL, "Ctrl-L"_v, "English or Chinese"_t,
     [](S, U ui, K) { switch_language(ui); }},
    {GLFW_KEY_F5, 0, "F5"_v, "Presenter mode: larger text, fewer controls"_t,
     [](S, U ui, K) { set_presenter(ui, !ui.presenter); }},
    {GLFW_KEY_F1, 0, "F1"_v, "This list, or not"_t, [](S, U ui, K) { ui.show_help = !ui.show_help; }},
    {GLFW_KEY_ESCAPE, 0, "Esc"_v, "Close what is open on top"_t,
     [](S, U ui, K) { close_top(ui); }},
    {GLFW_KEY_Q, GLFW_MOD_CONTROL, "Ctrl-Q"_v, "Quit"_t, [](S, U ui, K) { ui.requests.quit = true; }},
});

}  // namespace

std::span<const Shortcut> shortcuts() { return kShortcuts; }

bool is_offered(const Shortcut& shortcut, const UiState& ui) {
  const bool signal = ui.wanted.task == TaskKind::signal;
  if (shortcut.shown == Shown::lesson) return shown_step(ui) != nullptr;
  return shortcut.shown == Shown::always || (shortcut.shown == Shown::signal) == signal;
}

bool handle_key(int key, int mods, const Snapshot& snapshot, UiState& ui, CommandSink& sink,
                bool again) {
  if (ui.dialog_open || (ui.menu_open && key == GLFW_KEY_ESCAPE)) return false;
  constexpr int kModifiers = GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER;
  for (const Shortcut& shortcut : kShortcuts) {
    if (shortcut.key != key || shortcut.mods != (mods & kModifiers)) continue;
    if (!is_offered(shortcut, ui)) continue;
    if (again && !shortcut.repeats) return false;
    shortcut.act(snapshot, ui, sink);
    return true;
  }
  return false;
}

}  // namespace fscope
