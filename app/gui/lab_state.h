// What the window remembers of the 1D laboratory.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/gui/lab_theory.h"
#include "app/gui/view_transform.h"
#include "app/gui/widgets/plot.h"

namespace fscope {

/// The signal that the settings wanted stand for, made anew when they or the samples change.
struct LabTarget {
  SignalSettings settings;
  std::shared_ptr<const Samples> samples;
  std::shared_ptr<const Signal> signal;  // null: there is none
  std::string message;                   // then: why
};

struct LabDrawing {
  bool on = false;           // the mouse paints the target
  std::optional<Point> pen;  // the last point of the stroke under way
  bool unsent = false;       // samples that the session does not have yet
  double sent_s = -1;        // UI clock when it was last sent some
};

inline PlotState plot_on(AxisScale x, AxisScale y) {
  PlotState plot;
  plot.x_scale = x;
  plot.y_scale = y;
  return plot;
}

/// Part of UiState.
struct LabState {
  std::shared_ptr<const Samples> samples;  // of SignalKind::samples; null: none yet
  std::string samples_name;
  LabTarget target;
  LabDrawing drawing;

  bool in_step = true;  // theory is shown at the network's time, else at `time`
  double time = 1;      // t; may be infinite
  std::array<bool, kTangentKernels.size()> wanted{true, false, false};
  std::shared_ptr<const LabTheory> theory;  // null: none yet
  /// A control is being dragged: each of its values starts the run again, so theory stays at the
  /// time it was shown at.
  bool dragging = false;
  bool busy = false;  // something newer is being computed

  PlotState function;
  PlotState spectra = plot_on(AxisScale::logarithmic, AxisScale::logarithmic);
  PlotState bands = plot_on(AxisScale::logarithmic, AxisScale::logarithmic);
  PlotState losses = plot_on(AxisScale::logarithmic, AxisScale::logarithmic);
  AxisView steps;  // shared by bands and losses
  PlotState row;
  PlotState row_spectrum = plot_on(AxisScale::linear, AxisScale::logarithmic);
  PlotState eigenvalues = plot_on(AxisScale::linear, AxisScale::logarithmic);
  PlotState decay_times = plot_on(AxisScale::linear, AxisScale::logarithmic);

  bool asks(TangentKernel kernel) const { return wanted[static_cast<std::size_t>(kernel)]; }
};

}  // namespace fscope
