#include "core/prediction/signal_theory.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "core/prediction/flow_time.h"
#include "core/support/check.h"
#include "core/support/fft.h"
#include "core/theory/stationary_kernel.h"

namespace fscope {

/// What Eq. 3 needs.
struct SignalTheory::Model {
  Eigen::MatrixXd K_train;  // n x n
  Eigen::MatrixXd K_all;    // N x n
  Eigen::VectorXd f0;       // N
  std::string assumes;
};

namespace {

/// The rows of the training points.
auto training_rows(const Signal& signal) {
  return Eigen::seqN(0, signal.n_train(), signal.oversampling);
}

std::vector<Index> heldout_points(const Signal& signal) {
  std::vector<Index> out;
  for (Index k = 0; k < signal.n_points(); ++k) {
    if (!signal.is_training_point(k)) out.push_back(k);
  }
  return out;
}

/// N x n, before the output activation.
Eigen::MatrixXd infinite_width_kernel(const SignalNetwork& network, const Signal& signal) {
  require(network.shape.hidden == Activation::relu || network.shape.n_layers == 1,
          "the kernel of infinite width is known for relu, not for ",
          activation_name(network.shape.hidden),
          "; the network's own kernel can be taken for any activation");
  const NtkSettings settings = ntk_settings(network.shape, network.parameterization);
  const Index n_all = signal.n_points();
  if (network.mapping.is_identity()) {
    const Eigen::MatrixXd training = network.points(Eigen::all, training_rows(signal));
    return ntk(settings, network.points, training);
  }
  const DifferenceGrid differences{.nx = n_all, .step_x = 1 / static_cast<double>(n_all)};
  const Eigen::VectorXd row = StationaryKernel(network.mapping, settings)(differences);
  Eigen::MatrixXd K(n_all, signal.n_train());
  for (Index j = 0; j < K.cols(); ++j) {
    K.col(j) = row.segment(n_all - 1 - signal.oversampling * j, n_all);
  }
  return K;
}

double output_of_zero(OutputActivation output) {
  return output == OutputActivation::sigmoid ? 0.5 : 0;
}

/// Slopes of the output activation where it gives these outputs.
Eigen::VectorXd slopes_at(OutputActivation output, const Eigen::VectorXd& outputs) {
  switch (output) {
    case OutputActivation::sigmoid:
      return outputs.array() * (1 - outputs.array());
    case OutputActivation::tanh:
      return 1 - outputs.array().square();
    case OutputActivation::linear:
      break;
  }
  return Eigen::VectorXd::Ones(outputs.size());
}

std::string describe_kernel(const RunConfig& config, TangentKernel kernel) {
  switch (kernel) {
    case TangentKernel::at_start:
      return text("this network of width ", config.width, ", linearised at its start");
    case TangentKernel::now:
      return text("this network of width ", config.width, ", as if it always had the tangent ",
                  "kernel of this step");
    case TangentKernel::infinite_width:
      break;
  }
  const bool width_counts = config.parameterization != Parameterization::ntk;
  return text("infinitely wide networks of ", config.n_layers, " layers (",
              parameterization_name(config.parameterization), ")",
              width_counts ? text(", their speed that of width ", config.width) : std::string());
}

std::string describe_model(const RunConfig& config, const SignalTheoryOptions& options) {
  std::string out =
      text("Eq. 3: gradient flow of ", describe_kernel(config, options.kernel),
           options.start == FlowStart::network ? ", from this network's first outputs" : ", from 0",
           ".");
  if (config.output != OutputActivation::linear) {
    out += text(" Its ", output_name(config.output), " output is linearised there.");
  }
  return out;
}

/// What of the run's steps differs from the flow.
std::string describe_steps(const RunConfig& config, const Signal& signal, double step_size) {
  std::string out;
  if (config.optimizer == OptimizerKind::adam) {
    return "\nNo time in this theory corresponds to Adam's steps.";
  }
  if (config.batch != 0 && config.batch < signal.n_train()) {
    out += text("\nBatches of ", config.batch, " points are taken for their mean.");
  }
  if (step_size >= 0.5) {
    std::array<char, 32> size{};
    std::snprintf(size.data(), size.size(), "%.2g", step_size);
    out += text("\nLearning rate times largest eigenvalue is ", size.data(),
                step_size < 2 ? ": the steps are too large to follow the flow closely."
                              : ": from 2 on gradient descent diverges.");
  }
  return out;
}

std::vector<double> magnitudes(const Eigen::VectorXd& values) {
  std::vector<double> out;
  for (const Complex& z : real_fft({values.data(), static_cast<std::size_t>(values.size())})) {
    out.push_back(std::abs(z));
  }
  return out;
}

}  // namespace

SignalTheory::Model SignalTheory::model_of(const RunConfig& config,
                                           const std::shared_ptr<const Signal>& signal,
                                           const SignalTheoryOptions& options,
                                           NetworkStarts& starts) {
  require(signal && signal->n_points() >= 1, "there is no signal yet");
  require(signal->n_points() <= kMaxPoints, "theory is computed for at most ", kMaxPoints,
          " points; this signal has ", signal->n_points());
  const SignalNetwork network = signal_network(config, signal->n_points());
  const bool from_network = options.start == FlowStart::network;
  const bool at_start = options.kernel == TangentKernel::at_start;
  NetworkStarts::Start start;
  if (from_network || at_start) start = starts.start(config, signal->n_points(), at_start);
  Model model{.K_train = {},
              .K_all = {},
              .f0 = Eigen::VectorXd::Constant(signal->n_points(), output_of_zero(config.output)),
              .assumes = describe_model(config, options)};
  if (from_network) model.f0 = *start.outputs;
  Eigen::VectorXd outputs = model.f0;  // where K is taken
  const auto training = training_rows(*signal);
  if (at_start) {
    outputs = *start.outputs;
    model.K_all = (*start.kernel)(Eigen::all, training);
  } else if (options.kernel == TangentKernel::now) {
    require(options.parameters != nullptr, "there are no parameters yet");
    // A relu may turn NaN into 0, and does so on some processors only.
    require(options.parameters->allFinite(), "the parameters are not finite");
    outputs = network.outputs(*options.parameters);
    model.K_all = network.kernel(*options.parameters)(Eigen::all, training);
  } else {
    model.K_all = infinite_width_kernel(network, *signal);
  }
  const Eigen::VectorXd slopes = slopes_at(config.output, outputs);
  model.K_all = slopes.asDiagonal() * model.K_all * slopes(training).asDiagonal();
  const Eigen::MatrixXd K = model.K_all(training, Eigen::all);
  model.K_train = (K + K.transpose()) / 2;  // but for rounding it is symmetric
  return model;
}

SignalTheory::SignalTheory(const RunConfig& config, std::shared_ptr<const Signal> signal,
                           const SignalTheoryOptions& options, NetworkStarts& starts)
    : SignalTheory(config, signal, model_of(config, signal, options, starts)) {}

SignalTheory::SignalTheory(const RunConfig& config, std::shared_ptr<const Signal> signal,
                           Model model)
    : signal_(std::move(signal)),
      K_train_(std::move(model.K_train)),
      row_(model.K_all.col(signal_->n_train() / 2)),
      row_spectrum_(magnitudes(row_(training_rows(*signal_)))),
      dynamics_({.K_train = K_train_,
                 .K_all = std::move(model.K_all),
                 .y = signal_->training_values(),
                 .f0_train = model.f0(training_rows(*signal_)),
                 .f0_all = model.f0}),
      bands_(signal_bands(signal_->n_train())),
      assumes_(std::move(model.assumes)) {
  const double eta = effective_eta_t(config, signal_->n_train(), 1);
  constexpr double kNever = std::numeric_limits<double>::infinity();
  decay_steps_ =
      eta > 0 ? dynamics_.decay_steps(eta) : Eigen::VectorXd::Constant(signal_->n_train(), kNever);
  step_size_ = eta * eigenvalues()[0];
  assumes_ += describe_steps(config, *signal_, step_size_);
}

Eigen::VectorXd SignalTheory::at(double eta_t) const {
  Eigen::VectorXd f = dynamics_.all(eta_t).col(0);
  f(training_rows(*signal_)) = dynamics_.train(eta_t).col(0);  // loses no digits to K^-1
  return f;
}

SignalForecast SignalTheory::forecast(std::span<const double> eta_t) const {
  const std::vector<Index> heldout = heldout_points(*signal_);
  const FlowErrors errors = dynamics_.errors(eta_t, heldout, signal_->values(heldout));
  SignalForecast out;
  out.eta_t.assign(eta_t.begin(), eta_t.end());
  out.train_mse.assign(errors.train.begin(), errors.train.end());
  if (!heldout.empty()) out.heldout_mse.assign(errors.held_out.begin(), errors.held_out.end());
  out.bands.resize(bands_.size());
  for (const double t : eta_t) {
    const Eigen::VectorXd residual = dynamics_.eigenvectors() * dynamics_.residual(t);
    const auto n = static_cast<std::size_t>(residual.size());
    const auto band_errors = signal_band_errors(bands_, std::span(residual.data(), n));
    for (std::size_t i = 0; i < bands_.size(); ++i) out.bands[i].push_back(band_errors[i]);
  }
  return out;
}

}  // namespace fscope
