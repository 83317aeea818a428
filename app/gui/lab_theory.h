// What theory is asked about a 1D run, and what it answers, as the panels show it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gl/heat_map.h"
#include "app/gui/text/text.h"
#include "core/prediction/signal_theory.h"

namespace fscope {

/// Those that the laboratory offers, in order.
inline constexpr std::array kTangentKernels = {TangentKernel::infinite_width,
                                               TangentKernel::at_start, TangentKernel::now};

/// The name in legends.
Text kernel_name(TangentKernel kernel);

/// Equal questions have equal answers.
struct LabQuestion {
  RunConfig config;
  std::shared_ptr<const Signal> signal;             // not null
  std::shared_ptr<const Vector<float>> parameters;  // for TangentKernel::now; may be null
  std::vector<TangentKernel> kernels;               // whose predictions are wanted
  double time = 0;                                  // eta t; may be infinite
  std::optional<double> match_mse;  // then: the time at which the train error has come down to it
  double horizon = 1;               // steps that the curves over training reach

  bool operator==(const LabQuestion&) const = default;
};

/// The kernel between the training points in colours.
struct KernelPicture {
  Raster picture;   // n x n
  HeatRange range;  // what the first and the last colour stand for
};

/// What one kernel predicts.
struct LabPrediction {
  TangentKernel kernel = TangentKernel::infinite_width;
  std::string message;                         // why there is nothing else; empty otherwise
  std::shared_ptr<const SignalTheory> theory;  // of the question
  std::shared_ptr<const KernelPicture> picture;
  double time = 0;           // eta t of `function`
  Eigen::VectorXd function;  // N values
  // Over training; null when the optimiser does not follow the flow:
  std::vector<double> steps;                       // of the forecast's times
  std::shared_ptr<const SignalForecast> forecast;  // may be null
};

struct LabTheory {
  LabQuestion question;
  std::vector<LabPrediction> predictions;  // one for each of question.kernels
};

/// Whether steps of the optimiser follow the flow: Adam's do not.
inline bool follows_flow(const RunConfig& config) { return config.optimizer == OptimizerKind::sgd; }

/// Answers questions. What does not depend on time is kept from one to the next. One caller at a
/// time, on any thread.
class LabSolver {
 public:
  /// Failures become messages of their predictions.
  LabTheory answer(const LabQuestion& question);

 private:
  struct Kept {
    LabQuestion question;      // but for its time
    LabPrediction prediction;  // but for its function
  };

  LabPrediction predict(const LabQuestion& question, TangentKernel kernel);
  LabPrediction prepare(const LabQuestion& question, TangentKernel kernel);

  NetworkStarts starts_;
  std::array<std::optional<Kept>, kTangentKernels.size()> kept_;
};

}  // namespace fscope
