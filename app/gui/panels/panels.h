// The panels of the window: each draws itself from one snapshot into the current ImGui window and
// sends what the person wants as commands. Pure: no statics, locks, GL or files (promise 8).
#pragma once

#include "app/gui/ui_state.h"

namespace fscope {

/// Arranges all panels over the whole display. Main thread, once per frame.
void draw_workspace(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

void draw_menu_bar(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Play, pause, step, run to, reset, and what the pictures show.
void draw_toolbar(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Pixels that it needs; more than a row in narrow windows.
float toolbar_height(const UiState& ui);
/// Picture, mapping, network and training settings.
void draw_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Target, reconstruction and error side by side under one zoom.
void draw_pictures(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The mapping and its scale sigma.
void draw_scale(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Loss and PSNR over steps or seconds.
void draw_curves(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Errors by band of frequency over steps or seconds.
void draw_bands(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// h_gamma and the NTK over differences of pixels, and the kernel's spectrum beside the picture's.
void draw_kernel(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The dots of B on the frequency plane, and gamma of the point under the cursor.
void draw_frequencies(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
void draw_status(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// F1: shortcuts. Also the run as text for the command line.
void draw_overlays(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The dialog that saves the state, pictures, curves, networks and reports, when it is open.
void draw_export(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The step of a lesson that is shown, or the list of lessons.
void draw_lessons(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The dialog that computes the paper's figures, when it is open.
void draw_figures(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

/// A history as the plots take it, over steps or over seconds of training.
std::vector<PlotPoint> curve_points(const Curve& curve, bool over_seconds = false);
/// The histories of a run as the plots take them, made anew when the snapshot is another.
void update_curves(const Snapshot& snapshot, const RunSnapshot& run, CurvesState& curves);
/// What the network says at a pixel (one value a channel), or null where it was not evaluated at
/// its centre.
const float* network_at(const RunSnapshot& run, int column, int row);
/// The values of all pixels in view, of the network or the target, once pixels are wide enough to
/// hold them; part of draw_pictures. The run has a target.
void draw_pixel_values(ImDrawList& list, const Pane& pane, const ViewTransform& transform,
                       const RunSnapshot& run, bool of_network);

}  // namespace fscope
