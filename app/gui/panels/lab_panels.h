// The panels of the 1D laboratory; see panels.h.
#pragma once

#include "app/gui/lab.h"

namespace fscope {

/// All of it but the controls and the bars above and below.
void draw_laboratory(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Signal, mapping, network and training settings.
void draw_lab_controls(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The toolbar's part: drawing, and whose kernels predict.
void draw_lab_options(UiState& ui);
/// Target, training points, network and theory over x, and theory's time.
void draw_lab_function(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Power spectra of target, network and theory.
void draw_lab_spectra(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The error of each band of frequency over training, measured and predicted.
void draw_lab_bands(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Train and held-out errors over training, measured and predicted.
void draw_lab_losses(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// The kernel's matrix, one of its rows, and its eigenvalues.
void draw_lab_kernel(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

/// The first prediction that is one, or null.
const LabPrediction* shown_prediction(const LabState& lab);

}  // namespace fscope
