// What can be done in the 1D laboratory, apart from drawing it.
#pragma once

#include <string>

#include "app/gui/ui_state.h"

namespace fscope {

/// For people: "1/f noise".
Text signal_title(SignalKind kind);

/// Makes lab.target fit the settings wanted. Once per frame, before the panels.
void update_lab_target(UiState& ui);

/// Another kind of signal, in the laboratory. Samples begin as the signal there was, if there are
/// none yet.
void choose_signal(const Snapshot& snapshot, UiState& ui, CommandSink& sink, SignalKind kind);

/// Samples from a file become the target, in the laboratory.
void learn_samples(const Snapshot& snapshot, UiState& ui, CommandSink& sink, std::string name,
                   std::shared_ptr<const Samples> samples);

/// Whether the mouse paints the target.
void set_drawing(LabState& lab, bool on);
/// Makes every plot follow all of its data again.
void show_all(LabState& lab);

/// A straight stroke of the pen over samples at k / M; x in [0, 1]. Values are kept in
/// [-1/2, 1/2].
void paint_stroke(Samples& samples, Point from, Point to);

/// The mouse holds the pen at a point of the function: x in [0, 1].
void draw_with_pen(const Snapshot& snapshot, UiState& ui, CommandSink& sink, Point at);
/// ... or has let go.
void lift_pen(UiState& ui, CommandSink& sink);

/// What theory is asked at this moment. There is a target.
LabQuestion lab_question(const Snapshot& snapshot, const UiState& ui);

}  // namespace fscope
