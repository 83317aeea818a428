// What theory is asked about a 1D run, and what it answers, as the panels show it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gl/heat_map.h"
#include "core/tasks/signal.h"
#include "core/training/config.h"

namespace fscope {

/// Whose kernel predicts.
enum class LabKernel {
  infinite,  // the network's, were it infinitely wide
  first,     // this very network's, linearised where it began
  now,       // ... where it is
};
inline constexpr std::array kLabKernels = {LabKernel::infinite, LabKernel::first, LabKernel::now};

/// The name in legends.
std::string_view kernel_name(LabKernel kernel);

/// Equal questions have equal answers.
struct LabQuestion {
  RunConfig config;
  std::shared_ptr<const Signal> signal;                // not null
  std::shared_ptr<const Vector<float>> first_outputs;  // null: those of the initial weights
  std::shared_ptr<const Vector<float>> parameters;     // for LabKernel::now; may be null
  std::vector<LabKernel> kernels;                      // whose predictions are wanted
  double time = 0;                                     // t, see flow_time(); may be infinite
  std::optional<double> match_mse;  // then: the time at which the train error has come down to it
  double horizon = 1;               // steps that the curves over training reach

  bool operator==(const LabQuestion&) const = default;
};

/// The kernel between the points of a signal.
struct LabKernelView {
  std::vector<float> matrix;              // n x n: between the training points
  std::shared_ptr<const Raster> picture;  // ... coloured
  HeatRange range;                        // ... what the first and the last colour stand for
  std::vector<double> row;                // N: between every point and the training point `centre`
  Index centre = 0;                       // a training point
  std::vector<double> row_spectrum;       // |FFT| of the row over the training points: 0 .. n / 2
  std::vector<double> eigenvalues;        // n, largest first
  double time_per_step = 0;               // decay takes 1 / (eigenvalue * this) steps
};

/// What one kernel predicts.
struct LabPrediction {
  LabKernel kernel = LabKernel::infinite;
  std::string message;           // why there is nothing else; empty otherwise
  double time = 0;               // t of `function`
  std::vector<double> function;  // N values
  double train_mse = 0;          // ... their errors
  std::optional<double> heldout_mse;
  // Over training; all empty when the optimiser has no flow to follow:
  std::vector<double> steps;
  std::vector<double> train_curve;
  std::vector<double> heldout_curve;             // empty when nothing is held out
  std::vector<std::vector<double>> band_curves;  // for each of signal_bands()
  std::shared_ptr<const LabKernelView> view;
};

struct LabTheory {
  LabQuestion question;
  std::vector<LabPrediction> predictions;  // one for each of question.kernels
};

/// The time t of gradient flow, dw/dt = -sum of gradients over the training points, that n_steps
/// steps of gradient descent come to: each step is the learning rate long, divided by n_train for a
/// mean loss, and times batch / n_train for a sum over a batch.
double flow_time(const RunConfig& config, double n_steps);

/// Whether steps of the optimiser follow the flow: Adam's do not.
bool follows_flow(const RunConfig& config);

}  // namespace fscope
