// The panels of a comparison of several runs; pure as all panels are (panels.h).
#pragma once

#include "app/gui/panels/panels.h"

namespace fscope {

/// Target and reconstructions as small multiples, or two of them under a divider that can be
/// dragged; of signals, all functions in one plot.
void draw_compare_pictures(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// What the comparison shows, and whose turn it is; part of the toolbar.
void draw_compare_options(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// One curve of every run, overlaid.
void draw_compare_curves(const Snapshot& snapshot, UiState& ui, CommandSink& sink);
/// Settings and results of every run, sorted by any column.
void draw_compare_table(const Snapshot& snapshot, UiState& ui, CommandSink& sink);

/// The PSNR measured last, dB; none before the first measurement.
std::optional<double> last_psnr(const Curve& curve);

}  // namespace fscope
