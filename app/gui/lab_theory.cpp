#include "app/gui/lab_theory.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <span>
#include <utility>

#include "core/prediction/flow_time.h"

namespace fscope {
namespace {

/// The question without what only the function depends on.
LabQuestion without_time(LabQuestion question, TangentKernel kernel) {
  question.kernels = {kernel};
  question.time = 0;
  question.match_mse.reset();
  if (kernel != TangentKernel::now) question.parameters = nullptr;
  return question;
}

/// From the first step to the last, at equal distances on a logarithmic axis.
std::vector<double> steps_until(double horizon) {
  constexpr int kSteps = 120;
  std::vector<double> steps;
  for (int i = 0; i <= kSteps; ++i) steps.push_back(std::pow(horizon, 1.0 * i / kSteps));
  return steps;
}

std::shared_ptr<const KernelPicture> picture_of(const Eigen::MatrixXd& K) {
  const Eigen::MatrixXf values = K.cast<float>();  // symmetric, so its order does not matter
  const std::span cells(values.data(), static_cast<std::size_t>(values.size()));
  const int n = static_cast<int>(K.rows());
  auto out = std::make_shared<KernelPicture>();
  out->range = range_of(cells);
  out->picture = heat_map(cells, n, n, out->range, kAbsoluteError);
  return out;
}

double train_mse_at(const SignalTheory& theory, double eta_t) {
  return theory.forecast(std::array{eta_t}).train_mse.front();
}

/// The time at which the train error has come down to `mse`, by bisection over its logarithm;
/// 0 or infinity where it never does.
double matching_time(const SignalTheory& theory, double mse) {
  double low = -8;
  double high = 8;
  if (train_mse_at(theory, std::pow(10, low)) <= mse) return 0;
  if (train_mse_at(theory, std::pow(10, high)) >= mse) return INFINITY;
  constexpr int kHalvings = 16;  // to 0.05 % of the time
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (train_mse_at(theory, std::pow(10, middle)) > mse ? low : high) = middle;
  }
  return std::pow(10, (low + high) / 2);
}

}  // namespace

Text kernel_name(TangentKernel kernel) {
  switch (kernel) {
    case TangentKernel::infinite_width:
      return "infinite width"_t;
    case TangentKernel::at_start:
      return "linearised at the start"_t;
    case TangentKernel::now:
      return "kernel now"_t;
  }
  return {};
}

LabTheory LabSolver::answer(const LabQuestion& question) {
  LabTheory theory;
  theory.question = question;
  for (const TangentKernel kernel : question.kernels) {
    try {
      theory.predictions.push_back(predict(question, kernel));
    } catch (const std::exception& error) {
      LabPrediction failed;
      failed.kernel = kernel;
      failed.message = error.what();
      theory.predictions.push_back(std::move(failed));
    }
  }
  return theory;
}

LabPrediction LabSolver::predict(const LabQuestion& question, TangentKernel kernel) {
  auto& kept = kept_[static_cast<std::size_t>(kernel)];
  LabQuestion asked = without_time(question, kernel);
  if (!kept || kept->question != asked) {
    kept.reset();
    kept = Kept{.question = asked, .prediction = prepare(asked, kernel)};
  }
  LabPrediction out = kept->prediction;
  out.time = question.match_mse ? matching_time(*out.theory, *question.match_mse) : question.time;
  out.function = out.theory->at(out.time);
  return out;
}

LabPrediction LabSolver::prepare(const LabQuestion& question, TangentKernel kernel) {
  LabPrediction out;
  out.kernel = kernel;
  const SignalTheoryOptions options{.kernel = kernel, .parameters = question.parameters};
  out.theory =
      std::make_shared<const SignalTheory>(question.config, question.signal, options, starts_);
  out.picture = picture_of(out.theory->kernel());
  if (!follows_flow(question.config)) return out;
  out.steps = steps_until(question.horizon);
  std::vector<double> times;
  for (const double step : out.steps) {
    times.push_back(effective_eta_t(question.config, question.signal->n_train(), step));
  }
  out.forecast = std::make_shared<const SignalForecast>(out.theory->forecast(times));
  return out;
}

}  // namespace fscope
